#include "app/cli/allocator.h"
#include "app/cli/command.h"
#include "app/cli/simreport.h"
#include "app/cli/simtape.h"
#include "app/cli/simulateoptions.h"
#include "app/cli/simulation.h"
#include "net/torrentfile.h"

#include <QJsonDocument>

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <system_error>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium simulate
      1 seed and 100 leechers that come at once for 10 MB, in virtual time
  torrarium simulate resources/scenarios/poisson-seeding.toml --peers 5000 -o out
      a scenario with more peers; out/peers.csv has a row for each
  torrarium simulate --peers 1000 --arrival poisson:2/s --stay exponential:10min --json
      the summary as one JSON document
The same scenario, options and --seed give the same run. docs/scenarios.md tells the file format.
)";

/// Makes the folder of the results, before the run: a path that cannot be is told at once.
base::Expected<void> makeFolder(const std::filesystem::path &folder)
{
    std::error_code fault;
    if (!folder.empty())
        std::filesystem::create_directories(folder, fault);
    if (fault)
        return base::fail(base::ErrorCode::Io, folder.string(), fault.message());
    return {};
}

base::Expected<void> writeResults(const std::filesystem::path &folder, const std::string &peers,
                                  const std::string &summary)
{
    if (auto written = net::writeWhole(folder / "peers.csv", base::asBytes(peers)); !written)
        return written;
    return net::writeWhole(folder / "summary.json", base::asBytes(summary));
}

int simulate(const SimulateArguments &arguments)
{
    const auto scenario = readScenario(arguments);
    if (!scenario)
        return report(scenario.error());
    if (const auto made = makeFolder(arguments.output); !made)
        return report(made.error());
    // Never taken apart: that would cost a large swarm seconds, and the program ends with it.
    allocateOnLargePages();
    static Simulation &simulation = *new Simulation(scenario->setup);
    SimTape tape;
    if (!arguments.record.empty()) {
        if (auto begun = tape.begin(arguments.record, simulation.world(), scenario->name); !begun)
            return report(begun.error());
    }
    simulation.run();
    const auto recorded = tape.end();
    const SimReport result{*scenario, lab::Summary::of(simulation.world()),
                           simulation.wallSeconds(), simulation.wasInterrupted()};
    const QJsonDocument document(result.json());
    if (arguments.json)
        fmt::print("{}\n", document.toJson(QJsonDocument::Compact).toStdString());
    else
        fmt::print("{}", result.text());
    std::fflush(stdout);
    if (!arguments.output.empty()) {
        const auto written = writeResults(arguments.output, peersCsv(simulation.world()),
                                          document.toJson().toStdString());
        if (!written)
            return report(written.error());
    }
    if (!recorded)
        return report(recorded.error());
    return simulation.wasInterrupted() ? Interrupted : Ok;
}

} // namespace

void addSimulate(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<SimulateArguments>();
    CLI::App *command = program.add_subcommand("simulate", "Run a whole swarm in virtual time");
    addSimulateOptions(*command, *arguments);
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return simulate(*arguments); }; });
}

} // namespace app
