#include "app/cli/command.h"
#include "app/cli/experimenttext.h"
#include "core/lab/resulttables.h"
#include "net/resultsfolder.h"
#include "net/torrentfile.h"

#include <fmt/format.h>
#include <memory>
#include <string>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium export results > trials.csv
      a row for each number of each trial
  torrarium export results --table summary -o summary.csv
      means, intervals and medians of each setting
  torrarium export results --format json
      the summary as one JSON document
)";

struct ExportArguments {
    std::string directory;
    std::string format = "csv";
    std::string table = "trials";
    std::string output;
};

std::string textOf(const lab::ExperimentResults &results, const ExportArguments &arguments)
{
    if (arguments.format == "json")
        return resultsJson(results) + '\n';
    if (arguments.table == "peers")
        return lab::peersCsv(results);
    if (arguments.table == "samples")
        return lab::samplesCsv(results);
    if (arguments.table == "summary")
        return lab::summaryCsv(results);
    return lab::trialsCsv(results);
}

int exportResults(const ExportArguments &arguments)
{
    auto stored = net::readResults(arguments.directory);
    if (!stored)
        return report(stored.error());
    lab::ExperimentResults results(stored->experiment);
    for (lab::TrialResult &result : stored->results)
        results.add(std::move(result));
    const std::string text = textOf(results, arguments);
    if (arguments.output.empty()) {
        fmt::print("{}", text);
        return Ok;
    }
    const auto written = net::writeWhole(arguments.output, base::asBytes(text));
    return written ? Ok : report(written.error());
}

} // namespace

void addExport(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<ExportArguments>();
    CLI::App *command = program.add_subcommand("export", "Print a table of an experiment");
    command->add_option("directory", arguments->directory, "Folder of results")->required();
    command->add_option("--format", arguments->format, "csv or json")
        ->check(CLI::IsMember({"csv", "json"}))
        ->capture_default_str();
    command->add_option("--table", arguments->table, "Of CSV: trials, peers, samples or summary")
        ->check(CLI::IsMember({"trials", "peers", "samples", "summary"}))
        ->capture_default_str();
    command->add_option("-o,--output", arguments->output, "File to write instead of printing");
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return exportResults(*arguments); }; });
}

} // namespace app
