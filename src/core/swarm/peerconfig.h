#pragma once

#include "core/base/ids.h"
#include "core/swarm/servebudget.h"

#include <cstdint>
#include <memory>
#include <string>

namespace swarm {

/// How a peer offers what it has from the start.
enum class Seeding : std::uint8_t {
    Normal, ///< it shows everything
    Super, ///< it shows one piece at a time (BEP 16), see superseeding.h
};

/// What a peer is told before it starts.
struct PeerConfig {
    base::PeerId id;
    base::InfoHash infoHash;
    std::uint16_t listenPort = 0;
    std::string picker = "rarest-first"; ///< a name of PolicyCatalog
    std::string choker = "tit-for-tat"; ///< a name of PolicyCatalog
    std::string seedChoker{}; ///< a name of PolicyCatalog; empty = the choker goes on
    Seeding seeding = Seeding::Normal;
    bool endGame = true; ///< the last blocks are asked of several links (Cohen 2003)
    std::uint32_t maxN = 0; ///< transfers served at once (thesis); 0 = the choker's default
    std::shared_ptr<ServeBudget> budget{}; ///< shared with other peers of the thread; null = none
    std::uint32_t maxLinks = 60;
    std::uint32_t dialTarget = 30; ///< it dials until it has that many links
    std::string clientVersion; ///< what the extension handshake calls this program
    std::uint64_t seed = 1; ///< of every random choice
};

} // namespace swarm
