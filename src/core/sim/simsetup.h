#pragma once

#include "core/base/time.h"
#include "core/roles/peerselection.h"
#include "core/sim/accesslink.h"
#include "core/sim/arrival.h"
#include "core/sim/stay.h"
#include "core/swarm/peerconfig.h"
#include "core/wire/geometry.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sim {

/// Peers that are alike: their line, their policies, when they come and how long they stay.
struct PeerGroup {
    std::string name = "peers";
    std::uint32_t count = 0;
    bool seed = false; ///< they have everything from the start
    AccessLink line{};
    Arrival arrival{};
    Stay stay{};
    std::string picker = "rarest-first"; ///< a name of swarm::pickers()
    std::string choker = "tit-for-tat"; ///< a name of swarm::chokers()
    std::string seedChoker{}; ///< a name of swarm::seedChokers(); empty = the choker goes on
    swarm::Seeding seeding = swarm::Seeding::Normal; ///< of those that have everything at first
    bool endGame = true; ///< the last blocks are asked of several links
    std::uint32_t maxN = 0; ///< transfers served at once; 0 = the choker's default
    /// Sessions a download takes: the peer disconnects after each such part of the pieces and
    /// connects again at once.
    std::uint32_t sessions = 1;
    std::uint32_t neighbours = 30; ///< links a peer dials for; it accepts twice as many
};

/// How fine a virtual world is.
enum class Mode : std::uint8_t {
    Blocks, ///< block by block, message by message: SimWorld
    Pieces, ///< piece by piece, for the largest swarms: PieceWorld
};

/// A virtual swarm, complete: the same setup gives the same run.
struct SimSetup {
    Mode mode = Mode::Blocks;
    std::uint64_t totalLength = 0; ///< bytes
    std::uint32_t pieceLength = 256 * 1024; ///< bytes
    std::vector<PeerGroup> groups{};
    /// One-way delay between regions, by rows; a region beyond the table has the first entry's.
    std::vector<std::vector<base::Duration>> latency{{std::chrono::milliseconds(25)}};
    std::chrono::seconds announceInterval{1800};
    roles::PeerSelection selection = roles::PeerSelection::Random; ///< the tracker's
    std::uint64_t seed = 1; ///< of every random choice
    /// The run ends at that virtual time at the latest.
    base::Duration horizon = std::chrono::hours(24);

    [[nodiscard]] bool hasRegions() const { return latency.size() > 1; }
    [[nodiscard]] wire::Geometry geometry() const { return {totalLength, pieceLength}; }
};

} // namespace sim
