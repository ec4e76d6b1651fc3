#pragma once

#include "core/lab/timelineevent.h"
#include "core/lab/tomltable.h"
#include "core/sim/simsetup.h"

#include <vector>

namespace lab {

/// Reads every `[[event]]` of a scenario whose groups are read; by time, those of one time as they
/// stand.
std::vector<TimelineEvent> readEvents(TomlTable &file, const sim::SimSetup &setup);

} // namespace lab
