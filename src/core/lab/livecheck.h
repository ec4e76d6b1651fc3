#pragma once

#include "core/lab/scenario.h"
#include "core/lab/setupcheck.h"

#include <optional>

namespace lab {

/// The first key of a scenario that the live world cannot honour; nothing when it can run there.
std::optional<Flaw> findLiveFlaw(const Scenario &scenario);

} // namespace lab
