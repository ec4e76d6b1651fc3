#include "core/lab/experimentresults.h"

#include <algorithm>

namespace lab {

ExperimentResults::ExperimentResults(const Experiment &experiment)
    : m_experiment(experiment)
{
}

void ExperimentResults::add(TrialResult result)
{
    const auto &trials = m_experiment.trials();
    if (result.trial >= trials.size() || m_trials.contains(result.trial))
        return;
    const std::uint32_t index = result.trial;
    if (!result.fault) {
        if (const auto scenario = m_experiment.scenarioOf(trials[index]))
            m_measured[index] = measure(result.observation, scenario->setup);
    }
    m_trials.emplace(index, std::move(result));
}

std::size_t ExperimentResults::failures() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(m_trials, [](const auto &each) { return !!each.second.fault; }));
}

const std::vector<Measured> &ExperimentResults::measuredOf(std::uint32_t trial) const
{
    static const std::vector<Measured> none;
    const auto at = m_measured.find(trial);
    return at == m_measured.end() ? none : at->second;
}

std::vector<SummaryRow> ExperimentResults::summary() const
{
    using Key = std::pair<std::string_view, std::string>; // metric and group
    const std::size_t settings = m_experiment.sweep().settingCount();
    std::vector<std::map<Key, std::vector<double>>> values(settings);
    std::vector<std::vector<Key>> orders(settings); // as a trial has them
    for (const auto &[index, measured] : m_measured) {
        const std::uint32_t setting = m_experiment.trials()[index].setting;
        for (const Measured &each : measured) {
            auto &sample = values[setting][{each.metric, each.group}];
            if (sample.empty())
                orders[setting].emplace_back(each.metric, each.group);
            sample.push_back(each.value);
        }
    }
    std::vector<SummaryRow> rows;
    for (std::uint32_t setting = 0; setting < settings; ++setting) {
        for (const Key &key : orders[setting])
            rows.push_back(
                {setting, key.second, key.first, *Statistic::of(std::move(values[setting][key]))});
    }
    return rows;
}

} // namespace lab
