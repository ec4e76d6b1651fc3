#include "app/cli/joinoptions.h"
#include "app/cli/shutdown.h"
#include "core/base/units.h"
#include "net/coordinatorhost.h"
#include "net/lanannouncer.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>
#include <fmt/format.h>
#include <memory>

namespace app {

namespace {

constexpr int generatedKeyBytes = 16;

/// What the command line says.
struct CoordinatorArguments {
    std::string listen = "127.0.0.1:7420";
    std::string pieceSize;
    std::optional<std::uint64_t> maxN;
    std::string key;
    std::string keyFile;
    std::string state = "coordinator.json";
    std::optional<std::string> bottom;
    std::optional<std::string> right;
    bool announces = false;
    bool json = false;
};

constexpr char Examples[] = R"(
Examples:
  torrarium coordinator
      for the roles of this machine, which find it without options
  torrarium coordinator --piece-size 64KiB --max-n 2
      the thesis's Size_Chunks and Max_N, told to everybody
  torrarium coordinator --listen :7420
      for the machines of a room; the join key they need is shown once, on stderr
  torrarium coordinator --listen :7420 --announce-on-lan
      and found there by --coordinator auto (UDP multicast to 239.255.74.20, port 7421)
  torrarium coordinator --listen 10.0.0.1:7420 --key-file room.key --state none
      with a key of your own, and forgetting all at the end
The state is kept in coordinator.json: after a crash the same command brings the system back, and the
other roles come back by themselves. The address is printed on stdout, what happens on stderr.
)";

base::Expected<net::CoordinatorOptions> readOptions(const CoordinatorArguments &arguments)
{
    net::CoordinatorOptions options;
    auto endpoint = base::Endpoint::parse(arguments.listen);
    if (!endpoint)
        endpoint = base::Endpoint::parse(arguments.listen + ":" + std::to_string(coordinatorPort));
    if (!endpoint)
        return base::fail(base::ErrorCode::Usage, "--listen",
                          "\"" + arguments.listen + "\" is not ADDRESS or ADDRESS:PORT");
    options.control.listen = *endpoint;
    const auto key = readJoinKey(arguments.key, arguments.keyFile);
    if (!key)
        return tl::unexpected(key.error());
    options.control.joinKey = *key;
    if (!arguments.pieceSize.empty()) {
        const auto bytes = base::parseBytes(arguments.pieceSize);
        if (!bytes)
            return tl::unexpected(bytes.error().within("--piece-size"));
        options.pieceSize = *bytes;
    }
    options.maxN = arguments.maxN;
    options.announcementBottom = arguments.bottom;
    options.announcementRight = arguments.right;
    if (arguments.state != "none")
        options.stateFile = arguments.state;
    return options;
}

/// On loopback anyway; on a network only when asked to.
base::Expected<void> announce(net::LanAnnouncer &announcer, const net::CoordinatorHost &host,
                              const CoordinatorArguments &arguments)
{
    const net::FoundCoordinator self{*host.endpoint(), host.wantsKey(), host.epoch()};
    if (!arguments.announces && !self.endpoint.isLoopback())
        return {};
    auto started = announcer.start(self);
    if (!arguments.announces)
        return {}; // nobody asked for it
    if (started)
        fmt::print(stderr, "coordinator: announced on the LAN of {}\n", self.endpoint.text());
    return started;
}

/// One line on stdout; as a JSON object for programs.
void print(const QJsonObject &facts, const std::string &line, bool json)
{
    const std::string text
        = json ? QJsonDocument(facts).toJson(QJsonDocument::Compact).toStdString() : line;
    fmt::print("{}\n", text);
    std::fflush(stdout);
}

void showLog(const net::CoordinatorHost &host, bool json)
{
    QObject::connect(&host, &net::CoordinatorHost::logged, &host, [json](const QString &line) {
        if (json)
            print({{QStringLiteral("log"), line}}, {}, json);
        else
            fmt::print(stderr, "coordinator: {}\n", line.toStdString());
    });
}

int runCoordinator(const CoordinatorArguments &arguments)
{
    auto options = readOptions(arguments);
    if (!options)
        return report(options.error());
    std::string &key = options->control.joinKey;
    const bool isOwnKey = !key.empty();
    if (!isOwnKey && !options->control.listen.isLoopback())
        key = net::randomHex(generatedKeyBytes);
    net::CoordinatorHost host(*options);
    showLog(host, arguments.json);
    if (const auto started = host.start(); !started)
        return report(started.error());
    net::LanAnnouncer announcer;
    if (const auto announced = announce(announcer, host, arguments); !announced)
        return report(announced.error());
    if (!isOwnKey && !key.empty())
        fmt::print(stderr, "join key, shown this once (--key): {}\n", key);
    const std::string address = host.endpoint()->text();
    print({{QStringLiteral("coordinator"), QString::fromStdString(address)}},
          "coordinator " + address, arguments.json);
    onShutdownSignal(&host, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    host.stop();
    return Ok;
}

void addTextOptions(CLI::App &command, CoordinatorArguments &arguments)
{
    command
        .add_option("--announcement-bottom", arguments.bottom,
                    "The text of the users' lower announcement area")
        ->type_name("TEXT");
    command
        .add_option("--announcement-right", arguments.right,
                    "The text of the users' right announcement area")
        ->type_name("TEXT");
    command.add_flag("--json", arguments.json, "A JSON object a line, all on stdout");
}

} // namespace

void addCoordinator(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<CoordinatorArguments>();
    CLI::App *command = program.add_subcommand(
        "coordinator", "Run a coordinator, under which trackers, index and users come together");
    command->add_option("--listen", arguments->listen, "Where to listen")
        ->type_name("ADDR[:PORT]")
        ->capture_default_str();
    command->add_option("--piece-size", arguments->pieceSize, "Of new torrents (256KiB)")
        ->type_name("SIZE");
    command
        ->add_option("--max-n", arguments->maxN,
                     "Transfers a machine serves at a time, 0 = all (4)")
        ->type_name("N")
        ->check(CLI::Range(std::uint64_t{0}, roles::Limits::MostMaxN));
    auto *key = command->add_option("--key", arguments->key, "The join key that roles must know")
                    ->type_name("KEY");
    command->add_option("--key-file", arguments->keyFile, "A file that holds the join key")
        ->type_name("FILE")
        ->excludes(key);
    command->add_option("--state", arguments->state, "Where it keeps what it knows, or none")
        ->type_name("FILE")
        ->capture_default_str();
    command->add_flag("--announce-on-lan", arguments->announces,
                      "Let roles find it by --coordinator auto (on loopback they always can)");
    addTextOptions(*command, *arguments);
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return runCoordinator(*arguments); }; });
}

} // namespace app
