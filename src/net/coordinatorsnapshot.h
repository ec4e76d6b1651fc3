#pragma once

#include "core/roles/coordinator.h"
#include "net/rolelog.h"

namespace net {

/// What one tracker answered when it was asked for its counts; or why it did not.
struct TrackerCounts {
    std::string name;
    std::uint64_t users = 0; ///< listed there
    std::uint64_t peers = 0; ///< of them: seed nothing there
    std::uint64_t seeds = 0; ///< of them: seed something there
    std::string error{}; ///< empty = it answered

    bool operator==(const TrackerCounts &) const = default;
};

/// The counts of all trackers added up. A user counts once, however many trackers list it; a client
/// that is no user's counts at each tracker it announces to.
struct SystemCounts {
    std::uint64_t users = 0;
    std::uint64_t peers = 0; ///< nPeers: of the users, those that seed nothing anywhere
    std::uint64_t seeds = 0; ///< nSeeds: those that seed something
    std::vector<TrackerCounts> trackers;

    bool operator==(const SystemCounts &) const = default;
};

/// What a coordinator's panel shows.
struct CoordinatorSnapshot {
    struct User {
        std::string name;
        std::string tag;
        bool isAway = false; ///< lost, and waited for
        std::uint32_t seeds = 0;
        std::uint32_t downloads = 0;

        bool operator==(const User &) const = default;
    };
    struct Torrent {
        roles::SharedTorrent torrent;
        std::uint32_t seeds = 0;
        std::uint32_t downloads = 0;

        bool operator==(const Torrent &) const = default;
    };
    /// A role that is connected.
    struct Member {
        std::string role;
        std::string name;
        std::string address;
        std::uint64_t limitsVersion = 0; ///< it said it applied; 0 = none yet

        bool operator==(const Member &) const = default;
    };

    bool isRunning = false;
    std::string address; ///< where roles find it
    bool wantsKey = false;
    roles::Limits limits;
    roles::Announcements announcements;
    std::vector<roles::RegisteredTracker> trackers; ///< in the order of their turn
    std::string indexUrl; ///< empty = there is none
    std::vector<User> users;
    std::vector<Torrent> torrents;
    std::vector<Member> members;
    SystemCounts counts;
    std::uint64_t refusals = 0; ///< wrong keys
    std::uint64_t dropped = 0; ///< calls of roles that call too often
    std::deque<LogLine> log;
};

} // namespace net
