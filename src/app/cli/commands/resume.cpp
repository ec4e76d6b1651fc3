#include "app/cli/command.h"
#include "app/cli/experimentsession.h"

#include <memory>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium resume results
      runs the trials that are missing, after kill -9 too; the tables are those of a run that
      was never interrupted
)";

struct ResumeArguments {
    std::string directory;
    unsigned jobs = 0;
    bool json = false;
};

int resume(const ResumeArguments &arguments)
{
    auto opened = net::ResultsFolder::open(arguments.directory);
    if (!opened)
        return report(opened.error());
    ExperimentSession session(std::move(opened->experiment), std::move(opened->folder));
    session.restore(std::move(opened->results));
    return session.run(arguments.jobs, arguments.json);
}

} // namespace

void addResume(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<ResumeArguments>();
    CLI::App *command = program.add_subcommand("resume", "Go on with an experiment");
    command->add_option("directory", arguments->directory, "Folder of results")->required();
    command->add_option("--jobs", arguments->jobs, "Trials at a time; 0 = one a core");
    command->add_flag("--json", arguments->json, "Print the summary as one JSON document");
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return resume(*arguments); }; });
}

} // namespace app
