#include "core/lab/experiment.h"

#include "core/lab/scenarioreader.h"
#include "core/lab/tomlpath.h"

#include <fmt/format.h>
#include <sstream>

namespace lab {

namespace {

std::string nameOf(const Override &change)
{
    return change.option.empty() ? fmt::format("--set {}={}", change.path, change.text)
                                 : change.option;
}

/// The change that spoils the document: what is before it gives a scenario that can run.
const Override &culprit(toml::table root, std::span<const Override> overrides)
{
    const Override *found = &overrides.back();
    for (const Override &change : overrides) {
        if (readScenario(root, ""))
            found = &change;
        (void)assignText(root, change.path, change.text);
    }
    return *found;
}

/// Applies all of them; an error names the one that it is about.
base::Expected<void> applyAll(toml::table &root, std::span<const Override> overrides)
{
    const toml::table before = root;
    for (const Override &change : overrides) {
        if (auto set = assignText(root, change.path, change.text); !set)
            return tl::unexpected(
                base::Error{base::ErrorCode::Usage, nameOf(change), set.error().detail});
    }
    const auto scenario = readScenario(root, "");
    if (scenario)
        return {};
    for (const Override &change : overrides) {
        if (scenario.error().where.starts_with(change.path))
            return base::fail(base::ErrorCode::Usage, nameOf(change), scenario.error().detail);
    }
    return tl::unexpected(scenario.error().within(nameOf(culprit(before, overrides))));
}

std::string written(const toml::table &root)
{
    std::ostringstream text;
    text << root << '\n';
    return text.str();
}

base::Expected<Scenario> scenarioWith(toml::table root, const Setting &setting)
{
    for (const Assignment &assignment : setting) {
        if (auto set = assign(root, assignment); !set)
            return tl::unexpected(set.error());
    }
    return readScenario(root, "");
}

} // namespace

base::Expected<Experiment> Experiment::parse(std::string text, const std::string &file,
                                             std::span<const Override> overrides)
{
    auto root = parseToml(text, file);
    if (!root)
        return tl::unexpected(root.error());
    auto scenario = readScenario(*root, file);
    if (!scenario)
        return tl::unexpected(scenario.error());
    Experiment experiment;
    experiment.m_text = std::move(text);
    if (!overrides.empty()) {
        if (auto applied = applyAll(*root, overrides); !applied)
            return tl::unexpected(applied.error());
        experiment.m_text = written(*root);
        scenario = readScenario(*root, file);
    }
    experiment.m_scenario = std::move(*scenario);
    experiment.m_trials = experiment.sweep().trials(experiment.m_scenario.setup.seed);
    if (auto checked = experiment.checkSettings(file); !checked)
        return tl::unexpected(checked.error());
    return experiment;
}

base::Expected<void> Experiment::checkSettings(const std::string &file)
{
    const auto root = parseToml(m_text, file);
    if (!root)
        return tl::unexpected(root.error());
    for (std::size_t i = 0; i < sweep().settingCount(); ++i) {
        const Setting setting = sweep().setting(i);
        auto scenario = scenarioWith(*root, setting);
        if (scenario) {
            m_theories.push_back(std::move(scenario->theories));
            continue;
        }
        std::string values;
        for (const Assignment &assignment : setting)
            values += fmt::format("{}{} = {}", values.empty() ? "" : ", ", assignment.path,
                                  textOf(assignment.value));
        const toml::node *over = root->at_path("sweep.over").node();
        const auto at = over == nullptr ? toml::source_position{1, 1} : over->source().begin;
        const std::string where = fmt::format("{}: sweep.over: with {}", whereOf(file, at), values);
        return tl::unexpected(scenario.error().within(where));
    }
    return {};
}

base::Expected<Scenario> Experiment::scenarioOf(const Trial &trial) const
{
    auto root = parseToml(m_text, "");
    if (!root)
        return tl::unexpected(root.error());
    auto scenario = scenarioWith(std::move(*root), sweep().setting(trial.setting));
    if (scenario)
        scenario->setup.seed = trial.seed;
    return scenario;
}

} // namespace lab
