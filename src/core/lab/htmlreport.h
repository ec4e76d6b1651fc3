#pragma once

#include "core/lab/experimentresults.h"
#include "core/lab/plot.h"

#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// The metrics every report shows, as plots and in its table; those that a theory of the scenario
/// predicts come to them.
inline constexpr std::string_view reportedMetrics[] = {
    "completion-mean", "first-piece-mean", "waiting-mean",        "share-ratio-mean",
    "fairness",        "uplink-use",       "entropy-of-interest", "announces",
};

/// A plot of a report and what its file is called, without an ending.
struct ReportPlot {
    std::string name;
    Plot plot;
};

/// Means with their intervals for each metric of the report that has numbers, and how the
/// completion times of peers are distributed.
std::vector<ReportPlot> reportPlots(const ExperimentResults &results);

/// The results as one HTML page that needs no other file: plots, tables, and how to load and repeat
/// them. Follows the reader's light or dark theme; printed it is light.
std::string htmlReport(const ExperimentResults &results);

} // namespace lab
