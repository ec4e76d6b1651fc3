#include "app/cli/command.h"
#include "app/cli/shutdown.h"
#include "net/indexscraper.h"
#include "net/indexserver.h"

#include <QCoreApplication>

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

int runIndex(const IndexArguments &arguments)
{
    const auto options = readOptions(arguments);
    if (!options)
        return report(options.error());
    net::IndexServer server(*options);
    QObject::connect(&server.library(), &net::TorrentLibrary::warned, &server,
                     [](const std::string &text) { fmt::print(stderr, "index: {}\n", text); });
    if (const auto started = server.start(); !started)
        return report(started.error());
    fmt::print("{}\n", server.url());
    std::fflush(stdout);

    onShutdownSignal(&server, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    server.stop();
    return Ok;
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
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return runIndex(*arguments); }; });
}

} // namespace app
