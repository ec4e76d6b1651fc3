#include "app/cli/command.h"
#include "app/cli/experimentoptions.h"

#include <fmt/format.h>
#include <memory>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium validate crowd.toml
      checks every setting of a scenario; exit code 2 and one line when something is wrong
)";

int validate(const ExperimentArguments &arguments)
{
    const auto experiment = readExperiment(arguments);
    if (!experiment)
        return report(experiment.error());
    fmt::print("{} is in order: {} settings, {} repetitions, {} trials\n", arguments.scenario,
               experiment->sweep().settingCount(), experiment->sweep().repetitions,
               experiment->trials().size());
    return Ok;
}

} // namespace

void addValidate(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<ExperimentArguments>();
    CLI::App *command = program.add_subcommand("validate", "Check a scenario without running it");
    addExperimentOptions(*command, *arguments);
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return validate(*arguments); }; });
}

} // namespace app
