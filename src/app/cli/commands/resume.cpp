#include "app/cli/command.h"
#include "app/cli/experimentsession.h"
#include "app/cli/plotpictures.h"

#include <memory>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium resume results
      runs the trials that are missing, after kill -9 too; the tables are those of a run that
      was never interrupted
  torrarium resume results --plots png,pdf
      makes PNG and PDF of each plot besides
)";

struct ResumeArguments {
    std::string directory;
    std::vector<std::string> pictures;
    unsigned jobs = 0;
    bool json = false;
};

int resume(const ResumeArguments &arguments)
{
    if (const auto possible = checkPictures(arguments.pictures); !possible)
        return report(possible.error());
    auto opened = net::ResultsFolder::open(arguments.directory);
    if (!opened)
        return report(opened.error());
    ExperimentSession session(std::move(opened->experiment), std::move(opened->folder));
    session.restore(std::move(opened->results));
    const int ended = session.run(arguments.jobs, arguments.json);
    if (ended != Ok && ended != PartlyFailed)
        return ended;
    const auto pictures = writePictures(arguments.directory, arguments.pictures);
    return pictures ? ended : report(pictures.error());
}

} // namespace

void addResume(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<ResumeArguments>();
    CLI::App *command = program.add_subcommand("resume", "Go on with an experiment");
    command->add_option("directory", arguments->directory, "Folder of results")->required();
    command->add_option("--jobs", arguments->jobs, "Trials at a time; 0 = one a core");
    addPlotsOption(*command, arguments->pictures);
    command->add_flag("--json", arguments->json, "Print the summary as one JSON document");
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return resume(*arguments); }; });
}

} // namespace app
