#pragma once

#include "core/roles/seedevent.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace roles {

/// What the coordinator hands out to everybody (thesis: Size_Chunks and Max_N).
struct Limits {
    static constexpr std::uint64_t MinPieceSize = 16 * 1024;
    static constexpr std::uint64_t MaxPieceSize = 16 * 1024 * 1024;
    static constexpr std::uint64_t MostMaxN = 10'000;

    std::uint64_t version = 1; ///< grows with each change
    std::uint64_t pieceSize = 256 * 1024; ///< bytes a piece of new torrents has
    std::uint64_t maxN = 4; ///< transfers a machine serves at once; 0 = no limit

    /// A power of two between the bounds above.
    [[nodiscard]] bool hasValidPieceSize() const
    {
        const bool isPower = (pieceSize & (pieceSize - 1)) == 0;
        return isPower && pieceSize >= MinPieceSize && pieceSize <= MaxPieceSize;
    }
    [[nodiscard]] bool hasValidMaxN() const { return maxN <= MostMaxN; }
    bool operator==(const Limits &) const = default;
};

/// The texts of the users' two announcement areas.
struct Announcements {
    std::uint64_t version = 1; ///< grows with each change
    std::string bottom = "www.carlossimowa.com";
    std::string right = "Uppsala Universitet";

    bool operator==(const Announcements &) const = default;
};

/// A torrent that was uploaded or is in use.
struct SharedTorrent {
    base::InfoHash infoHash;
    std::string name;
    std::uint64_t size = 0; ///< bytes
    std::string tracker; ///< assigned to it; empty when it came from elsewhere

    bool operator==(const SharedTorrent &) const = default;
};

/// A user that is connected, or was until it was lost.
struct KnownUser {
    /// How it takes part in a torrent.
    struct Holding {
        bool seeds = false;
        bool isConfirmed = true; ///< said again since it came back

        bool operator==(const Holding &) const = default;
    };

    std::string name;
    std::string tag; ///< stands in its peer ids
    bool isAway = false; ///< its connection is lost; it may be back within the lease
    std::int64_t lostAt = 0; ///< milliseconds since 1970: when its connection was last lost
    std::int64_t leaseFrom = 0; ///< since when it, or what it had, is waited for
    std::map<base::InfoHash, Holding> torrents{};

    bool operator==(const KnownUser &) const = default;
};

/// All that outlives the coordinator's process. Trackers and the index register anew.
struct CoordinatorState {
    Limits limits;
    Announcements announcements;
    std::int64_t heardAt = 0; ///< milliseconds since 1970: when this was true
    std::vector<SharedTorrent> torrents;
    std::vector<KnownUser> users;
    std::vector<SeedEvent> events; ///< oldest first

    bool operator==(const CoordinatorState &) const = default;
};

} // namespace roles
