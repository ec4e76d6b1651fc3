#pragma once

#include "core/swarm/remotepeer.h"
#include "core/wire/geometry.h"

namespace swarm {

/// How many requests to keep open on a link. It starts small and grows by one a block (slow start)
/// towards what the link's rate fills in half a second, so that a fast link never runs dry and a
/// slow one does not hoard blocks. Bounded by what the remote takes (BEP 10 reqq).
struct RequestPipeline {
    static constexpr std::uint32_t minimum = 6; ///< Cohen 2003 has 5
    static constexpr std::uint32_t maximum = 250;

    static void blockCame(RemotePeer &remote, base::Time now)
    {
        const double wanted = remote.down.rate(now) * 0.5 / wire::blockSize;
        const auto target = static_cast<std::uint32_t>(std::min<double>(wanted, maximum)) + minimum;
        if (remote.depth < target)
            ++remote.depth;
        else
            remote.depth = target;
    }

    /// Requests to keep open now; one only while the remote snubs us.
    static std::uint32_t depth(const RemotePeer &remote)
    {
        if (remote.snubbed)
            return 1;
        const std::uint32_t most = std::clamp(remote.remoteQueue, 1U, maximum);
        return std::clamp(remote.depth, std::min(minimum, most), most);
    }
};

} // namespace swarm
