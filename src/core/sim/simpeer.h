#pragma once

#include "core/sim/occasion.h"
#include "core/sim/simoutcome.h"
#include "core/swarm/peer.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace sim {

/// A brain in the virtual world, and what the world keeps for it.
struct SimPeer {
    std::unique_ptr<swarm::Peer> brain; ///< while it takes part
    SimOutcome outcome;
    base::Duration span{}; ///< how long it stays, where a time decides
    base::Time leaveAt{}; ///< when it is departing; another Leave is out of date
    base::Time wakeAt{}; ///< the last WakeAt it asked for; an earlier Wake is out of date
    std::uint32_t sessions = 0; ///< that are over
    bool departing = false; ///< when it leaves is decided
    bool leaving = false; ///< it said goodbye; only `stopped` is still under way
    bool away = false; ///< disconnected by a command, until it is told to come back
    std::vector<WireEnd> ends; ///< its connections, by serial

    [[nodiscard]] const WireEnd *find(base::LinkId link) const
    {
        const auto at = std::ranges::lower_bound(ends, base::toNumber(link), {}, &WireEnd::serial);
        return at != ends.end() && at->serial == base::toNumber(link) ? &*at : nullptr;
    }
    void drop(const WireEnd &end)
    {
        std::erase_if(ends, [&](const WireEnd &other) { return other.serial == end.serial; });
    }
};

} // namespace sim
