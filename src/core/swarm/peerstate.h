#pragma once

#include "core/base/rng.h"
#include "core/swarm/effect.h"
#include "core/swarm/peerconfig.h"
#include "core/swarm/remotepeer.h"
#include "core/wire/bitfield.h"
#include "core/wire/geometry.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace swarm {

/// What the parts of a peer (Downloads, Uploads, Contacts) share: who we are, what we have, whom we
/// are linked to, and the outbox of the event at hand.
struct PeerState {
    PeerConfig config;
    wire::Geometry geometry;
    wire::Bitfield have;
    base::Rng rng;
    std::vector<std::unique_ptr<RemotePeer>> links; ///< sorted by LinkId
    base::Time now{};
    Effects *out = nullptr;

    [[nodiscard]] bool isSeed() const { return have.all(); }

    [[nodiscard]] RemotePeer *find(base::LinkId link) const
    {
        const auto at
            = std::ranges::lower_bound(links, link, {}, [](const auto &r) { return r->link; });
        return at != links.end() && (*at)->link == link ? at->get() : nullptr;
    }

    /// Links need not come up in the order of their ids.
    RemotePeer &add(std::unique_ptr<RemotePeer> remote)
    {
        const auto at = std::ranges::upper_bound(links, remote->link, {},
                                                 [](const auto &r) { return r->link; });
        return **links.insert(at, std::move(remote));
    }

    template <typename T> void emit(T &&effect) { out->push_back(std::forward<T>(effect)); }
    void send(const RemotePeer &remote, wire::Message message)
    {
        out->push_back(Send{remote.link, std::move(message)});
    }
    void hangup(RemotePeer &remote, CloseReason reason, std::string detail = {})
    {
        if (std::exchange(remote.closing, true))
            return;
        note(remote.link, DropReason{reason, std::move(detail)});
        out->push_back(Hangup{remote.link, reason});
    }
    template <typename T> void note(base::LinkId link, T &&what)
    {
        out->push_back(Note{Reason{link, std::forward<T>(what)}});
    }

    /// The request or cancel or reject that names a whole block.
    template <typename Range> [[nodiscard]] Range range(base::BlockRef block) const
    {
        return {base::toNumber(block.piece), block.block * wire::blockSize,
                geometry.lengthOf(block)};
    }
};

} // namespace swarm
