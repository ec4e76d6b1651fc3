// The part of sim::PieceWorld that moves pieces: whom a line serves, what it sends next, and what
// comes of it.

#include "core/sim/pieceworld.h"

#include <algorithm>
#include <bit>

namespace sim {

// -- choking ---------------------------------------------------------------------------------

std::uint32_t PieceWorld::slotsOf(PeerIndex index) const
{
    return m_chokers[m_peers[toNumber(index)].outcome.group]->slots(groupOf(index).maxN);
}

void PieceWorld::chokeRound(PeerIndex index)
{
    Peer &peer = at(index);
    std::vector<swarm::ChokeCandidate> candidates;
    candidates.reserve(peer.neighbours.size());
    for (const Neighbour &neighbour : peer.neighbours) {
        const PieceLink::Way &to = m_links.from(neighbour.end);
        PieceLink::Way &from = m_links.from(neighbour.end.other());
        from.rounds = swarm::countRound(from.rounds, from.unchoked);
        candidates.push_back({.link = neighbour.end.link(),
                              .interested = isInterested(neighbour.peer, index),
                              .unchoked = to.unchoked,
                              .optimistic = to.optimistic,
                              .snubbed = false,
                              .wanted = isInterested(index, neighbour.peer),
                              .servedUs = from.rounds,
                              .rateFrom = from.rate.rate(m_now),
                              .rateTo = to.rate.rate(m_now),
                              .since = m_links[neighbour.end].since,
                              .weight = to.weight});
    }
    const swarm::ChokeInput input{.candidates = candidates,
                                  .seeding = isSeed(index),
                                  .slots = slotsOf(index),
                                  .round = peer.round++,
                                  .now = m_now};
    const auto decisions = m_chokers[peer.outcome.group]->decide(input, peer.rng);
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        PieceLink::Way &to = m_links.from(peer.neighbours[i].end);
        to.weight = static_cast<float>(decisions[i].weight);
        to.waits = decisions[i].waits;
    }
    for (const bool unchoke : {false, true}) {
        for (std::size_t i = 0; i < decisions.size(); ++i) {
            if (decisions[i].reason.unchoke == unchoke)
                apply(index, peer.neighbours[i], decisions[i]);
        }
    }
}

void PieceWorld::apply(PeerIndex index, const Neighbour &neighbour,
                       const swarm::ChokeDecision &decision)
{
    PieceLink::Way &way = m_links.from(neighbour.end);
    way.optimistic = decision.optimistic;
    if (way.unchoked == decision.reason.unchoke)
        return;
    way.unchoked = decision.reason.unchoke;
    base::FairTurns<Neighbour> &served = at(index).served;
    if (way.unchoked)
        served.add(neighbour, way.weight);
    else
        served.eraseIf(
            [&](const Neighbour &each) { return each.end.serial == neighbour.end.serial; });
    note(index, neighbour.end.link(), decision.reason);
}

/// Between rounds: who wants nothing any more loses its slot, who waits gets one that is free.
void PieceWorld::settleSlots(PeerIndex index)
{
    Peer &peer = at(index);
    const std::uint32_t slots = slotsOf(index);
    for (std::size_t i = peer.served.size(); i > 0; --i) {
        const Neighbour neighbour = peer.served[i - 1];
        if (!isInterested(neighbour.peer, index))
            apply(index, neighbour,
                  {neighbour.end.link(),
                   false,
                   {.kind = swarm::ChokeKind::NotInterested, .slots = slots}});
    }
    if (peer.outcome.pieces == 0)
        return;
    for (const Neighbour &neighbour : peer.neighbours) {
        if (peer.served.size() >= slots)
            return;
        const PieceLink::Way &way = m_links.from(neighbour.end);
        if (isInterested(neighbour.peer, index) && !way.unchoked && !way.waits)
            apply(index, neighbour,
                  {neighbour.end.link(),
                   false,
                   {.unchoke = true, .kind = swarm::ChokeKind::FreeSlot, .slots = slots}});
    }
}

// -- sending ---------------------------------------------------------------------------------

