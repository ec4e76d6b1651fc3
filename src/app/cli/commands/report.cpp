#include "app/cli/command.h"
#include "app/cli/experimenttext.h"
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
)";

int writeReport(const std::string &directory)
{
    auto stored = net::readResults(directory);
    if (!stored)
        return report(stored.error());
    lab::ExperimentResults results(stored->experiment);
    for (lab::TrialResult &result : stored->results)
        results.add(std::move(result));
    if (const auto written = net::writeTables(directory, results); !written)
        return report(written.error());
    fmt::print("{}\n{}\n", resultsText(results),
               (std::filesystem::path(directory) / "report.html").string());
    return Ok;
}

} // namespace

void addReport(CLI::App &program, Action &action)
{
    auto directory = std::make_shared<std::string>();
    CLI::App *command = program.add_subcommand("report", "Write the report of an experiment again");
    command->add_option("directory", *directory, "Folder of results")->required();
    command->footer(Examples);
    command->callback(
        [directory, &action] { action = [directory] { return writeReport(*directory); }; });
}

} // namespace app
