#pragma once

#include "core/base/ids.h"
#include "core/roles/peerlist.h"

#include <cstdint>
#include <memory>

namespace roles {

/// How many there are of what in one swarm (BEP 3, BEP 21, BEP 48).
struct SwarmCounts {
    std::uint32_t complete = 0; ///< seeds
    std::uint32_t incomplete = 0; ///< peers that lack something, partial seeds among them
    std::uint32_t downloaded = 0; ///< downloads that finished here
    std::uint32_t downloaders = 0; ///< incomplete without the partial seeds
    bool operator==(const SwarmCounts &) const = default;
};

/// One torrent as the tracker keeps it. Peers over IPv6 are rare enough for a list on demand.
struct Swarm {
    base::InfoHash infoHash;
    PeerList<4> v4;
    std::unique_ptr<PeerList<16>> v6;
    std::uint32_t downloaded = 0; ///< `completed` events counted
    std::uint32_t lastAnnounce = 0; ///< seconds
    std::uint32_t sweepAt = UINT32_MAX; ///< seconds; no peer can be overdue before

    [[nodiscard]] SwarmCounts counts() const
    {
        const std::uint32_t v6Size = v6 ? v6->size() : 0;
        const std::uint32_t suppliers = v4.suppliers() + (v6 ? v6->suppliers() : 0);
        const std::uint32_t partial = v4.partialSeeds() + (v6 ? v6->partialSeeds() : 0);
        const std::uint32_t downloaders = v4.size() + v6Size - suppliers;
        return {suppliers - partial, downloaders + partial, downloaded, downloaders};
    }

    [[nodiscard]] bool isEmpty() const { return v4.size() == 0 && (!v6 || v6->size() == 0); }
};

} // namespace roles
