#include "models/userentries.h"

#include "models/quantity.h"

#include <QCoreApplication>

#include <array>

namespace models {

namespace {

#define HEADER(text) QT_TRANSLATE_NOOP("Column", text)

constexpr std::array<Column<UserTorrentEntry>, 9> columns{{
    {"name", HEADER("Torrent"), "", HEADER("Name of the file or folder"), CellKind::Words, 18,
     [](const UserTorrentEntry &t) { return t.name; },
     [](const UserTorrentEntry &t) { return QVariant(t.name); }},
    {"state", HEADER("State"), "", HEADER("What the user does with it"), CellKind::Words, 12,
     [](const UserTorrentEntry &t) { return t.state; },
     [](const UserTorrentEntry &t) { return QVariant(t.state); }},
    {"progress", HEADER("Has"), "", HEADER("Pieces that are here and verified"), CellKind::Bar, 14,
     [](const UserTorrentEntry &t) {
         return t.infoHash.isEmpty() ? QStringLiteral("–") : shareText(t.progress);
     },
     [](const UserTorrentEntry &t) { return QVariant(t.progress); }},
    {"size", HEADER("Size"), "bytes", HEADER("Of all its files"), CellKind::Number, 10,
     [](const UserTorrentEntry &t) {
         return t.infoHash.isEmpty() ? QStringLiteral("–") : bytesText(static_cast<double>(t.size));
     },
     [](const UserTorrentEntry &t) { return QVariant(t.size); }},
    {"down", HEADER("Down"), "bytes/s", HEADER("Payload that comes in"), CellKind::Number, 11,
     [](const UserTorrentEntry &t) { return rateText(t.downRate); },
     [](const UserTorrentEntry &t) { return QVariant(t.downRate); }},
    {"up", HEADER("Up"), "bytes/s", HEADER("Payload that goes out"), CellKind::Number, 11,
     [](const UserTorrentEntry &t) { return rateText(t.upRate); },
     [](const UserTorrentEntry &t) { return QVariant(t.upRate); }},
    {"served", HEADER("Served"), "", HEADER("Clients it serves now"), CellKind::Number, 8,
     [](const UserTorrentEntry &t) { return QString::number(t.served); },
     [](const UserTorrentEntry &t) { return QVariant(t.served); }},
    {"waiting", HEADER("Waiting"), "", HEADER("Clients that wait until Max_N lets them"),
     CellKind::Number, 9, [](const UserTorrentEntry &t) { return QString::number(t.waiting); },
     [](const UserTorrentEntry &t) { return QVariant(t.waiting); }},
    {"tracker", HEADER("Tracker"), "", HEADER("Where it is announced"), CellKind::Words, 30,
     [](const UserTorrentEntry &t) { return t.tracker; },
     [](const UserTorrentEntry &t) { return QVariant(t.tracker); }},
}};

#undef HEADER

QString stateText(const net::UserTorrentRow &row)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("User", text); };
    switch (row.state) {
    case net::UserTorrentState::Checking:
        return tr(QT_TRANSLATE_NOOP("User", "checking"));
    case net::UserTorrentState::Downloading:
        return tr(QT_TRANSLATE_NOOP("User", "downloading"));
    case net::UserTorrentState::Sharing:
        return tr(QT_TRANSLATE_NOOP("User", "sharing"));
    case net::UserTorrentState::Paused:
        return tr(QT_TRANSLATE_NOOP("User", "paused"));
    case net::UserTorrentState::Faulty:
        return QString::fromStdString(row.fault);
    }
    return {};
}

} // namespace

std::span<const Column<UserTorrentEntry>> userTorrentColumns()
{
    return columns;
}

std::vector<UserTorrentEntry> userTorrentEntries(const net::UserSnapshot &snapshot)
{
    std::vector<UserTorrentEntry> entries;
    for (const net::UserTorrentRow &row : snapshot.torrents) {
        UserTorrentEntry &entry = entries.emplace_back();
        entry.name = QString::fromStdString(row.name);
        entry.infoHash = QString::fromStdString(row.infoHash.hex());
        entry.size = row.size;
        entry.progress = row.pieces == 0 ? 1 : static_cast<double>(row.have) / row.pieces;
        entry.state = stateText(row);
        entry.downRate = row.downRate;
        entry.upRate = row.upRate;
        entry.served = row.served;
        entry.waiting = row.waiting;
        entry.tracker = QString::fromStdString(row.tracker);
    }
    for (const std::string &name : snapshot.notUploaded) {
        UserTorrentEntry &entry = entries.emplace_back();
        entry.name = QString::fromStdString(name);
        entry.state = QCoreApplication::translate("User", "not uploaded");
    }
    return entries;
}

} // namespace models
