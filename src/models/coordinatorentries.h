#pragma once

#include "models/column.h"
#include "net/coordinatorsnapshot.h"

#include <span>
#include <vector>

namespace models {

/// A tracker in the coordinator's list.
struct TrackerEntry {
    QString name;
    QString announce; ///< its first URL
    quint64 assigned = 0; ///< uploads it was given
    net::TrackerCounts counts;

    [[nodiscard]] QString key() const { return name; }
    [[nodiscard]] QString keyText() const { return name; }
    bool operator==(const TrackerEntry &) const = default;
};

/// A user in the coordinator's list.
struct MemberUserEntry {
    QString name;
    bool isAway = false;
    std::uint32_t seeds = 0; ///< torrents it has whole
    std::uint32_t downloads = 0;

    [[nodiscard]] QString key() const { return name; }
    [[nodiscard]] QString keyText() const { return name; }
    bool operator==(const MemberUserEntry &) const = default;
};

/// A torrent in the coordinator's list.
struct SharedTorrentEntry {
    QString infoHash;
    QString name;
    quint64 size = 0; ///< bytes
    QString tracker;
    std::uint32_t seeds = 0;
    std::uint32_t downloads = 0;

    [[nodiscard]] QString key() const { return infoHash; }
    [[nodiscard]] QString keyText() const { return infoHash; }
    bool operator==(const SharedTorrentEntry &) const = default;
};

/// A tracker's counts, or why there are none: what the statistics ask for.
struct TrackerCountsEntry {
    net::TrackerCounts counts;

    [[nodiscard]] std::string key() const { return counts.name; }
    [[nodiscard]] QString keyText() const { return QString::fromStdString(counts.name); }
    bool operator==(const TrackerCountsEntry &) const = default;
};

std::span<const Column<TrackerEntry>> trackerColumns();
std::span<const Column<MemberUserEntry>> memberUserColumns();
std::span<const Column<SharedTorrentEntry>> sharedTorrentColumns();
std::span<const Column<TrackerCountsEntry>> trackerCountsColumns();

/// In the order of their turn.
std::vector<TrackerEntry> trackerEntries(const net::CoordinatorSnapshot &snapshot);
std::vector<MemberUserEntry> memberUserEntries(const net::CoordinatorSnapshot &snapshot);
std::vector<SharedTorrentEntry> sharedTorrentEntries(const net::CoordinatorSnapshot &snapshot);
std::vector<TrackerCountsEntry> trackerCountsEntries(const net::SystemCounts &counts);

} // namespace models
