#include "app/buildcommit.h"
#include "app/cli/command.h"
#include "app/cli/experimenttext.h"
#include "app/cli/plotpictures.h"
#include "net/resultsfolder.h"

#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <string>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium report results
      writes tables, plots and report.html of the finished trials again, and prints the table
  torrarium report results --plots png,pdf
      makes PNG and PDF of each plot besides
)";

struct ReportArguments {
    std::string directory;
    std::vector<std::string> pictures;
};

int writeReport(const ReportArguments &arguments)
{
    const std::string &directory = arguments.directory;
    auto stored = net::readResults(directory);
    if (!stored)
        return report(stored.error());
    lab::ExperimentResults results(stored->experiment);
    for (lab::TrialResult &result : stored->results)
        results.add(std::move(result));
    if (const auto written = net::writeTables(directory, results, buildCommit()); !written)
        return report(written.error());
    if (const auto written = writePictures(directory, arguments.pictures); !written)
        return report(written.error());
    fmt::print("{}\n{}\n", resultsText(results),
               (std::filesystem::path(directory) / "report.html").string());
    return Ok;
}

} // namespace

void addReport(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<ReportArguments>();
    CLI::App *command = program.add_subcommand("report", "Write the report of an experiment again");
    command->add_option("directory", arguments->directory, "Folder of results")->required();
    addPlotsOption(*command, arguments->pictures);
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return writeReport(*arguments); }; });
}

} // namespace app
