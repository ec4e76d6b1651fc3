#pragma once

#include "core/lab/experimentresults.h"
#include "core/lab/plot.h"

#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// What of some results is drawn.
struct PlotChoice {
    enum class Kind : unsigned char {
        Means, ///< a mean with its 95 % interval for each value along x
        Boxes, ///< quartiles and range of the trials, for each value along x
        Ecdf, ///< the part of the trials at or below a value; a step line a setting
        Scatter, ///< every trial, for each value along x
        PeersEcdf, ///< the part of the peers complete by a time, all trials of a setting together
    };
    Kind kind = Kind::Means;
    std::string metric = "completion-mean"; ///< a name of metrics(); not for PeersEcdf
    std::string group = "all";
    /// Path of the swept key along x; when it is empty or not swept the first one with numbers is
    /// taken. The other keys tell the series apart.
    std::string along{};
    /// With what the scenario's theories say of the metric (overlay.h).
    bool theory = true;
};

/// The plot of an experiment's results so far. Without a sweep its one setting stands alone.
Plot plotOf(const ExperimentResults &results, const PlotChoice &choice);

/// The groups that have that metric, "all" first.
std::vector<std::string> groupsWith(const ExperimentResults &results, std::string_view metric);

/// How a metric is called on an axis: "completion mean [s]".
std::string axisLabel(const Metric &metric);

} // namespace lab
