#include "app/cli/command.h"
#include "core/base/units.h"
#include "core/wire/metainfo.h"
#include "net/torrentfile.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fmt/format.h>

namespace app {

namespace {

struct ShowOptions {
    std::string file;
    bool json = false;
};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QJsonArray filesAsJson(const wire::Metainfo &metainfo)
{
    QJsonArray files;
    for (const wire::FileEntry &file : metainfo.files) {
        files.append(QJsonObject{{"path", text(file.path)},
                                 {"length", static_cast<qint64>(file.length)},
                                 {"padding", file.padding}});
    }
    return files;
}

QJsonArray trackersAsJson(const wire::Metainfo &metainfo)
{
    QJsonArray tiers;
    for (const auto &tier : metainfo.announceTiers) {
        QJsonArray urls;
        for (const std::string &url : tier)
            urls.append(text(url));
        tiers.append(urls);
    }
    return tiers;
}

void showAsJson(const wire::Metainfo &metainfo)
{
    QJsonObject object{
        {"name", text(metainfo.name)},
        {"infoHash", text(metainfo.infoHash.hex())},
        {"length", static_cast<qint64>(metainfo.geometry.totalLength())},
        {"pieceLength", static_cast<qint64>(metainfo.geometry.pieceLength())},
        {"pieceCount", static_cast<qint64>(metainfo.geometry.pieceCount())},
        {"multiFile", metainfo.multiFile},
        {"private", metainfo.isPrivate},
        {"trackers", trackersAsJson(metainfo)},
        {"comment", text(metainfo.comment)},
        {"createdBy", text(metainfo.createdBy)},
        {"files", filesAsJson(metainfo)},
    };
    if (metainfo.creationDate)
        object.insert("creationDate", static_cast<qint64>(*metainfo.creationDate));
    fmt::print("{}", QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString());
}

void showLine(const char *label, const std::string &value)
{
    if (!value.empty())
        fmt::print("{:<12}{}\n", label, value);
}

std::string dateText(const wire::Metainfo &metainfo)
{
    constexpr std::int64_t year9999 = 253'402'300'799;
    if (!metainfo.creationDate || *metainfo.creationDate < 0 || *metainfo.creationDate > year9999)
        return {};
    return QDateTime::fromSecsSinceEpoch(*metainfo.creationDate, Qt::UTC)
        .toString(Qt::ISODate)
        .toStdString();
}

void showAsText(const wire::Metainfo &metainfo)
{
    const wire::Geometry &geometry = metainfo.geometry;
    showLine("name", metainfo.name);
    showLine("info-hash", metainfo.infoHash.hex());
    showLine("size",
             fmt::format("{} ({} bytes)", base::formatBytes(geometry.totalLength()),
                         geometry.totalLength()));
    showLine(
        "pieces",
        fmt::format("{} of {}", geometry.pieceCount(), base::formatBytes(geometry.pieceLength())));
    showLine("private", metainfo.isPrivate ? "yes" : "no");
    showLine("comment", metainfo.comment);
    showLine("created by", metainfo.createdBy);
    showLine("created", dateText(metainfo));
    for (const auto &tier : metainfo.announceTiers) {
        for (const std::string &url : tier)
            showLine("tracker", url);
    }
    for (const wire::FileEntry &file : metainfo.files) {
        if (!file.padding)
            showLine("file", fmt::format("{}  {}", file.path, base::formatBytes(file.length)));
    }
}

int show(const ShowOptions &options)
{
    const auto metainfo = net::readTorrentFile(options.file);
    if (!metainfo) {
        report(metainfo.error());
        return UsageError;
    }
    if (options.json)
        showAsJson(*metainfo);
    else
        showAsText(*metainfo);
    return Ok;
}

} // namespace

void addShow(CLI::App &program, Action &action)
{
    const auto options = std::make_shared<ShowOptions>();
    CLI::App *const command = program.add_subcommand("show", "Print what a .torrent file says");
    command->add_option("FILE", options->file, "The .torrent file")->required();
    command->add_flag("--json", options->json, "Print one JSON object");
    command->footer("Examples:\n"
                    "  torrarium show photos.torrent\n"
                    "  torrarium show photos.torrent --json | jq .infoHash");
    command->callback([options, &action] { action = [options] { return show(*options); }; });
}

} // namespace app