/// Gives an idle line the next piece: of the peers it serves the first in turn that finds one here
/// to take.
void PieceWorld::begin(PeerIndex index)
{
    Peer &peer = at(index);
    if (peer.sending || !takesPart(index))
        return;
    settleSlots(index);
    for (auto turn = peer.served.begin(); turn != peer.served.end(); ++turn) {
        if (m_links.from(turn->who.end).queued)
            continue;
        const auto picked = pick(turn->who.peer, index);
        if (!picked)
            continue;
        const Neighbour to = peer.served.take(turn);
        peer.served.add(to, m_links.from(to.end).weight);
        peer.sending = Transfer{to, picked->piece};
        m_asked.add(to.peer, picked->piece);
        note(to.peer, to.end.link(), *picked);
        m_agenda.push(
            m_now + transferTime(m_geometry.lengthOf(picked->piece), groupOf(index).line.up),
            {.kind = Happening::Kind::Sent, .peer = index, .end = to.end, .piece = picked->piece});
        return;
    }
}

/// What a peer takes of another one: its picker's choice by the copies that its neighbours have.
std::optional<swarm::PickReason> PieceWorld::pick(PeerIndex index, PeerIndex from)
{
    const auto have = m_have.of(index);
    const auto asked = m_asked.of(index);
    const auto offered = m_have.of(from);
    std::uint64_t useful = 0;
    for (std::uint32_t i = 0; i < m_have.words(); ++i) {
        m_wanted[i] = ~(have[i] | asked[i]) & m_have.valid(i);
        useful |= m_wanted[i] & offered[i];
    }
    if (useful == 0)
        return std::nullopt;
    Peer &peer = at(index);
    m_copies.clear();
    for (const Neighbour &neighbour : peer.neighbours)
        m_copies.add(m_have.of(neighbour.peer));
    m_copies.count();
    for (std::uint32_t i = 0; i < m_have.words(); ++i) {
        for (std::uint64_t rest = m_wanted[i]; rest != 0; rest &= rest - 1) {
            const std::uint32_t piece = 64 * i + static_cast<std::uint32_t>(std::countr_zero(rest));
            m_counts[piece] = m_copies.of(piece);
        }
    }
    m_availability.assign(m_counts, m_wanted);
    m_offered.assign(offered);
    return peer.picker->next({m_availability, m_offered, peer.outcome.pieces}, peer.rng);
}

void PieceWorld::sent(const Happening &happening)
{
    Peer &peer = at(happening.peer);
    const bool isIt = peer.sending && peer.sending->to.end.serial == happening.end.serial;
    if (!isIt)
        return; // its link ended meanwhile
    const Transfer transfer = *peer.sending;
    peer.sending.reset();
    const std::uint32_t bytes = m_geometry.lengthOf(transfer.piece);
    peer.outcome.uploaded += bytes;
    // Its first byte came as long before the last one as the sender's line needed for it.
    Peer &receiver = at(transfer.to.peer);
    const base::Time reached = m_now + latency(happening.peer, transfer.to.peer);
    const base::Time began = reached - transferTime(bytes, groupOf(happening.peer).line.up);
    const auto taking = transferTime(bytes, groupOf(transfer.to.peer).line.down);
    receiver.downFree = std::max(reached, std::max(began, receiver.downFree) + taking);
    m_links.from(transfer.to.end).queued = receiver.downFree > reached;
    m_agenda.push(receiver.downFree,
                  {.kind = Happening::Kind::Arrived,
                   .peer = transfer.to.peer,
                   .end = transfer.to.end,
                   .piece = transfer.piece});
    begin(happening.peer);
    leaveWhenDue(happening.peer);
}

void PieceWorld::arrived(const Happening &happening)
{
    const PeerIndex index = happening.peer;
    const base::PieceIndex piece = happening.piece;
    m_asked.remove(index, piece);
    if (!m_links.isUp(happening.end))
        return;
    Peer &peer = at(index);
    const std::uint32_t bytes = m_geometry.lengthOf(piece);
    PieceLink::Way &way = m_links.from(happening.end);
    const PeerIndex sender = m_links[happening.end].peers[happening.end.side()];
    way.queued = false;
    way.rate.add(bytes, m_now);
    m_have.add(index, piece);
    ++peer.outcome.pieces;
    peer.outcome.downloaded += bytes;
    m_blocks += m_geometry.blocksIn(piece);
    if (groupOf(index).line.region != groupOf(sender).line.region)
        m_crossing += bytes;
    if (m_listener != nullptr)
        m_listener->pieceDone(index, piece, m_now);
    if (isSeed(index))
        completed(index);
    begin(index);
    begin(sender);
    leaveWhenDue(index);
}

} // namespace sim
