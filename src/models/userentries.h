#pragma once

#include "models/column.h"
#include "net/usersnapshot.h"

#include <span>
#include <vector>

namespace models {

/// A torrent or a file of a user, as its panel lists it.
struct UserTorrentEntry {
    QString name;
    QString infoHash; ///< empty: a file in `shared` that is no torrent yet
    quint64 size = 0; ///< bytes
    double progress = 0; ///< 0..1
    QString state;
    double downRate = 0; ///< bytes/s
    double upRate = 0; ///< bytes/s
    std::uint32_t served = 0; ///< remotes served now
    std::uint32_t waiting = 0; ///< remotes that wait for a slot
    QString tracker; ///< its first announce URL

    [[nodiscard]] QString key() const { return name + QLatin1Char('/') + infoHash; }
    [[nodiscard]] QString keyText() const { return infoHash; }
    bool operator==(const UserTorrentEntry &) const = default;
};

std::span<const Column<UserTorrentEntry>> userTorrentColumns();

/// Its torrents, and what lies in `shared` without being one.
std::vector<UserTorrentEntry> userTorrentEntries(const net::UserSnapshot &snapshot);

} // namespace models
