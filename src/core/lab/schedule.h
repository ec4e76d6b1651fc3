#pragma once

#include "core/lab/scenario.h"
#include "core/sim/coming.h"

#include <vector>

namespace lab {

/// Who comes in a trial and how long each stays, by time: in the live world as in the virtual one.
std::vector<sim::Coming> scheduleOf(const Scenario &scenario);

} // namespace lab
