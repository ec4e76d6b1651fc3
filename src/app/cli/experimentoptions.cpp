#include "app/cli/experimentoptions.h"

#include "net/scenariolibrary.h"

#include <fmt/format.h>

namespace app {

namespace {

/// The options as changes of keys.
base::Expected<std::vector<lab::Override>> overridesOf(const ExperimentArguments &arguments)
{
    std::vector<lab::Override> overrides;
    for (const std::string &change : arguments.set) {
        const std::size_t equals = change.find('=');
        if (equals == std::string::npos)
            return base::fail(base::ErrorCode::Usage, "--set " + change,
                              "it has no value; write --set key=value");
        overrides.push_back({change.substr(0, equals), change.substr(equals + 1), {}});
    }
    if (!arguments.world.empty())
        overrides.push_back({"world", arguments.world, "--world"});
    if (arguments.repetitions)
        overrides.push_back(
            {"sweep.repetitions", fmt::format("{}", *arguments.repetitions), "--reps"});
    if (arguments.seed)
        overrides.push_back({"random-seed", fmt::format("{}", *arguments.seed), "--seed"});
    if (!arguments.recordings.empty())
        overrides.push_back({"measure.recordings", arguments.recordings, "--recordings"});
    return overrides;
}

} // namespace

base::Expected<lab::Experiment> readExperiment(const ExperimentArguments &arguments)
{
    const auto overrides = overridesOf(arguments);
    if (!overrides)
        return tl::unexpected(overrides.error());
    return net::readScenario(net::findScenario(arguments.scenario), *overrides);
}

void addExperimentOptions(CLI::App &command, ExperimentArguments &arguments)
{
    command
        .add_option("scenario", arguments.scenario,
                    "A TOML file, or the name of a scenario of torrarium list")
        ->required();
    command.add_option("--world", arguments.world, "Where it runs: virtual or live")
        ->check(CLI::IsMember({"virtual", "live"}));
    command
        .add_option("--set", arguments.set,
                    "A key by its path and its value, such as content.size=4MB or "
                    "'group[leechers].count=40'; may be repeated")
        ->allow_extra_args(false);
    command.add_option("--reps", arguments.repetitions, "Repetitions of each setting");
    command.add_option("--seed", arguments.seed, "Of which the seeds of all trials are drawn");
}

} // namespace app
