#include "app/cli/joinoptions.h"
#include "app/cli/shutdown.h"
#include "net/indexhost.h"
#include "net/indexscraper.h"

#include <QCoreApplication>
#include <QSysInfo>

#include <cstdio>
#include <fmt/format.h>
#include <memory>

namespace app {

namespace {

/// What the command line says.
struct IndexArguments {
    std::string http = "127.0.0.1:8080";
    std::string folder = "torrents";
    std::string uploadToken;
    std::vector<std::string> hosts;
    std::vector<std::string> scrape;
    JoinArguments join;
    std::string name;
    std::string url;
};

constexpr char Examples[] = R"(
Examples:
  torrarium index -d torrents
      a web page on http://127.0.0.1:8080/ over the .torrent files in ./torrents
  torrarium index --http 0.0.0.0:8080 --upload-token SECRET --host lab.example
      for the machines of a room; uploads want the token
  torrarium index --scrape http://127.0.0.1:6969/announce
      seeds and peers from that tracker; no other tracker is ever asked
  curl -H 'Content-Type: application/x-bittorrent' --data-binary @x.torrent \
      http://127.0.0.1:8080/torrents
      uploads a file from a script; -H 'Accept: application/json' works at every address
  torrarium index --coordinator 10.0.0.1 --key-file room.key --http 10.0.0.2:8080
      as the index of that coordinator: its users upload here, its trackers are asked
  torrarium index --coordinator none
      under no coordinator; else it joins the one of this machine when there is one
Port 0 takes a free one. The address of the page is printed on stdout, warnings on stderr.
)";

base::Expected<net::IndexOptions> readOptions(const IndexArguments &arguments)
{
    const auto endpoint = base::Endpoint::parse(arguments.http);
    if (!endpoint)
        return base::fail(base::ErrorCode::Usage, "--http",
                          "\"" + arguments.http + "\" is not ADDRESS:PORT");
    for (const std::string &url : arguments.scrape) {
        if (!url.starts_with("http://") || !net::isScrapable(url))
            return base::fail(base::ErrorCode::Usage, "--scrape",
                              "\"" + url + "\" is not an http announce URL");
    }
    net::IndexOptions options;
    options.http = *endpoint;
    options.folder = arguments.folder;
    options.uploadToken = arguments.uploadToken;
    options.hosts = arguments.hosts;
    options.trackers = arguments.scrape;
    return options;
}

/// Prints the page's address and runs the loop until a signal comes.
void serve(QObject &server, const std::string &url)
{
    fmt::print("{}\n", url);
    std::fflush(stdout);
    onShutdownSignal(&server, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
}

int runAlone(const net::IndexOptions &options)
{
    net::IndexServer server(options);
    QObject::connect(&server.library(), &net::TorrentLibrary::warned, &server,
                     [](const std::string &text) { fmt::print(stderr, "index: {}\n", text); });
    if (const auto started = server.start(); !started)
        return report(started.error());
    serve(server, server.url());
    server.stop();
    return Ok;
}

/// As a coordinator's index.
int runJoined(const net::IndexOptions &options, const IndexArguments &arguments)
{
    const auto join = readJoin(arguments.join);
    if (!join)
        return report(join.error());
    net::IndexHostOptions joined;
    joined.index = options;
    joined.coordinator = join->coordinator;
    joined.joinKey = join->key;
    joined.url = arguments.url;
    joined.name = arguments.name.empty() ? "index@" + QSysInfo::machineHostName().toStdString()
                                         : arguments.name;
    net::IndexHost host(joined);
    int exitCode = Ok;
    QObject::connect(&host, &net::IndexHost::logged, &host, [](const QString &text) {
        fmt::print(stderr, "index: {}\n", text.toStdString());
    });
    QObject::connect(&host, &net::IndexHost::registered, &host, [] {
        fmt::print("registered\n");
        std::fflush(stdout);
    });
    // Who named no coordinator gets an index in any case.
    if (!arguments.join.coordinator.empty())
        QObject::connect(&host, &net::IndexHost::refused, &host, [&](const base::Error &why) {
            exitCode = report(why);
            QCoreApplication::quit();
        });
    if (const auto started = host.start(); !started)
        return report(started.error());
    serve(host, host.url());
    host.stop();
    return exitCode;
}

/// A coordinator of this machine is found by itself; but a secret is told to none that was not
/// named, since any program may listen there.
bool joins(const IndexArguments &arguments)
{
    const std::string &coordinator = arguments.join.coordinator;
    return coordinator != "none" && (!coordinator.empty() || arguments.uploadToken.empty());
}

int runIndex(const IndexArguments &arguments)
{
    const auto options = readOptions(arguments);
    if (!options)
        return report(options.error());
    return joins(arguments) ? runJoined(*options, arguments) : runAlone(*options);
}

} // namespace

void addIndex(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<IndexArguments>();
    CLI::App *command
        = program.add_subcommand("index", "Run an index: a web page of .torrent files");
    command->add_option("--http", arguments->http, "Where to listen")
        ->type_name("ADDR:PORT")
        ->capture_default_str();
    command->add_option("-d,--dir", arguments->folder, "Where the .torrent files are")
        ->type_name("DIR")
        ->capture_default_str();
    command->add_option("--upload-token", arguments->uploadToken, "A secret uploads must know")
        ->type_name("TOKEN");
    command->add_option("--host", arguments->hosts, "A name browsers may ask by (repeatable)")
        ->type_name("NAME");
    command
        ->add_option("--scrape", arguments->scrape,
                     "A tracker to ask for seeds and peers (repeatable)")
        ->type_name("URL");
    addJoinOptions(*command, arguments->join);
    command->add_option("--name", arguments->name, "What the coordinator calls it (index@HOST)")
        ->type_name("NAME");
    command
        ->add_option("--url", arguments->url,
                     "What users are told, when it is not the address it listens on")
        ->type_name("URL");
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return runIndex(*arguments); }; });
}

} // namespace app
