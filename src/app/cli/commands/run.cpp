#include "app/cli/command.h"
#include "app/cli/experimentoptions.h"
#include "app/cli/experimentsession.h"
#include "app/cli/plotpictures.h"

#include <memory>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium run resources/scenarios/free-riders.toml --reps 10 -o free-riders
      ten trials with seeds of their own; the folder gets tables, manifest and scenario
  torrarium run crowd.toml --set 'group[leechers].count=40' --set content.size=4MB
      a scenario with other values
  torrarium run crowd.toml --set 'sweep.over."group[leechers].count"=[10, 20, 40]' --jobs 1
      a sweep over one key, one trial at a time
The same scenario, options and --seed give the same tables, however many --jobs.
Exit codes: 0 all trials finished, 3 some failed, 130 interrupted (go on with torrarium resume).
docs/experiments.md tells what is measured and where the results go.
)";

struct RunArguments {
    ExperimentArguments experiment;
    std::string output;
    std::vector<std::string> pictures;
    unsigned jobs = 0;
    bool json = false;
};

int run(const RunArguments &arguments)
{
    auto experiment = readExperiment(arguments.experiment);
    if (!experiment)
        return report(experiment.error());
    if (const auto possible = checkPictures(arguments.pictures); !possible)
        return report(possible.error());
    std::optional<net::ResultsFolder> folder;
    if (!arguments.output.empty()) {
        auto made = net::ResultsFolder::create(arguments.output, *experiment);
        if (!made)
            return report(made.error());
        folder = std::move(*made);
    }
    ExperimentSession session(std::move(*experiment), std::move(folder));
    const int ended = session.run(arguments.jobs, arguments.json);
    if (ended != Ok && ended != PartlyFailed)
        return ended;
    const auto pictures = writePictures(arguments.output, arguments.pictures);
    return pictures ? ended : report(pictures.error());
}

} // namespace

void addRun(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<RunArguments>();
    CLI::App *command
        = program.add_subcommand("run", "Run an experiment: a scenario, its sweep, repetitions");
    addExperimentOptions(*command, arguments->experiment);
    command->add_option("--jobs", arguments->jobs, "Trials at a time; 0 = one a core");
    CLI::Option *output
        = command->add_option("-o,--output", arguments->output, "Folder for the results");
    addPlotsOption(*command, arguments->pictures)->needs(output);
    command
        ->add_option("--recordings", arguments->experiment.recordings,
                     "Keep a recording of each trial in the folder, of that size at most: 20MB")
        ->needs(output);
    command->add_flag("--json", arguments->json, "Print the summary as one JSON document");
    command->footer(Examples);
    command->callback([arguments, &action] { action = [arguments] { return run(*arguments); }; });
}

} // namespace app
