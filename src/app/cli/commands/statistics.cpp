#include "app/cli/joinoptions.h"
#include "app/cli/shutdown.h"
#include "core/base/units.h"
#include "net/controljson.h"
#include "net/statisticshost.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

namespace app {

namespace {

/// For the first answer, without --watch.
constexpr std::chrono::seconds patience{15};

/// What the command line says.
struct StatisticsArguments {
    JoinArguments join;
    std::string name = fmt::format("statistics-{}", ::getpid());
    std::string interval = "1s";
    bool watch = false;
    bool json = false;
};

constexpr char Examples[] = R"(
Examples:
  torrarium statistics
      nPeers, nSeeds and timeSeed of this machine's coordinator, once
  torrarium statistics --watch --interval 5s
      a line every five seconds until Ctrl+C
  torrarium statistics --coordinator 10.0.0.1 --key-file room.key --json
      of a coordinator elsewhere, for programs
nPeers counts users that seed nothing, nSeeds those that seed something, each once however many trackers
list them. timeSeed is the mean time for which users seed a torrent; stays that run count up to now.
)";

std::string duration(double seconds)
{
    return base::formatDuration(
        std::chrono::duration_cast<base::Duration>(std::chrono::duration<double>(seconds)));
}

QJsonObject toJson(const net::StatisticsSnapshot &snapshot)
{
    QJsonArray trackers;
    for (const net::TrackerCounts &tracker : snapshot.counts.trackers)
        trackers.append(QJsonObject{{QStringLiteral("name"), net::jsonText(tracker.name)},
                                    {QStringLiteral("users"), net::jsonNumber(tracker.users)},
                                    {QStringLiteral("peers"), net::jsonNumber(tracker.peers)},
                                    {QStringLiteral("seeds"), net::jsonNumber(tracker.seeds)},
                                    {QStringLiteral("error"), net::jsonText(tracker.error)}});
    return {{QStringLiteral("nPeers"), net::jsonNumber(snapshot.counts.peers)},
            {QStringLiteral("nSeeds"), net::jsonNumber(snapshot.counts.seeds)},
            {QStringLiteral("timeSeed"), snapshot.times.timeSeed},
            {QStringLiteral("meanEnded"), snapshot.times.meanEnded},
            {QStringLiteral("ended"), net::jsonNumber(snapshot.times.ended)},
            {QStringLiteral("running"), net::jsonNumber(snapshot.times.running)},
            {QStringLiteral("trackers"), trackers}};
}

void printTable(const net::StatisticsSnapshot &snapshot)
{
    fmt::print("nPeers    {}\nnSeeds    {}\n", snapshot.counts.peers, snapshot.counts.seeds);
    fmt::print("timeSeed  {} ({} stays ended, {} running)\n", duration(snapshot.times.timeSeed),
               snapshot.times.ended, snapshot.times.running);
    for (const net::TrackerCounts &tracker : snapshot.counts.trackers) {
        if (tracker.error.empty())
            fmt::print("tracker {}: {} users, {} peers, {} seeds\n", tracker.name, tracker.users,
                       tracker.peers, tracker.seeds);
        else
            fmt::print("tracker {}: {}\n", tracker.name, tracker.error);
    }
}

void print(const net::StatisticsSnapshot &snapshot, const StatisticsArguments &arguments)
{
    if (arguments.json)
        fmt::print("{}\n",
                   QJsonDocument(toJson(snapshot)).toJson(QJsonDocument::Compact).toStdString());
    else if (arguments.watch)
        fmt::print("nPeers {}  nSeeds {}  timeSeed {}\n", snapshot.counts.peers,
                   snapshot.counts.seeds, duration(snapshot.times.timeSeed));
    else
        printTable(snapshot);
    std::fflush(stdout);
}

base::Expected<net::StatisticsOptions> readOptions(const StatisticsArguments &arguments)
{
    const auto join = readJoin(arguments.join);
    if (!join)
        return tl::unexpected(join.error());
    const auto interval = base::parseDuration(arguments.interval);
    if (!interval || *interval < std::chrono::milliseconds(100))
        return base::fail(base::ErrorCode::Usage, "--interval",
                          "\"" + arguments.interval + "\" is no time of at least 100 ms");
    net::StatisticsOptions options;
    options.control.server = join->coordinator;
    options.control.joinKey = join->key;
    options.control.name = arguments.name;
    options.interval = std::chrono::duration_cast<std::chrono::milliseconds>(*interval);
    return options;
}

int runStatistics(const StatisticsArguments &arguments)
{
    const auto options = readOptions(arguments);
    if (!options)
        return report(options.error());
    net::StatisticsHost host(*options);
    int exitCode = Ok;
    QObject::connect(&host, &net::StatisticsHost::sampled, &host, [&] {
        print(*host.snapshots()->newest(), arguments);
        if (!arguments.watch)
            QCoreApplication::quit();
    });
    QObject::connect(&host, &net::StatisticsHost::refused, &host, [&](const base::Error &why) {
        exitCode = report(why);
        QCoreApplication::quit();
    });
    QObject::connect(&host, &net::StatisticsHost::logged, &host, [](const QString &line) {
        fmt::print(stderr, "statistics: {}\n", line.toStdString());
    });
    if (!arguments.watch)
        QTimer::singleShot(patience, &host, [&] {
            exitCode = report({base::ErrorCode::Io, options->control.server.text(),
                               "the coordinator does not answer"});
            QCoreApplication::quit();
        });
    onShutdownSignal(&host, [] { QCoreApplication::quit(); });
    host.start();
    QCoreApplication::exec();
    host.stop();
    return exitCode;
}

} // namespace

void addStatistics(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<StatisticsArguments>();
    CLI::App *command = program.add_subcommand(
        "statistics",
        "Show how many peers and seeds there are under a coordinator, and how long "
        "seeds stay");
    addJoinOptions(*command, arguments->join);
    command->add_option("--name", arguments->name, "What the coordinator calls it")
        ->type_name("NAME");
    command->add_flag("--watch", arguments->watch, "A line again and again, until Ctrl+C");
    command->add_option("--interval", arguments->interval, "Between two lines")
        ->type_name("TIME")
        ->capture_default_str();
    command->add_flag("--json", arguments->json, "A JSON object a line");
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return runStatistics(*arguments); }; });
}

} // namespace app
