#include "core/sim/simworld.h"

#include <utility>

namespace sim {

SimWorld::SimWorld(SimSetup setup)
    : m_setup(std::move(setup))
    , m_geometry(m_setup.geometry())
    , m_rng(m_setup.seed)
    , m_trackerRng(m_rng.fork(1))
    , m_network(m_agenda, m_geometry, m_setup.latency)
    , m_tracker({.interval = m_setup.announceInterval,
                 .key = {},
                 .selection = m_setup.selection,
                 .region = [this](const base::Endpoint &endpoint) { return regionOf(endpoint); }})
{
    for (const Coming &coming : comings(m_setup, m_rng))
        enroll(coming);
}

/// Puts a peer's coming on the agenda.
void SimWorld::enroll(const Coming &coming)
{
    const PeerIndex index{static_cast<std::uint32_t>(m_peers.size())};
    SimPeer &peer = m_peers.emplace_back();
    peer.outcome.group = coming.group;
    peer.span = coming.span;
    m_network.addLine(index, groupOf(peer).line);
    m_agenda.push(coming.at, Occasion::of(Occasion::Kind::Join, index));
    ++m_toCome;
}

std::uint64_t SimWorld::regionOf(const base::Endpoint &endpoint) const
{
    return groupOf(m_peers[toNumber(peerAt(endpoint))]).line.region;
}

bool SimWorld::isOver() const
{
    const bool settled = m_toCome == 0 && m_leechers == 0 && m_departing == 0 && m_now >= m_calmAt;
    return settled || m_agenda.empty() || m_now.time_since_epoch() >= m_setup.horizon;
}

bool SimWorld::runUntil(base::Time until)
{
    until = std::min(until, base::Time(m_setup.horizon));
    while (!isOver() && m_agenda.nextTime() <= until) {
        const auto entry = m_agenda.pop();
        if (isLarge())
            foresee();
        m_now = entry.at;
        ++m_occasions;
        carryOut(entry.what);
    }
    if (!isOver())
        m_now = until;
    return !isOver();
}

void SimWorld::carryOut(const Occasion &occasion)
{
    using Kind = Occasion::Kind;
    const PeerIndex peer = occasion.peer;
    switch (occasion.kind) {
    case Kind::Join:
        join(peer);
        break;
    case Kind::Leave:
        if (at(peer).departing && at(peer).leaveAt == m_now)
            leave(peer);
        break;
    case Kind::Crash:
        if (groupOf(at(peer)).stay.kind == Stay::Kind::Crash)
            crash(peer);
        break;
    case Kind::Reconnect:
        if (!at(peer).leaving && !at(peer).away)
            tell(peer, swarm::Start{});
        break;
    case Kind::Wake:
        if (at(peer).wakeAt == m_now)
            tell(peer, swarm::Wake{});
        break;
    case Kind::Dialled:
        dialled(peer, occasion.other);
        break;
    case Kind::Delivery:
        deliver(occasion);
        break;
    case Kind::Sent:
        if (const auto block = m_network.sent(peer, m_now)) {
            m_atHand = block->from;
            tell(peer, swarm::BlockSent{block->from.link(), block->block});
            leaveWhenDue(peer);
        }
        break;
    case Kind::Arrived:
        arrived(peer, occasion.end, occasion.block);
        break;
    case Kind::LinkDown:
        linkDown(peer, occasion.end);
        break;
    case Kind::Checked:
        checked(peer, occasion.block.piece);
        break;
    case Kind::Announced:
        atTracker(peer, occasion.parcel);
        break;
    case Kind::Answered:
        tell(peer, swarm::TrackerAnswered{std::move(m_answers[occasion.parcel])});
        m_answers.recycle(occasion.parcel);
        break;
    case Kind::Unanswered:
        tell(peer, swarm::TrackerFailed{});
        break;
    }
}

void SimWorld::arrived(PeerIndex index, WireEnd end, base::BlockRef block)
{
    const SimPeer &peer = at(index);
    if (!m_network.isUp(end) || !peer.brain)
        return;
    ++m_blocks;
    if (m_setup.hasRegions() && m_network.crosses(end))
        m_crossing += m_geometry.lengthOf(block);
    m_atHand = end;
    if (peer.brain->isAwaited(end.link(), block)) {
        tell(index, swarm::BlockArrived{end.link(), block});
        return;
    }
    tell(index,
         swarm::BlockRefused{end.link(), base::toNumber(block.piece), block.block * wire::blockSize,
                             m_geometry.lengthOf(block)});
}

void SimWorld::checked(PeerIndex index, base::PieceIndex piece)
{
    tell(index, swarm::PieceChecked{piece, true, {}});
    if (m_listener != nullptr)
        m_listener->pieceDone(index, piece, m_now);
    leaveWhenDue(index);
    endSessionWhenDue(index);
}

void SimWorld::linkDown(PeerIndex index, WireEnd end)
{
    at(index).drop(end);
    if (m_listener != nullptr && at(index).brain)
        m_listener->linkDown(index, end.link(), m_now);
    tell(index, swarm::LinkDown{end.link()});
    if (m_network.hears(end)) // the one that did not hang up
        m_network.release(end);
}

// -- coming and going ------------------------------------------------------------------------

void SimWorld::join(PeerIndex index)
{
    SimPeer &peer = at(index);
    const PeerGroup &group = groupOf(peer);
    --m_toCome;
    base::Rng rng = m_rng.fork(toNumber(index));
    swarm::PeerConfig config;
    config.id = idOf(index, rng);
    config.infoHash = infoHash();
    config.listenPort = listenPort;
    config.picker = group.picker;
    config.choker = group.choker;
    config.seedChoker = group.seedChoker;
    config.seeding = group.seeding;
    config.endGame = group.endGame;
    config.maxN = group.maxN;
    config.dialTarget = group.neighbours;
    config.maxLinks = 2 * group.neighbours;
    config.seed = rng.next();
    peer.brain = std::make_unique<swarm::Peer>(std::move(config), m_geometry,
                                               wire::Bitfield(m_geometry.pieceCount(), group.seed));
    peer.outcome.joined = m_now;
    ++headcountOf(peer);
    if (m_listener != nullptr)
        m_listener->joined(index, m_now);
    if (group.seed && group.stay.isTimed())
        leaveIn(index, peer.span);
    if (group.stay.kind == Stay::Kind::Crash)
        m_agenda.push(m_now + peer.span, Occasion::of(Occasion::Kind::Crash, index));
    tell(index, swarm::Start{});
}

void SimWorld::leave(PeerIndex index)
{
    SimPeer &peer = at(index);
    if (!peer.brain || peer.leaving)
        return;
    peer.leaving = true;
    if (peer.away)
        gone(index); // it said goodbye when it was disconnected
    else
        tell(index, swarm::Disconnect{});
}

void SimWorld::crash(PeerIndex index)
{
    SimPeer &peer = at(index);
    if (!peer.brain)
        return;
    for (const WireEnd end : std::vector(peer.ends)) {
        if (m_network.isUp(end)) // the other side may have closed: the news is still under way
            closeWire(index, end);
    }
    gone(index);
}

/// It takes no part any more: `stopped` is at the tracker, or it crashed.
void SimWorld::gone(PeerIndex index)
{
    SimPeer &peer = at(index);
    peer.outcome = outcome(index);
    if (!peer.away)
        --headcountOf(peer);
    if (peer.departing)
        --m_departing;
    peer.outcome.left = m_now;
    peer.brain.reset();
    peer.ends = {};
    if (m_listener != nullptr)
        m_listener->left(index, m_now);
}

SimOutcome SimWorld::outcome(PeerIndex index) const
{
    const SimPeer &peer = m_peers[toNumber(index)];
    SimOutcome outcome = peer.outcome;
    if (peer.brain) {
        outcome.uploaded = peer.brain->uploads().uploaded();
        outcome.downloaded = peer.brain->downloads().downloaded();
        outcome.wasted = peer.brain->downloads().wasted();
        outcome.pieces = peer.brain->state().have.count();
    }
    return outcome;
}

/// The leaving that progress decides, not time.
void SimWorld::leaveWhenDue(PeerIndex index)
{
    SimPeer &peer = at(index);
    if (!peer.brain || peer.leaving)
        return;
    const Stay &stay = groupOf(peer).stay;
    const swarm::PeerState &state = peer.brain->state();
    const auto pieces = static_cast<double>(m_geometry.pieceCount());
    const bool aborts = stay.kind == Stay::Kind::Abort && state.have.count() >= stay.ratio * pieces;
    const bool gaveEnough = stay.kind == Stay::Kind::UntilRatio && state.isSeed()
        && static_cast<double>(peer.brain->uploads().uploaded())
            >= stay.ratio * static_cast<double>(m_geometry.totalLength());
    if (aborts || gaveEnough)
        leaveIn(index, base::Duration(0));
}

/// The disconnecting that progress decides.
void SimWorld::endSessionWhenDue(PeerIndex index)
{
    SimPeer &peer = at(index);
    const std::uint32_t sessions = groupOf(peer).sessions;
    if (sessions < 2 || !peer.brain || peer.leaving || peer.away || peer.brain->state().isSeed())
        return;
    const std::uint64_t pieces = peer.brain->state().have.count();
    const auto over = static_cast<std::uint32_t>(pieces * sessions / m_geometry.pieceCount());
    if (over <= peer.sessions)
        return;
    peer.sessions = over;
    tell(index, swarm::Disconnect{});
    m_agenda.push(m_now, Occasion::of(Occasion::Kind::Reconnect, index)); // after its LinkDowns
}

void SimWorld::leaveIn(PeerIndex index, base::Duration span)
{
    if (std::exchange(at(index).departing, true))
        return;
    ++m_departing;
    at(index).leaveAt = m_now + span;
    m_agenda.push(at(index).leaveAt, Occasion::of(Occasion::Kind::Leave, index));
}

// -- connections -----------------------------------------------------------------------------

void SimWorld::dialled(PeerIndex from, PeerIndex to)
{
    SimPeer &dialler = at(from);
    if (!dialler.brain || dialler.leaving)
        return;
    const bool reachable = toNumber(to) < m_peers.size() && to != from;
    if (dialler.away || !reachable || !at(to).brain || at(to).leaving || at(to).away) {
        tell(from, swarm::DialFailed{endpointOf(to)});
        return;
    }
    SimPeer &other = at(to);
    const WireEnd end = m_network.connect(from, to);
    dialler.ends.push_back(end);
    other.ends.push_back(end.other());
    if (m_listener != nullptr)
        m_listener->linkUp(from, to, end.link(), m_now);
    const base::PeerId dialledId = other.brain->state().config.id;
    const base::PeerId diallerId = dialler.brain->state().config.id;
    tell(from, swarm::LinkUp{end.link(), dialledId, endpointOf(to), true, true, true});
    if (m_network.isUp(end)) {
        tell(to, swarm::LinkUp{end.link(), diallerId, endpointOf(from), false, true, true});
    } else {
        other.drop(end); // the dialler did not want it: the other one never hears of it
    }
}

/// One end hangs up: it is told at once, the other one when the news has travelled, after the
/// messages that were sent before.
void SimWorld::closeWire(PeerIndex by, WireEnd end)
{
    const WireEnd other = end.other();
    const PeerIndex across = m_network.peerAt(other);
    const base::Duration latency = m_network.latency(end);
    m_network.disconnect(end);
    m_agenda.push(m_now, Occasion::at(Occasion::Kind::LinkDown, by, end));
    m_agenda.push(m_now + latency, Occasion::at(Occasion::Kind::LinkDown, across, other));
}

void SimWorld::deliver(const Occasion &occasion)
{
    Letter &letter = m_letters[occasion.parcel];
    swarm::Event event = swarm::MessageIn{{}, std::move(letter.message)};
    if (letter.others.empty()) {
        m_letters.recycle(occasion.parcel);
        deliver(occasion.end, event);
        return;
    }
    // The list is taken out: what the message causes may move the letters.
    std::vector<WireEnd> others = std::move(letter.others);
    deliver(occasion.end, event);
    for (std::size_t i = 0; i < others.size(); ++i) {
        if (i % foresight == 0 && isLarge())
            foresee(std::span(others).subspan(i, std::min(foresight, others.size() - i)),
                    std::get<swarm::MessageIn>(event).message);
        deliver(others[i], event);
    }
    others.clear();
    m_letters[occasion.parcel].others = std::move(others);
    m_letters.recycle(occasion.parcel);
}

void SimWorld::deliver(WireEnd to, swarm::Event &message)
{
    if (!m_network.hears(to))
        return;
    std::get<swarm::MessageIn>(message).link = to.link();
    m_atHand = to;
    tell(m_network.peerAt(to), message);
}

void SimWorld::atTracker(PeerIndex index, std::uint32_t place)
{
    const wire::AnnounceRequest request = std::move(m_announces[place]);
    m_announces.recycle(place);
    if (!m_trackerIsUp) {
        untold(index, request.event);
        return;
    }
    if (m_listener != nullptr)
        m_listener->announced(index, m_now);
    wire::AnnounceResponse response
        = m_tracker.announce(request, endpointOf(index), m_now, m_trackerRng);
    SimPeer &peer = at(index);
    if (request.event == wire::AnnounceEvent::Stopped) {
        if (peer.brain && peer.leaving)
            gone(index);
        return;
    }
    const std::uint32_t answer = m_answers.put(std::move(response));
    m_agenda.push(m_now + m_setup.latency[0][0],
                  Occasion::carrying(Occasion::Kind::Answered, index, answer));
}

/// An announce that reached no tracker.
void SimWorld::untold(PeerIndex index, wire::AnnounceEvent event)
{
    if (event != wire::AnnounceEvent::Stopped)
        m_agenda.push(m_now + m_setup.latency[0][0],
                      Occasion::of(Occasion::Kind::Unanswered, index));
    else if (at(index).brain && at(index).leaving)
        gone(index);
}

} // namespace sim
