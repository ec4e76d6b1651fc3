#pragma once

#include "models/column.h"
#include "net/trackersnapshot.h"

#include <span>
#include <vector>

namespace models {

/// A line of a tracker's Users, Peers or Seeds.
struct ListedUserEntry {
    roles::ListedUser user;

    [[nodiscard]] std::pair<std::string, std::string> key() const { return {user.name, user.tag}; }
    [[nodiscard]] QString keyText() const { return QString::fromStdString(user.name); }
    bool operator==(const ListedUserEntry &) const = default;
};

/// A torrent that a tracker knows.
struct SwarmEntry {
    QString infoHash;
    std::uint32_t seeds = 0;
    std::uint32_t leechers = 0;
    std::uint32_t completed = 0; ///< downloads that finished here

    [[nodiscard]] QString key() const { return infoHash; }
    [[nodiscard]] QString keyText() const { return infoHash; }
    bool operator==(const SwarmEntry &) const = default;
};

std::span<const Column<ListedUserEntry>> listedUserColumns();
std::span<const Column<SwarmEntry>> swarmColumns();

std::vector<ListedUserEntry> listedUserEntries(const std::vector<roles::ListedUser> &users);
std::vector<SwarmEntry> swarmEntries(const std::vector<net::TrackerSwarmRow> &swarms);

} // namespace models
