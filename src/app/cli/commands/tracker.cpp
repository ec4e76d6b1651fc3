#include "app/cli/command.h"
#include "app/cli/joinoptions.h"
#include "app/cli/peeroptions.h"
#include "app/cli/shutdown.h"
#include "net/address.h"
#include "net/trackerhost.h"

#include <QCoreApplication>
#include <QSysInfo>

#include <cstdio>
#include <fmt/format.h>
#include <malloc.h>
#include <memory>
#include <unistd.h>

namespace app {

namespace {

/// What the command line says.
struct TrackerArguments {
    std::string http = "127.0.0.1:6969";
    std::string udp;
    unsigned interval = 1800;
    roles::PeerSelection selection = roles::PeerSelection::Random;
    JoinArguments join;
    std::string name;
};

constexpr char Examples[] = R"(
Examples:
  torrarium tracker
      HTTP and UDP on 127.0.0.1:6969, for programs on this machine
  torrarium tracker --http 0.0.0.0:8080 --interval 120
      for the machines of a room; UDP on the same address and port
  torrarium tracker --http none --udp :6969
      UDP only
  torrarium tracker --selection locality
      peers of the same /24 or /48 network first
  torrarium tracker --coordinator 10.0.0.1 --key-file room.key --name Tracker2 --http :6969
      as a tracker of that coordinator: its uploads come here in turn
  torrarium tracker --coordinator none
      under no coordinator; else it joins the one of this machine when there is one
Port 0 takes a free one. The announce URLs are printed on stdout, a line each.
)";

base::Expected<std::optional<base::Endpoint>> readEndpoint(const std::string &option,
                                                           const std::string &text)
{
    if (text == "none")
        return std::nullopt;
    const auto endpoint = base::Endpoint::parse(text);
    if (!endpoint)
        return base::fail(base::ErrorCode::Usage, option, "\"" + text + "\" is not ADDRESS:PORT");
    return endpoint;
}

base::Expected<net::TrackerOptions> readOptions(const TrackerArguments &arguments)
{
    net::TrackerOptions options;
    const auto http = readEndpoint("--http", arguments.http);
    if (!http)
        return tl::unexpected(http.error());
    const auto udp = readEndpoint("--udp", arguments.udp.empty() ? arguments.http : arguments.udp);
    if (!udp)
        return tl::unexpected(udp.error());
    if (!*http && !*udp)
        return base::fail(base::ErrorCode::Usage, "tracker", "both --http and --udp are none");
    options.http = *http;
    options.udp = *udp;
    options.interval = std::chrono::seconds(arguments.interval);
    options.selection = arguments.selection;
    return options;
}

/// An unspecified address is shown as one that works on this machine.
std::string shown(base::Endpoint endpoint)
{
    return net::isUnspecified(endpoint) ? base::Endpoint::fromV4(0x7f000001, endpoint.port).text()
                                        : endpoint.text();
}

/// The lists of large swarms grow by moving. Blocks of their size are the system's and go back to
/// it at once; else glibc would raise the limit and keep what they outgrew.
void returnOutgrownMemory()
{
    constexpr int ownPagesFrom = 128 * 1024; // glibc's initial value; setting it makes it stay
    mallopt(M_MMAP_THRESHOLD, ownPagesFrom);
}

/// Prints where it listens and runs the loop until a signal comes.
void serve(QObject &context, const net::TrackerServer &server)
{
    if (const auto http = server.httpEndpoint())
        fmt::print("http://{}/announce\n", shown(*http));
    if (const auto udp = server.udpEndpoint())
        fmt::print("udp://{}\n", shown(*udp));
    std::fflush(stdout);
    onShutdownSignal(&context, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
}

int runAlone(const net::TrackerOptions &options)
{
    net::TrackerServer server(options);
    if (const auto started = server.start(); !started)
        return report(started.error());
    serve(server, server);
    server.stop();
    return Ok;
}

/// As one of a coordinator's trackers.
int runJoined(const net::TrackerOptions &options, const TrackerArguments &arguments)
{
    const auto join = readJoin(arguments.join);
    if (!join)
        return report(join.error());
    net::TrackerHostOptions joined;
    joined.tracker = options;
    joined.control.server = join->coordinator;
    joined.control.joinKey = join->key;
    joined.control.name = arguments.name.empty()
        ? fmt::format("tracker-{}@{}", ::getpid(), QSysInfo::machineHostName().toStdString())
        : arguments.name;
    joined.snapshotEvery.reset();
    net::TrackerHost host(joined);
    int exitCode = Ok;
    QObject::connect(&host, &net::TrackerHost::logged, &host, [](const QString &line) {
        fmt::print(stderr, "tracker: {}\n", line.toStdString());
    });
    QObject::connect(&host, &net::TrackerHost::registered, &host, [] {
        fmt::print("registered\n");
        std::fflush(stdout);
    });
    // Who named no coordinator gets a tracker in any case.
    if (!arguments.join.coordinator.empty())
        QObject::connect(&host, &net::TrackerHost::refused, &host, [&](const base::Error &why) {
            exitCode = report(why);
            QCoreApplication::quit();
        });
    if (const auto started = host.start(); !started)
        return report(started.error());
    serve(host, host.server());
    host.stop();
    return exitCode;
}

int runTracker(const TrackerArguments &arguments)
{
    returnOutgrownMemory();
    const auto options = readOptions(arguments);
    if (!options)
        return report(options.error());
    return arguments.join.coordinator == "none" ? runAlone(*options)
                                                : runJoined(*options, arguments);
}

} // namespace

void addTracker(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<TrackerArguments>();
    CLI::App *command = program.add_subcommand("tracker", "Run a tracker over HTTP and UDP");
    command->add_option("--http", arguments->http, "Where to listen for HTTP, or none")
        ->type_name("ADDR:PORT")
        ->capture_default_str();
    command
        ->add_option("--udp", arguments->udp,
                     "Where to listen for UDP, or none; default: as --http")
        ->type_name("ADDR:PORT");
    command->add_option("--interval", arguments->interval, "Seconds clients wait between announces")
        ->type_name("S")
        ->check(CLI::Range(1U, 86400U))
        ->capture_default_str();
    addChoiceOption(*command, "--selection", arguments->selection, roles::peerSelections(),
                    "Whom it lists for whom; left out = random");
    addJoinOptions(*command, arguments->join);
    command->add_option("--name", arguments->name, "What the coordinator calls it")
        ->type_name("NAME");
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return runTracker(*arguments); }; });
}

} // namespace app
