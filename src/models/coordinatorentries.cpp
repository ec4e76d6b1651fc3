#include "models/coordinatorentries.h"

#include "models/quantity.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace models {

namespace {

#define HEADER(text) QT_TRANSLATE_NOOP("Column", text)

QString countText(quint64 count)
{
    return QString::number(count);
}

constexpr std::array<Column<TrackerEntry>, 6> trackers{{
    {"name", HEADER("Tracker"), "", HEADER("Its name"), CellKind::Words, 12,
     [](const TrackerEntry &t) { return t.name; },
     [](const TrackerEntry &t) { return QVariant(t.name); }},
    {"assigned", HEADER("Uploads"), "", HEADER("Uploads it was given, each in its turn"),
     CellKind::Number, 9, [](const TrackerEntry &t) { return countText(t.assigned); },
     [](const TrackerEntry &t) { return QVariant(t.assigned); }},
    {"users", HEADER("Users"), "", HEADER("Users and other clients it lists"), CellKind::Number, 8,
     [](const TrackerEntry &t) { return countText(t.counts.users); },
     [](const TrackerEntry &t) { return QVariant(quint64(t.counts.users)); }},
    {"peers", HEADER("Peers"), "", HEADER("Those of them that seed nothing"), CellKind::Number, 8,
     [](const TrackerEntry &t) { return countText(t.counts.peers); },
     [](const TrackerEntry &t) { return QVariant(quint64(t.counts.peers)); }},
    {"seeds", HEADER("Seeds"), "", HEADER("Those of them that seed something"), CellKind::Number, 8,
     [](const TrackerEntry &t) { return countText(t.counts.seeds); },
     [](const TrackerEntry &t) { return QVariant(quint64(t.counts.seeds)); }},
    {"announce", HEADER("Announce URL"), "", HEADER("Where clients announce themselves"),
     CellKind::Words, 32, [](const TrackerEntry &t) { return t.announce; },
     [](const TrackerEntry &t) { return QVariant(t.announce); }},
}};

QString stateText(const MemberUserEntry &user)
{
    return user.isAway ? QCoreApplication::translate("User", "away, waited for")
                       : QCoreApplication::translate("User", "connected");
}

constexpr std::array<Column<MemberUserEntry>, 4> users{{
    {"name", HEADER("User"), "", HEADER("Its name"), CellKind::Words, 16,
     [](const MemberUserEntry &u) { return u.name; },
     [](const MemberUserEntry &u) { return QVariant(u.name); }},
    {"seeds", HEADER("Seeds"), "", HEADER("Torrents it has whole"), CellKind::Number, 8,
     [](const MemberUserEntry &u) { return countText(u.seeds); },
     [](const MemberUserEntry &u) { return QVariant(u.seeds); }},
    {"downloads", HEADER("Downloads"), "", HEADER("Torrents it lacks something of"),
     CellKind::Number, 11, [](const MemberUserEntry &u) { return countText(u.downloads); },
     [](const MemberUserEntry &u) { return QVariant(u.downloads); }},
    {"state", HEADER("State"), "", HEADER("Whether its connection stands"), CellKind::Words, 18,
     stateText, [](const MemberUserEntry &u) { return QVariant(stateText(u)); }},
}};

constexpr std::array<Column<SharedTorrentEntry>, 6> torrents{{
    {"name", HEADER("Torrent"), "", HEADER("Name of the file or folder"), CellKind::Words, 22,
     [](const SharedTorrentEntry &t) { return t.name; },
     [](const SharedTorrentEntry &t) { return QVariant(t.name); }},
    {"size", HEADER("Size"), "bytes", HEADER("Of all its files"), CellKind::Number, 10,
     [](const SharedTorrentEntry &t) { return bytesText(static_cast<double>(t.size)); },
     [](const SharedTorrentEntry &t) { return QVariant(t.size); }},
    {"tracker", HEADER("Tracker"), "", HEADER("The one whose turn it was"), CellKind::Words, 12,
     [](const SharedTorrentEntry &t) { return t.tracker; },
     [](const SharedTorrentEntry &t) { return QVariant(t.tracker); }},
    {"seeds", HEADER("Seeds"), "", HEADER("Users that have it whole"), CellKind::Number, 8,
     [](const SharedTorrentEntry &t) { return countText(t.seeds); },
     [](const SharedTorrentEntry &t) { return QVariant(t.seeds); }},
    {"downloads", HEADER("Downloads"), "", HEADER("Users that download it"), CellKind::Number, 11,
     [](const SharedTorrentEntry &t) { return countText(t.downloads); },
     [](const SharedTorrentEntry &t) { return QVariant(t.downloads); }},
    {"infoHash", HEADER("Info-hash"), "", HEADER("What the network calls it"), CellKind::Words, 20,
     [](const SharedTorrentEntry &t) { return t.infoHash; },
     [](const SharedTorrentEntry &t) { return QVariant(t.infoHash); }},
}};

constexpr std::array<Column<TrackerCountsEntry>, 5> counts{{
    {"name", HEADER("Tracker"), "", HEADER("Its name"), CellKind::Words, 12,
     [](const TrackerCountsEntry &t) { return t.keyText(); },
     [](const TrackerCountsEntry &t) { return QVariant(t.keyText()); }},
    {"users", HEADER("Users"), "", HEADER("Users and other clients it lists"), CellKind::Number, 8,
     [](const TrackerCountsEntry &t) { return countText(t.counts.users); },
     [](const TrackerCountsEntry &t) { return QVariant(quint64(t.counts.users)); }},
    {"peers", HEADER("Peers"), "", HEADER("Those of them that seed nothing"), CellKind::Number, 8,
     [](const TrackerCountsEntry &t) { return countText(t.counts.peers); },
     [](const TrackerCountsEntry &t) { return QVariant(quint64(t.counts.peers)); }},
    {"seeds", HEADER("Seeds"), "", HEADER("Those of them that seed something"), CellKind::Number, 8,
     [](const TrackerCountsEntry &t) { return countText(t.counts.seeds); },
     [](const TrackerCountsEntry &t) { return QVariant(quint64(t.counts.seeds)); }},
    {"state", HEADER("State"), "", HEADER("Whether it answered"), CellKind::Words, 20,
     [](const TrackerCountsEntry &t) {
         return t.counts.error.empty() ? QCoreApplication::translate("Tracker", "answers")
                                       : QString::fromStdString(t.counts.error);
     },
     [](const TrackerCountsEntry &t) { return QVariant(QString::fromStdString(t.counts.error)); }},
}};

#undef HEADER

} // namespace

