#include "core/sim/pieceworld.h"

#include "core/swarm/peer.h"

#include <utility>

namespace sim {

PieceWorld::PieceWorld(SimSetup setup)
    : m_setup(std::move(setup))
    , m_geometry(m_setup.geometry())
    , m_rng(m_setup.seed)
    , m_trackerRng(m_rng.fork(1))
    , m_tracker({.interval = m_setup.announceInterval, .key = {}})
    , m_have(m_geometry.pieceCount())
    , m_asked(m_geometry.pieceCount())
    , m_copies(m_have.words())
    , m_counts(m_geometry.pieceCount())
    , m_wanted(m_have.words())
    , m_availability(m_geometry.pieceCount(), base::Rng(m_setup.seed))
    , m_offered(m_geometry.pieceCount())
{
    for (const PeerGroup &group : m_setup.groups)
        m_chokers.push_back(swarm::makeChoker(group.choker));
    const std::vector<Coming> all = comings(m_setup, m_rng);
    m_peers.reserve(all.size());
    for (const Coming &coming : all)
        enroll(coming);
}

void PieceWorld::enroll(const Coming &coming)
{
    const PeerIndex index{population()};
    Peer &peer = m_peers.emplace_back();
    peer.outcome.group = coming.group;
    peer.span = coming.span;
    m_have.addPeer();
    m_asked.addPeer();
    due(coming.at, Happening::Kind::Join, index);
    ++m_toCome;
}

void PieceWorld::due(base::Time at, Happening::Kind kind, PeerIndex index)
{
    Happening happening;
    happening.kind = kind;
    happening.peer = index;
    m_agenda.push(at, happening);
}

bool PieceWorld::isOver() const
{
    const bool settled = m_toCome == 0 && m_leechers == 0 && m_departing == 0;
    return settled || m_agenda.empty() || m_now.time_since_epoch() >= m_setup.horizon;
}

bool PieceWorld::runUntil(base::Time until)
{
    until = std::min(until, base::Time(m_setup.horizon));
    while (!isOver() && m_agenda.nextTime() <= until) {
        const auto entry = m_agenda.pop();
        m_now = entry.at;
        ++m_occasions;
        carryOut(entry.what);
    }
    if (!isOver())
        m_now = until;
    return !isOver();
}

void PieceWorld::carryOut(const Happening &happening)
{
    using Kind = Happening::Kind;
    switch (happening.kind) {
    case Kind::Join:
        join(happening.peer);
        break;
    case Kind::Leave:
        leave(happening.peer);
        break;
    case Kind::Crash:
        crash(happening.peer);
        break;
    case Kind::Round:
        round(happening.peer);
        break;
    case Kind::Announced:
        announced(happening.peer, happening.event);
        break;
    case Kind::Dialled:
        dialled(happening.peer, happening.other);
        break;
    case Kind::Sent:
        sent(happening);
        break;
    case Kind::Arrived:
        arrived(happening);
        break;
    }
}

wire::Bitfield PieceWorld::piecesOf(PeerIndex peer) const
{
    wire::Bitfield pieces(m_geometry.pieceCount());
    pieces.assign(m_have.of(peer));
    return pieces;
}

// -- coming and going ------------------------------------------------------------------------

void PieceWorld::join(PeerIndex index)
{
    Peer &peer = at(index);
    const PeerGroup &group = groupOf(index);
    --m_toCome;
    peer.rng = m_rng.fork(toNumber(index));
    peer.picker = swarm::makePicker(group.picker);
    peer.outcome.joined = m_now;
    peer.nextAnnounce = base::Time::max();
    if (group.seed) {
        m_have.fill(index);
        peer.outcome.pieces = m_geometry.pieceCount();
    }
    ++(group.seed ? m_seeds : m_leechers);
    if (m_listener != nullptr)
        m_listener->joined(index, m_now);
    if (group.seed && group.stay.isTimed())
        leaveIn(index, peer.span);
    if (group.stay.kind == Stay::Kind::Crash)
        due(m_now + peer.span, Happening::Kind::Crash, index);
    // A random phase, so that the rounds of many peers do not fall on one moment.
    const auto phase = peer.rng.below(static_cast<std::uint64_t>(swarm::Peer::roundTime.count()));
    due(m_now + base::Duration(static_cast<base::Duration::rep>(phase)), Happening::Kind::Round,
        index);
    announce(index, wire::AnnounceEvent::Started);
}

void PieceWorld::completed(PeerIndex index)
{
    Peer &peer = at(index);
    peer.outcome.completed = m_now;
    --m_leechers;
    ++m_seeds;
    if (m_listener != nullptr)
        m_listener->completed(index, m_now);
    announce(index, wire::AnnounceEvent::Completed);
    for (const Neighbour &neighbour : std::vector(peer.neighbours)) {
        if (isSeed(neighbour.peer))
            hangUp(index, neighbour, swarm::CloseReason::BothSeeds);
    }
    if (groupOf(index).stay.isTimed())
        leaveIn(index, peer.span);
}

void PieceWorld::leave(PeerIndex index)
{
    if (!takesPart(index))
        return;
    at(index).leaving = true;
    hangUpAll(index);
    announce(index, wire::AnnounceEvent::Stopped);
}

void PieceWorld::crash(PeerIndex index)
{
    if (!at(index).outcome.takesPart())
        return;
    at(index).leaving = true;
    hangUpAll(index);
    gone(index);
}

/// It takes no part any more: `stopped` is at the tracker, or it crashed.
void PieceWorld::gone(PeerIndex index)
{
    Peer &peer = at(index);
    --(isSeed(index) ? m_seeds : m_leechers);
    if (peer.departing)
        --m_departing;
    peer.outcome.left = m_now;
    peer.picker.reset();
    peer.known = {};
    peer.neighbours = {};
    peer.served = {};
    if (m_listener != nullptr)
        m_listener->left(index, m_now);
}

void PieceWorld::leaveIn(PeerIndex index, base::Duration span)
{
    if (std::exchange(at(index).departing, true))
        return;
    ++m_departing;
    due(m_now + span, Happening::Kind::Leave, index);
}

/// The leaving that progress decides, not time.
void PieceWorld::leaveWhenDue(PeerIndex index)
{
    if (!takesPart(index))
        return;
    const Stay &stay = groupOf(index).stay;
    const SimOutcome &outcome = at(index).outcome;
    const auto pieces = static_cast<double>(m_geometry.pieceCount());
    const bool aborts = stay.kind == Stay::Kind::Abort && outcome.pieces >= stay.ratio * pieces;
    const bool gaveEnough = stay.kind == Stay::Kind::UntilRatio && isSeed(index)
        && static_cast<double>(outcome.uploaded)
            >= stay.ratio * static_cast<double>(m_geometry.totalLength());
    if (aborts || gaveEnough)
        leaveIn(index, base::Duration(0));
}

/// What each peer does every 10 s.
void PieceWorld::round(PeerIndex index)
{
    if (!takesPart(index))
        return;
    due(m_now + swarm::Peer::roundTime, Happening::Kind::Round, index);
    if (m_now >= at(index).nextAnnounce)
        announce(index, wire::AnnounceEvent::None);
    chokeRound(index);
    dialDue(index);
    begin(index);
}

} // namespace sim
