#include "app/cli/command.h"
#include "app/cli/peersession.h"
#include "core/base/units.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <optional>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium get film.torrent -d ~/films
      downloads, prints "complete" and ends
  torrarium get film.torrent -d ~/films --peer 10.0.0.5:6881 --seed-for 10m
      asks that peer too, and shares for ten minutes afterwards
  torrarium get film.torrent -d ~/films --json
      the result as one JSON document
What is not complete lies in DIR/.temporal; a second call goes on where the first one ended.
)";

struct GetArguments {
    PeerArguments peer;
    std::string seedFor;
    bool json = false;
};

void printResult(const net::LivePeer &peer, const wire::Metainfo &metainfo, double seconds,
                 bool json)
{
    if (!json) {
        fmt::print("complete\n");
        std::fflush(stdout);
        return;
    }
    const lab::PeerRow row = peer.row();
    const QJsonObject result{{"name", QString::fromStdString(metainfo.name)},
                             {"infoHash", QString::fromStdString(metainfo.infoHash.hex())},
                             {"bytes", static_cast<qint64>(metainfo.geometry.totalLength())},
                             {"downloaded", static_cast<qint64>(row.downloaded)},
                             {"uploaded", static_cast<qint64>(row.uploaded)},
                             {"wasted", static_cast<qint64>(row.wasted)},
                             {"seconds", seconds},
                             {"complete", true}};
    fmt::print("{}\n", QJsonDocument(result).toJson(QJsonDocument::Compact).toStdString());
    std::fflush(stdout);
}

/// How long to share afterwards; nothing for ever, zero when not asked to.
base::Expected<std::optional<base::Duration>> readSeedTime(const std::string &text)
{
    if (text == "forever")
        return std::nullopt;
    if (text.empty())
        return base::Duration{};
    const auto span = base::parseDuration(text);
    if (!span)
        return tl::unexpected(span.error().within("--seed-for"));
    return *span;
}

int get(const GetArguments &arguments)
{
    const auto seedFor = readSeedTime(arguments.seedFor);
    if (!seedFor)
        return report(seedFor.error());
    auto setup = readPeerSetup(arguments.peer);
    if (!setup)
        return report(setup.error());
    const auto metainfo = setup->layout.metainfo;
    QElapsedTimer clock;
    clock.start();
    PeerSession session(std::move(*setup), false);
    bool complete = false;
    session.onCompleted = [&] {
        if (std::exchange(complete, true))
            return;
        printResult(session.peer(), *metainfo, static_cast<double>(clock.elapsed()) / 1000,
                    arguments.json);
        if (*seedFor)
            QTimer::singleShot(std::chrono::duration_cast<std::chrono::milliseconds>(**seedFor),
                               &session, [&session] { session.finish(Ok); });
    };
    const int code = session.run(arguments.peer.peers);
    return complete && code == Interrupted ? Ok : code;
}

} // namespace

void addGet(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<GetArguments>();
    CLI::App *command = program.add_subcommand("get", "Download a torrent's content");
    addPeerOptions(*command, arguments->peer);
    command->add_option("--seed-for", arguments->seedFor,
                        "Share afterwards: a duration or \"forever\"");
    command->add_flag("--json", arguments->json, "Print the result as JSON");
    command->footer(Examples);
    command->callback([arguments, &action] { action = [arguments] { return get(*arguments); }; });
}

} // namespace app
