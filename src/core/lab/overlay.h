#pragma once

#include "core/lab/resultplots.h"

#include <vector>

namespace lab {

/// What the scenario's theories say of the metric that was chosen, to be drawn over what was
/// measured: one line a theory, or one for each value of the other swept keys when they make a
/// difference. Over distributions the lines are upright, one for each setting; over those of peers
/// come the theories of all metrics of completion times. A theory speaks of no group in particular.
std::vector<PlotSeries> overlayOf(const ExperimentResults &results, const PlotChoice &choice);

} // namespace lab