std::span<const Column<TrackerEntry>> trackerColumns()
{
    return trackers;
}

std::span<const Column<MemberUserEntry>> memberUserColumns()
{
    return users;
}

std::span<const Column<SharedTorrentEntry>> sharedTorrentColumns()
{
    return torrents;
}

std::span<const Column<TrackerCountsEntry>> trackerCountsColumns()
{
    return counts;
}

std::vector<TrackerEntry> trackerEntries(const net::CoordinatorSnapshot &snapshot)
{
    std::vector<TrackerEntry> entries;
    for (const roles::RegisteredTracker &tracker : snapshot.trackers) {
        TrackerEntry &entry = entries.emplace_back();
        entry.name = QString::fromStdString(tracker.name);
        if (!tracker.announce.empty())
            entry.announce = QString::fromStdString(tracker.announce.front());
        entry.assigned = tracker.assigned;
        const auto counted
            = std::ranges::find(snapshot.counts.trackers, tracker.name, &net::TrackerCounts::name);
        if (counted != snapshot.counts.trackers.end())
            entry.counts = *counted;
    }
    return entries;
}

std::vector<MemberUserEntry> memberUserEntries(const net::CoordinatorSnapshot &snapshot)
{
    std::vector<MemberUserEntry> entries;
    for (const auto &user : snapshot.users)
        entries.push_back(
            {QString::fromStdString(user.name), user.isAway, user.seeds, user.downloads});
    return entries;
}

std::vector<SharedTorrentEntry> sharedTorrentEntries(const net::CoordinatorSnapshot &snapshot)
{
    std::vector<SharedTorrentEntry> entries;
    for (const auto &row : snapshot.torrents)
        entries.push_back({QString::fromStdString(row.torrent.infoHash.hex()),
                           QString::fromStdString(row.torrent.name), row.torrent.size,
                           QString::fromStdString(row.torrent.tracker), row.seeds, row.downloads});
    return entries;
}

std::vector<TrackerCountsEntry> trackerCountsEntries(const net::SystemCounts &counts)
{
    std::vector<TrackerCountsEntry> entries;
    for (const net::TrackerCounts &tracker : counts.trackers)
        entries.push_back({tracker});
    return entries;
}

} // namespace models
