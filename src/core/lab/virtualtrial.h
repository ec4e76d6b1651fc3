#pragma once

#include "core/lab/observation.h"
#include "core/lab/recordingwriter.h"
#include "core/lab/scenario.h"

#include <functional>
#include <optional>

namespace lab {

/// Runs a scenario in virtual time, from its start to its end, and observes it. `goesOn` is asked
/// every second of virtual time; nothing is returned once it says no. What happens goes into
/// `recording`, where there is one.
std::optional<Observation> runVirtualTrial(const Scenario &scenario,
                                           const std::function<bool()> &goesOn,
                                           RecordingWriter *recording = nullptr);

} // namespace lab
