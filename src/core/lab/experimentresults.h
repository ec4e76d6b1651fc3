#pragma once

#include "core/lab/experiment.h"
#include "core/lab/metric.h"
#include "core/lab/statistic.h"
#include "core/lab/trialresult.h"

#include <map>
#include <string>
#include <vector>

namespace lab {

/// One metric of a group under one setting, over its trials.
struct SummaryRow {
    std::uint32_t setting = 0;
    std::string group;
    std::string_view metric;
    Statistic statistic;
};

/// The results of an experiment, or of as many trials as are finished. Tables depend on the results
/// alone, not on the order in which they came.
class ExperimentResults
{
public:
    /// `experiment` must outlive it.
    explicit ExperimentResults(const Experiment &experiment);

    /// A trial that is not of the experiment, or was added before, changes nothing.
    void add(TrialResult result);

    [[nodiscard]] const Experiment &experiment() const { return m_experiment; }
    /// By index of the trial, failed ones among them.
    [[nodiscard]] const std::map<std::uint32_t, TrialResult> &trials() const { return m_trials; }
    [[nodiscard]] std::size_t failures() const;
    /// The numbers of a trial; none of a failed one.
    [[nodiscard]] const std::vector<Measured> &measuredOf(std::uint32_t trial) const;
    /// By setting, metric and group, in the order of the settings and of metrics().
    [[nodiscard]] std::vector<SummaryRow> summary() const;

private:
    const Experiment &m_experiment;
    std::map<std::uint32_t, TrialResult> m_trials;
    std::map<std::uint32_t, std::vector<Measured>> m_measured;
};

} // namespace lab
