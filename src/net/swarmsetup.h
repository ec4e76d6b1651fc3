#pragma once

#include "core/base/time.h"
#include "core/roles/peerselection.h"
#include "core/swarm/peerconfig.h"
#include "net/recordingstream.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace net {

/// What one peer of a local swarm is like.
struct PeerKind {
    bool seed = false;
    std::uint64_t upRate = 0; ///< bytes/s, 0 = unlimited
    std::uint64_t downRate = 0; ///< bytes/s, 0 = unlimited
    std::uint32_t maxN = 0; ///< transfers served at once; 0 = the choker's default
    std::string picker; ///< a name of swarm::PolicyCatalog
    std::string choker; ///< a name of swarm::PolicyCatalog
    std::string seedChoker; ///< a name of swarm::PolicyCatalog; empty = the choker goes on
    swarm::Seeding seeding = swarm::Seeding::Normal; ///< of a seed
    bool endGame = true; ///< the last blocks are asked of several links
    std::uint32_t neighbours = 0; ///< links it dials for; it accepts twice as many
};

/// What a local swarm is made of.
struct SwarmSetup {
    std::filesystem::path content; ///< file or folder to share
    std::filesystem::path directory; ///< where the swarm's files go; made when missing
    std::uint32_t seeds = 1;
    std::uint32_t leechers = 11;
    /// When each leecher comes, since the seeds listen; whoever has no entry is there from the
    /// start.
    std::vector<base::Duration> arrivals{};
    std::uint64_t upRate = 0; ///< bytes/s a peer, 0 = unlimited
    std::uint64_t downRate = 0; ///< bytes/s a peer, 0 = unlimited
    std::uint32_t maxN
        = 0; ///< the most transfers a peer serves at once (thesis); 0 = the choker's default
    std::uint32_t threads = 0; ///< worker threads; 0 = one a core
    std::uint32_t pieceLength = 0; ///< bytes; 0 = suggested from the size
    std::string picker = "rarest-first"; ///< a name of swarm::PolicyCatalog
    std::string choker = "tit-for-tat"; ///< a name of swarm::PolicyCatalog
    std::string seedChoker{}; ///< a name of swarm::PolicyCatalog; empty = the choker goes on
    swarm::Seeding seeding = swarm::Seeding::Normal; ///< of the seeds there are at first
    roles::PeerSelection selection = roles::PeerSelection::Random; ///< the tracker's
    std::string listenAddress = "127.0.0.1"; ///< of tracker and peers
    std::chrono::seconds announceInterval{60}; ///< told by the tracker
    std::uint64_t seed = 1; ///< of every random choice
    std::filesystem::path recording; ///< file to record into; empty = none
    std::uint64_t recordingSize = RecordingStream::unlimited; ///< bytes it has at most
};

} // namespace net
