#include "core/lab/peerrow.h"

#include "core/wire/clientname.h"

namespace lab {

namespace {

LinkRow rowOf(const swarm::RemotePeer &remote, base::Time now)
{
    return {.remote = remote.endpoint,
            .remoteId = remote.id,
            .client = wire::clientName(remote.id),
            .outgoing = remote.outgoing,
            .amChoking = remote.amChoking,
            .amInterested = remote.amInterested,
            .peerChoking = remote.peerChoking,
            .peerInterested = remote.peerInterested,
            .snubbed = remote.snubbed,
            .downRate = remote.down.rate(now),
            .upRate = remote.up.rate(now),
            .remotePieces = remote.pieces.count(),
            .lastChoke = remote.lastChoke};
}

} // namespace

PeerRow rowOf(const swarm::Peer &peer, base::Time now)
{
    PeerRow row;
    row.id = peer.state().config.id;
    row.connected = peer.isStarted();
    row.seed = peer.state().isSeed();
    row.have = peer.state().have;
    row.uploaded = peer.uploads().uploaded();
    row.downloaded = peer.downloads().downloaded();
    row.wasted = peer.downloads().wasted();
    row.unchoked = peer.uploads().served();
    row.links.reserve(peer.state().links.size());
    for (const auto &remote : peer.state().links) {
        row.links.push_back(rowOf(*remote, now));
        row.upRate += row.links.back().upRate;
        row.downRate += row.links.back().downRate;
    }
    return row;
}

} // namespace lab
