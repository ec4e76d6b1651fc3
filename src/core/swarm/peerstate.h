#pragma once

#include "core/base/rng.h"
#include "core/swarm/effect.h"
#include "core/swarm/linktable.h"
#include "core/swarm/peerconfig.h"
#include "core/wire/bitfield.h"
#include "core/wire/geometry.h"

#include <utility>

namespace swarm {

/// What the parts of a peer (Downloads, Uploads, Contacts) share: who we are, what we have, whom we
/// are linked to, and the outbox of the event at hand.
struct PeerState {
    PeerConfig config;
    wire::Geometry geometry;
    wire::Bitfield have;
    base::Rng rng;
    LinkTable links;
    base::Time now{};
    Effects *out = nullptr;

    [[nodiscard]] bool isSeed() const { return have.all(); }

    [[nodiscard]] RemotePeer *find(base::LinkId link) const { return links.find(link); }

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
