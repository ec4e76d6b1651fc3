#include "models/trackerentries.h"

#include <QObject>

#include <array>

namespace models {

namespace {

#define HEADER(text) QT_TRANSLATE_NOOP("Column", text)

constexpr std::array<Column<ListedUserEntry>, 3> users{{
    {"name", HEADER("Name"), "", HEADER("Of a client that is no user's: its address"),
     CellKind::Words, 9, [](const ListedUserEntry &e) { return e.keyText(); },
     [](const ListedUserEntry &e) { return QVariant(e.keyText()); }},
    {"seeds", HEADER("Seeds"), "", HEADER("Torrents it has whole"), CellKind::Number, 7,
     [](const ListedUserEntry &e) { return QString::number(e.user.seeds); },
     [](const ListedUserEntry &e) { return QVariant(e.user.seeds); }},
    {"downloads", HEADER("Loads"), "", HEADER("Torrents it lacks something of"), CellKind::Number,
     7, [](const ListedUserEntry &e) { return QString::number(e.user.downloads); },
     [](const ListedUserEntry &e) { return QVariant(e.user.downloads); }},
}};

constexpr std::array<Column<SwarmEntry>, 4> swarms{{
    {"infoHash", HEADER("Info-hash"), "", HEADER("What the network calls the torrent"),
     CellKind::Words, 42, [](const SwarmEntry &s) { return s.infoHash; },
     [](const SwarmEntry &s) { return QVariant(s.infoHash); }},
    {"seeds", HEADER("Seeds"), "", HEADER("Clients that have it whole"), CellKind::Number, 8,
     [](const SwarmEntry &s) { return QString::number(s.seeds); },
     [](const SwarmEntry &s) { return QVariant(s.seeds); }},
    {"leechers", HEADER("Leechers"), "", HEADER("Clients that lack something of it"),
     CellKind::Number, 9, [](const SwarmEntry &s) { return QString::number(s.leechers); },
     [](const SwarmEntry &s) { return QVariant(s.leechers); }},
    {"completed", HEADER("Completed"), "", HEADER("Downloads that finished here"), CellKind::Number,
     10, [](const SwarmEntry &s) { return QString::number(s.completed); },
     [](const SwarmEntry &s) { return QVariant(s.completed); }},
}};

#undef HEADER

} // namespace

std::span<const Column<ListedUserEntry>> listedUserColumns()
{
    return users;
}

std::span<const Column<SwarmEntry>> swarmColumns()
{
    return swarms;
}

std::vector<ListedUserEntry> listedUserEntries(const std::vector<roles::ListedUser> &users)
{
    std::vector<ListedUserEntry> entries;
    for (const roles::ListedUser &user : users)
        entries.push_back({user});
    return entries;
}

std::vector<SwarmEntry> swarmEntries(const std::vector<net::TrackerSwarmRow> &swarms)
{
    std::vector<SwarmEntry> entries;
    for (const net::TrackerSwarmRow &row : swarms)
        entries.push_back(
            {QString::fromStdString(row.infoHash.hex()), row.seeds, row.leechers, row.completed});
    return entries;
}

} // namespace models
