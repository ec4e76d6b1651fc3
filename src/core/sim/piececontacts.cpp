// The part of sim::PieceWorld that brings peers together: announces, dials and hangups.

#include "core/sim/pieceworld.h"
#include "core/swarm/contacts.h"

#include <algorithm>

namespace sim {

namespace {

/// Between announces while nobody is linked, as in swarm::Contacts.
constexpr base::Duration lonelyInterval = std::chrono::seconds(60);

} // namespace

void PieceWorld::announce(PeerIndex index, wire::AnnounceEvent event)
{
    at(index).nextAnnounce = base::Time::max(); // until it is answered
    m_agenda.push(m_now + m_setup.latency[0][0],
                  {.kind = Happening::Kind::Announced, .peer = index, .event = event});
}

/// The answer travels as long as the announce did; until then nobody acts on it.
void PieceWorld::announced(PeerIndex index, wire::AnnounceEvent event)
{
    Peer &peer = at(index);
    base::Rng ids(m_setup.seed + toNumber(index));
    wire::AnnounceRequest request;
    request.infoHash = infoHash();
    request.peerId = idOf(index, ids);
    request.port = listenPort;
    request.uploaded = peer.outcome.uploaded;
    request.downloaded = peer.outcome.downloaded;
    request.left = isSeed(index) ? 0 : m_geometry.totalLength() - peer.outcome.downloaded;
    request.event = event;
    const wire::AnnounceResponse response
        = m_tracker.announce(request, endpointOf(index), m_now, m_trackerRng);
    if (event == wire::AnnounceEvent::Stopped && peer.outcome.takesPart())
        gone(index);
    if (!takesPart(index))
        return;
    const base::Duration back = m_setup.latency[0][0];
    peer.known.clear();
    for (const wire::ListedPeer &listed : response.peers)
        peer.known.push_back(peerAt(listed.endpoint));
    peer.rng.shuffle(std::span(peer.known));
    peer.nextAnnounce = m_now + back + response.interval;
    if (peer.neighbours.empty() && peer.known.empty() && !isSeed(index))
        peer.nextAnnounce = std::min(peer.nextAnnounce, m_now + back + lonelyInterval);
    dialDue(index, back);
}

void PieceWorld::dialDue(PeerIndex index, base::Duration later)
{
    Peer &peer = at(index);
    while (peer.neighbours.size() + peer.dialling < groupOf(index).neighbours
           && peer.dialling < swarm::Contacts::maxDialing && !peer.known.empty()) {
        const PeerIndex to = peer.known.back();
        peer.known.pop_back();
        ++peer.dialling;
        // One round trip for the connection, half of one for the first handshake.
        m_agenda.push(m_now + later + 3 * latency(index, to),
                      {.kind = Happening::Kind::Dialled, .peer = index, .other = to});
    }
}

void PieceWorld::dialled(PeerIndex from, PeerIndex to)
{
    if (!takesPart(from))
        return;
    --at(from).dialling;
    const bool isUseless = isSeed(from) && isSeed(to);
    if (takesPart(to) && !isUseless && welcomes(from, to) && welcomes(to, from)) {
        const WireEnd end = m_links.connect(from, to, m_now);
        at(from).neighbours.push_back({to, end});
        at(to).neighbours.push_back({from, end.other()});
        if (m_listener != nullptr)
            m_listener->linkUp(from, to, end.link(), m_now);
        begin(from);
        begin(to);
    }
    dialDue(from);
}

/// Whether it takes a link to that peer; when it is full it gives the oldest idle link up for one.
bool PieceWorld::welcomes(PeerIndex index, PeerIndex other)
{
    const auto &neighbours = at(index).neighbours;
    if (std::ranges::find(neighbours, other, &Neighbour::peer) != neighbours.end())
        return false;
    if (neighbours.size() < 2 * groupOf(index).neighbours)
        return true;
    const auto idle = std::ranges::find_if(neighbours, [&](const Neighbour &each) {
        return !isInterested(index, each.peer) && !isInterested(each.peer, index);
    });
    if (idle == neighbours.end())
        return false;
    hangUp(index, *idle, swarm::CloseReason::Evicted);
    return true;
}

/// Ends a link; both know at once, and what was being sent on it is lost.
void PieceWorld::hangUp(PeerIndex index, Neighbour neighbour, swarm::CloseReason reason)
{
    note(index, neighbour.end.link(), swarm::DropReason{reason, {}});
    m_links.release(neighbour.end);
    forget(index, neighbour.end);
    forget(neighbour.peer, neighbour.end.other());
    begin(index);
    begin(neighbour.peer);
    dialDue(neighbour.peer);
}

void PieceWorld::forget(PeerIndex index, WireEnd end)
{
    Peer &peer = at(index);
    const auto isIt = [&](const Neighbour &each) { return each.end.serial == end.serial; };
    if (peer.sending && isIt(peer.sending->to)) {
        m_asked.remove(peer.sending->to.peer, peer.sending->piece);
        peer.sending.reset();
    }
    std::erase_if(peer.neighbours, isIt);
    peer.served.eraseIf(isIt);
    if (peer.neighbours.empty() && peer.nextAnnounce != base::Time::max())
        peer.nextAnnounce = std::min(peer.nextAnnounce, m_now + lonelyInterval);
    if (m_listener != nullptr)
        m_listener->linkDown(index, end.link(), m_now);
}

void PieceWorld::hangUpAll(PeerIndex index)
{
    for (const Neighbour &neighbour : std::vector(at(index).neighbours))
        hangUp(index, neighbour, swarm::CloseReason::Disconnected);
}

} // namespace sim
