#pragma once

#include "core/base/ids.h"
#include "net/rolelog.h"

#include <cstdint>
#include <string>
#include <vector>

namespace net {

/// What a user does with a torrent.
enum class UserTorrentState : std::uint8_t {
    Checking, ///< hashing what is on disk
    Downloading,
    Sharing, ///< whole, in `shared`
    Paused, ///< after Disconnect
    Faulty, ///< the disk refuses; it tries again
};

/// "checking" and so on.
const char *nameOf(UserTorrentState state);

/// A torrent as a user's lists show it.
struct UserTorrentRow {
    base::InfoHash infoHash;
    std::string name;
    std::uint64_t size = 0; ///< bytes
    std::uint32_t pieces = 0;
    std::uint32_t have = 0; ///< pieces verified
    UserTorrentState state = UserTorrentState::Checking;
    bool complete = false;
    std::uint32_t links = 0;
    std::uint32_t served = 0; ///< remotes served now
    std::uint32_t waiting = 0; ///< remotes that want something and are not served
    double downRate = 0; ///< bytes/s
    double upRate = 0; ///< bytes/s
    std::uint64_t downloaded = 0; ///< payload bytes
    std::uint64_t uploaded = 0; ///< payload bytes
    std::string tracker; ///< its first announce URL
    std::string fault; ///< empty when all is well
};

/// A tracker as the coordinator names it.
struct UserTracker {
    std::string name;
    std::vector<std::string> announce; ///< URLs, the best first
    bool operator==(const UserTracker &) const = default;
};

/// A user at one moment, for a panel. Immutable once published.
struct UserSnapshot {
    std::string name;
    std::string tag; ///< stands in its peer ids
    std::string coordinator; ///< address
    bool wanted = false; ///< false after Disconnect
    bool registered = false; ///< the coordinator knows it now
    std::string fault; ///< why it is not registered; empty while all is well
    std::string announcementBottom;
    std::string announcementRight;
    std::uint64_t limitsVersion = 0; ///< of Max_N and piece size, as applied
    std::uint32_t maxN = 0; ///< transfers served at once over all torrents; 0 = no limit
    std::uint32_t served = 0; ///< of these, taken now
    std::uint32_t waiting = 0; ///< remotes that wait for a slot
    std::uint32_t pieceSize = 0; ///< bytes, of its uploads; 0 = as the size suggests
    std::vector<UserTracker> trackers;
    std::string index; ///< URL of the index; empty = there is none
    std::vector<UserTorrentRow> torrents; ///< sorted by name
    std::vector<std::string> notUploaded; ///< in `shared`, but no torrent of it
    std::deque<LogLine> log;
};

} // namespace net
