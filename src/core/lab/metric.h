#pragma once

#include "core/lab/observation.h"
#include "core/sim/simsetup.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// The peers of a group, or all, of a trial: what metrics of peers are computed from.
struct PeerSelection {
    const Observation &trial;
    const sim::SimSetup &setup;
    std::vector<const PeerObservation *> peers; ///< those that joined
};

/// A number that says something about a trial. Every axis, table header and docs/metrics.md take
/// their words from this one table.
struct Metric {
    std::string_view name; ///< "completion-mean"
    std::string_view unit; ///< "s", "B", "B/s", "1" for parts and ratios, "peers"
    bool ofSwarm; ///< of the swarm as a whole; else of each group and of all peers
    std::string_view meaning; ///< one sentence, with its reduction in a trial
    std::string_view source; ///< who measured it like this; empty for plain counts
    /// Nothing when the trial has no such number: nobody completed, no samples.
    std::optional<double> (*of)(const PeerSelection &);
};

/// Every metric, in the order of tables. Over the trials of a setting each is summed up as mean
/// with Student's t interval and median with bootstrap interval (statistic.h).
std::span<const Metric> metrics();

/// One number of a trial.
struct Measured {
    std::string_view metric;
    std::string group; ///< "all" for the swarm and for everybody
    double value = 0;
};

/// Every number a trial has, by metric and then group, "all" first.
std::vector<Measured> measure(const Observation &trial, const sim::SimSetup &setup);

} // namespace lab
