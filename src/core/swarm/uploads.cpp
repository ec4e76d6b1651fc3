#include "core/swarm/uploads.h"

#include "core/swarm/allowedfast.h"
#include "core/swarm/downloads.h"
#include "core/swarm/policycatalog.h"

#include <algorithm>

namespace swarm {

Uploads::Uploads(PeerState &state)
    : m_state(state)
    , m_choker(makeChoker(state.config.choker))
    , m_seedChoker(makeSeedChoker(state.config.seedChoker))
{
    if (state.config.seeding == Seeding::Super && state.isSeed())
        m_superSeeding = std::make_unique<SuperSeeding>(state);
}

Uploads::~Uploads()
{
    if (m_state.config.budget)
        m_state.config.budget->change(m_share, 0);
}

const Choker &Uploads::choker() const
{
    return m_seedChoker && m_state.isSeed() ? *m_seedChoker : *m_choker;
}

std::uint32_t Uploads::slots() const
{
    const std::uint32_t wanted = choker().slots(m_state.config.maxN);
    const ServeBudget *budget = m_state.config.budget.get();
    return budget == nullptr ? wanted : std::min(wanted, budget->roomFor(m_share));
}

/// Called wherever the number of links it serves may have changed, before others may ask.
void Uploads::tellBudget()
{
    if (!m_state.config.budget)
        return;
    const std::uint32_t now = served();
    m_state.config.budget->change(m_share, now);
    m_share = now;
}

std::uint32_t Uploads::served() const
{
    return static_cast<std::uint32_t>(std::ranges::count_if(
        m_unchoked, [](const auto *remote) { return remote->peerInterested && !remote->closing; }));
}

void Uploads::remoteToldPieces(RemotePeer &remote)
{
    if (m_superSeeding)
        m_superSeeding->remoteToldPieces(remote);
    else
        offerAllowedFast(remote);
}

void Uploads::remoteGotPiece(const RemotePeer &remote, base::PieceIndex piece)
{
    if (m_superSeeding)
        m_superSeeding->remoteGotPiece(remote, piece);
}

/// Who was given a Max_N offers none: where the set is most of the content, they would all be
/// served beside it.
void Uploads::offerAllowedFast(RemotePeer &remote)
{
    if (!remote.fast || !remote.endpoint.isV4() || remote.pieces.count() >= allowedFastCount
        || m_state.config.maxN > 0 || m_state.config.budget || slots() == 0)
        return;
    for (const base::PieceIndex piece : allowedFastSet(m_state.config.infoHash, remote.endpoint,
                                                       m_state.geometry, allowedFastCount)) {
        if (!m_state.have.has(piece))
            continue;
        remote.gaveFast.push_back(piece);
        m_state.send(remote, wire::AllowedFast{base::toNumber(piece)});
    }
}

void Uploads::remoteInterested(RemotePeer &remote)
{
    remote.peerInterested = true;
    if (remote.amChoking)
        serveFreeSlots();
}

void Uploads::remoteNotInterested(RemotePeer &remote)
{
    remote.peerInterested = false;
    if (remote.amChoking)
        return;
    apply(remote,
          {remote.link,
           false,
           {.unchoke = false, .kind = ChokeKind::NotInterested, .slots = slots()}});
    serveFreeSlots();
}

void Uploads::linkGone(const RemotePeer &remote)
{
    if (m_superSeeding)
        m_superSeeding->linkGone(remote);
    if (std::erase(m_unchoked, &remote) > 0)
        serveFreeSlots();
}

/// Interested links get what is free at once; nobody loses a slot before the next round.
void Uploads::serveFreeSlots()
{
    tellBudget();
    const std::uint32_t limit = slots();
    std::uint32_t taken = served();
    for (const auto &remote : m_state.links) {
        if (taken >= limit)
            break;
        // Whom the last round choked as snubbed gets a slot by its verdict only.
        if (!remote->peerInterested || !remote->amChoking || remote->closing || remote->waits
            || remote->lastChoke.kind == ChokeKind::Snubbed)
            continue;
        apply(
            *remote,
            {remote->link, false, {.unchoke = true, .kind = ChokeKind::FreeSlot, .slots = limit}});
        ++taken;
    }
    tellBudget();
}

std::vector<ChokeCandidate> Uploads::candidates() const
{
    const double pieces = m_state.geometry.pieceCount();
    std::vector<ChokeCandidate> candidates;
    candidates.reserve(m_state.links.size());
    for (const auto &remote : m_state.links) {
        if (remote->closing)
            continue;
        candidates.push_back({.link = remote->link,
                              .interested = remote->peerInterested,
                              .unchoked = !remote->amChoking,
                              .optimistic = remote->optimistic,
                              .snubbed = remote->snubbed,
                              .wanted = remote->amInterested,
                              .servedUs = remote->servedUs,
                              .rateFrom = remote->down.rate(m_state.now),
                              .rateTo = remote->up.rate(m_state.now),
                              .progress = remote->pieces.count() / pieces,
                              .since = remote->since,
                              .lastUnchoked = remote->lastUnchoked,
                              .weight = remote->weight});
    }
    return candidates;
}

void Uploads::round()
{
    if (m_superSeeding)
        m_superSeeding->round();
    m_state.links.prefetchAll(sizeof(RemotePeer));
    for (const auto &remote : m_state.links)
        remote->servedUs = countRound(remote->servedUs, !remote->peerChoking);
    const std::vector<ChokeCandidate> all = candidates();
    const ChokeInput input{.candidates = all,
                           .seeding = m_state.isSeed(),
                           .slots = slots(),
                           .round = m_round++,
                           .now = m_state.now};
    const std::vector<ChokeDecision> decisions = choker().decide(input, m_state.rng);
    for (const ChokeDecision &decision : decisions) {
        RemotePeer &remote = *m_state.find(decision.link);
        remote.weight = decision.weight;
        remote.waits = decision.waits;
    }
    // Choke first, so that at no moment more than Max_N are served.
    for (const bool unchoke : {false, true}) {
        for (const ChokeDecision &decision : decisions) {
            if (decision.reason.unchoke == unchoke)
                apply(*m_state.find(decision.link), decision);
        }
    }
    serveFreeSlots();
}

void Uploads::apply(RemotePeer &remote, const ChokeDecision &decision)
{
    const bool changed = remote.amChoking == decision.reason.unchoke;
    remote.optimistic = decision.optimistic;
    remote.lastChoke = decision.reason;
    if (!changed)
        return;
    remote.amChoking = !decision.reason.unchoke;
    m_state.note(remote.link, decision.reason);
    if (decision.reason.unchoke) {
        m_unchoked.push_back(&remote);
        remote.lastUnchoked = m_state.now;
        remote.requestsWhileChoked = 0;
        m_state.send(remote, wire::Unchoke{});
        return;
    }
    std::erase(m_unchoked, &remote);
    // BEP 6: the choke first, then a reject for every request it takes away.
    m_state.send(remote, wire::Choke{});
    base::Fifo<base::BlockRef> kept;
    for (const base::BlockRef block : remote.uploads) {
        if (std::ranges::find(remote.gaveFast, block.piece) != remote.gaveFast.end())
            kept.push(block);
        else
            reject(remote, block);
    }
    remote.uploads = std::move(kept);
}

void Uploads::reject(RemotePeer &remote, base::BlockRef block)
{
    if (remote.fast)
        m_state.send(remote, m_state.range<wire::Reject>(block));
}

/// Whether it may have blocks of that piece now.
bool Uploads::serves(const RemotePeer &remote, base::PieceIndex piece) const
{
    return m_state.have.has(piece) && (!remote.amChoking || takesFast(remote, piece))
        && (!m_superSeeding || m_superSeeding->shows(remote, piece));
}

/// Whether it may have a piece although it is choked: one it was allowed, while nobody else waits
/// for blocks. In a crowd of newcomers the allowed pieces would otherwise take all of a seed's
/// line, again and again.
bool Uploads::takesFast(const RemotePeer &remote, base::PieceIndex piece) const
{
    return std::ranges::find(remote.gaveFast, piece) != remote.gaveFast.end()
        && std::ranges::none_of(m_state.links, [&](const auto &other) {
               return other->link != remote.link && (other->sending > 0 || !other->uploads.empty());
           });
}

void Uploads::requested(RemotePeer &remote, const wire::Request &request)
{
    if (!m_state.geometry.contains(request.index, request.begin, request.length)
        || request.length > maxRequestLength) {
        m_state.hangup(remote, CloseReason::BadRequest);
        return;
    }
    const auto block = m_state.geometry.block(request.index, request.begin, request.length);
    if (!block || !serves(remote, block->piece) || remote.uploads.size() >= maxQueue) {
        if (remote.amChoking && ++remote.requestsWhileChoked > maxRequestsWhileChoked)
            m_state.hangup(remote, CloseReason::RequestFlood);
        else if (remote.fast)
            m_state.send(remote, wire::Reject{request.index, request.begin, request.length});
        return;
    }
    remote.uploads.push(*block);
    release(remote);
}

void Uploads::cancelled(RemotePeer &remote, const wire::Cancel &cancel)
{
    const auto block = m_state.geometry.block(cancel.index, cancel.begin, cancel.length);
    if (!block)
        return;
    const auto at = std::ranges::find(remote.uploads, *block);
    if (at == remote.uploads.end())
        return;
    remote.uploads.erase(at);
    reject(remote, *block);
}

/// Blocks that may be on their way at once: what the link carries in a quarter of a second. What is
/// given to the world cannot be taken back by a cancel or a choke.
std::uint32_t Uploads::sendWindow(const RemotePeer &remote) const
{
    const double blocks = remote.up.rate(m_state.now) * 0.25 / wire::blockSize;
    return std::clamp(static_cast<std::uint32_t>(std::min<double>(blocks, maxSending)), minSending,
                      maxSending);
}

/// Gives the world as much as may be on its way at once.
void Uploads::release(RemotePeer &remote)
{
    while (!remote.uploads.empty() && remote.sending < sendWindow(remote)) {
        const base::BlockRef block = remote.uploads.pop();
        if (!m_state.have.has(block.piece)) {
            reject(remote, block);
            continue;
        }
        ++remote.sending;
        m_state.emit(Upload{remote.link, block, remote.weight});
    }
}

void Uploads::blockSent(RemotePeer &remote, base::BlockRef block)
{
    const std::uint32_t bytes = m_state.geometry.lengthOf(block);
    m_uploaded += bytes;
    remote.up.add(bytes, m_state.now);
    --remote.sending;
    release(remote);
}

} // namespace swarm
