#include "core/swarm/downloads.h"

#include "core/swarm/requestpipeline.h"

#include <algorithm>
#include <set>

namespace swarm {

namespace {

/// Withdrawn requests remembered per link, so that a late answer is not taken for an intrusion.
constexpr std::size_t maxWithdrawn = 512;
/// Pieces a remote may allow although it chokes (BEP 6 has 10); more are passed over.
constexpr std::size_t maxAllowedFast = 64;
/// Malformed or unasked-for blocks before a link is dropped.
constexpr std::uint32_t maxBadBlocks = 8;

} // namespace

Downloads::Downloads(PeerState &state)
    : m_state(state)
    , m_picker(state)
{
}

// -- what the remote has ---------------------------------------------------------------------

void Downloads::remoteToldPieces(RemotePeer &remote)
{
    m_picker.availability().addAll(remote.pieces);
    updateInterest(remote);
}

void Downloads::remoteGotPiece(RemotePeer &remote, base::PieceIndex piece)
{
    if (!remote.pieces.add(piece))
        return;
    m_picker.availability().addCopy(piece);
    if (!remote.amInterested && !m_state.have.has(piece) && m_storageFault.empty()) {
        remote.amInterested = true;
        m_state.send(remote, wire::Interested{});
    }
    if (!remote.peerChoking && remote.requests.empty())
        fill(remote);
}

void Downloads::updateInterest(RemotePeer &remote)
{
    const bool wants = m_storageFault.empty() && m_state.have.lacksSomethingOf(remote.pieces);
    if (wants == remote.amInterested)
        return;
    remote.amInterested = wants;
    if (wants)
        m_state.send(remote, wire::Interested{});
    else
        m_state.send(remote, wire::NotInterested{});
}

void Downloads::linkGone(RemotePeer &remote)
{
    releaseAll(remote);
    m_picker.linkGone(remote);
    fillAll();
}

// -- asking ----------------------------------------------------------------------------------

void Downloads::remoteChoked(RemotePeer &remote)
{
    remote.peerChoking = true;
    // With the fast extension every open request still gets its reject (BEP 6).
    if (!remote.fast) {
        for (const auto &open : remote.requests) {
            remember(remote, open.block);
            m_picker.givenUp(open.block, remote.link);
        }
        remote.requests.clear();
        remote.owesSince.reset();
    }
    m_picker.stopsServing(remote.link);
    fillAll();
}

void Downloads::remoteUnchoked(RemotePeer &remote)
{
    remote.peerChoking = false;
    fill(remote);
}

void Downloads::remoteAllowsFast(RemotePeer &remote, base::PieceIndex piece)
{
    if (remote.allowedFast.size() >= maxAllowedFast
        || std::ranges::find(remote.allowedFast, piece) != remote.allowedFast.end())
        return;
    remote.allowedFast.push_back(piece);
    if (remote.peerChoking)
        fill(remote);
}

void Downloads::remoteRejected(RemotePeer &remote, base::BlockRef block)
{
    if (remote.closeWithdrawn(block) || !remote.closeRequest(block))
        return;
    remote.refused = true;
    m_picker.givenUp(block, remote.link);
    settle(remote);
    // Asking again at once could go round in a tight loop; the next round or unchoke asks.
    if (!remote.peerChoking)
        std::erase(remote.allowedFast, block.piece);
}

void Downloads::fillAll()
{
    for (const auto &remote : m_state.links)
        fill(*remote);
}

void Downloads::fill(RemotePeer &remote)
{
    if (!remote.amInterested || remote.closing || !m_storageFault.empty())
        return;
    if (remote.peerChoking && remote.allowedFast.empty())
        return;
    const std::uint32_t depth = RequestPipeline::depth(remote);
    while (remote.requests.size() < depth) {
        const auto block = m_picker.next(remote);
        if (!block)
            return;
        request(remote, *block);
    }
}

void Downloads::request(RemotePeer &remote, base::BlockRef block)
{
    m_picker.asked(block);
    if (!remote.owesSince)
        remote.owesSince = m_state.now;
    remote.requests.push_back({block, m_state.now});
    m_state.send(remote, m_state.range<wire::Request>(block));
}

// -- what came -------------------------------------------------------------------------------

bool Downloads::isAwaited(base::LinkId link, base::BlockRef block) const
{
    const RemotePeer *remote = m_state.find(link);
    if (remote == nullptr || remote->closing)
        return false;
    // A late answer to a withdrawn request is as good as any, while nobody else's came.
    const bool late = std::ranges::find(remote->withdrawn, block) != remote->withdrawn.end();
    return remote->isAskedFor(block) || (late && m_picker.wantsFrom(block, link));
}

void Downloads::blockArrived(RemotePeer &remote, base::BlockRef block)
{
    const std::uint32_t bytes = m_state.geometry.lengthOf(block);
    m_downloaded += bytes;
    remote.down.add(bytes, m_state.now);
    remote.snubbed = false;
    RequestPipeline::blockCame(remote, m_state.now);
    const auto sentAt = remote.closeRequest(block);
    const bool wasOpen = sentAt.has_value();
    if (wasOpen)
        remote.lastAnswered = std::max(remote.lastAnswered, *sentAt);
    else
        remote.closeWithdrawn(block);
    if (remote.owesSince)
        remote.owesSince = m_state.now;
    settle(remote);
    if (m_picker.askers(block) > (wasOpen ? 1U : 0U))
        cancelOthers(remote, block);
    switch (m_picker.arrived(block, {{remote.id, remote.endpoint}, remote.link})) {
    case BlockPicker::Arrival::Useless:
        m_wasted += bytes;
        break;
    case BlockPicker::Arrival::CompletesPiece:
        m_state.emit(Verify{block.piece});
        break;
    case BlockPicker::Arrival::Useful:
        break;
    }
    fill(remote);
}

void Downloads::cancelOthers(const RemotePeer &sender, base::BlockRef block)
{
    for (const auto &other : m_state.links) {
        if (other->link != sender.link && other->closeRequest(block)) {
            withdraw(*other, block);
            settle(*other);
        }
    }
}

/// Who is asked for nothing any more owes nothing.
void Downloads::settle(RemotePeer &remote)
{
    if (remote.requests.empty())
        remote.owesSince.reset();
}

void Downloads::remember(RemotePeer &remote, base::BlockRef block)
{
    if (remote.withdrawn.size() == maxWithdrawn)
        remote.withdrawn.erase(remote.withdrawn.begin());
    remote.withdrawn.push_back(block);
}

/// Cancels a request that is no longer open; its answer may be under way.
void Downloads::withdraw(RemotePeer &remote, base::BlockRef block)
{
    remember(remote, block);
    m_state.send(remote, m_state.range<wire::Cancel>(block));
}

void Downloads::blockRefused(RemotePeer &remote, const BlockRefused &event)
{
    m_downloaded += event.length;
    m_wasted += event.length;
    const auto block = m_state.geometry.block(event.index, event.begin, event.length);
    if (block && remote.closeWithdrawn(*block)) {
        if (remote.owesSince)
            remote.owesSince = m_state.now;
        return;
    }
    if (block && remote.fast) {
        m_state.hangup(remote, CloseReason::UnrequestedBlock);
        return;
    }
    // Whatever it was meant to answer is asked of somebody else soon: give the oldest one back.
    if (!block && !remote.requests.empty()) {
        const base::BlockRef oldest = remote.requests.front().block;
        remote.requests.erase(remote.requests.begin());
        m_picker.givenUp(oldest, remote.link);
        settle(remote);
    }
    if (++remote.badBlocks >= maxBadBlocks)
        m_state.hangup(remote, CloseReason::BadBlocks);
}

void Downloads::pieceChecked(const PieceChecked &event)
{
    if (!m_picker.isStarted(event.piece))
        return;
    const std::vector<base::LinkId> links = m_picker.sendingLinks(event.piece);
    if (!event.good) {
        if (!m_picker.isWhole(event.piece))
            return; // the verdict on an attempt that was given up since
        const std::vector<Sender> senders = m_picker.senders(event.piece);
        const std::set<Sender> distinct(senders.begin(), senders.end());
        m_wasted += m_state.geometry.lengthOf(event.piece);
        m_state.note({}, CorruptPiece{event.piece, static_cast<std::uint32_t>(distinct.size())});
        m_picker.restart(event.piece, true);
        ban(m_suspicion.pieceFailed(event.piece, senders));
        prove(links, false);
        fillAll();
        return;
    }
    m_picker.finish(event.piece);
    m_state.have.add(event.piece);
    ban(m_suspicion.piecePassed(event.piece, event.corrected));
    offer(event.piece);
    prove(links, true);
    if (m_picker.takesTurns())
        fillAll();
    if (m_state.have.all())
        m_state.emit(Completed{});
}

/// Tells every link of a piece we have now; it may be all we wanted of some.
void Downloads::offer(base::PieceIndex piece)
{
    m_state.links.prefetchAll(RemotePeer::hotBytes);
    for (const auto &remote : m_state.links) {
        m_state.send(*remote, wire::Have{base::toNumber(piece)});
        if (remote->amInterested)
            updateInterest(*remote);
    }
}

void Downloads::ban(const std::vector<Sender> &senders)
{
    for (const Sender &sender : senders) {
        for (const auto &remote : m_state.links) {
            if (remote->id == sender.id)
                m_state.hangup(*remote, CloseReason::Poison);
        }
    }
}

/// What a piece's verdict says about the links it came by.
void Downloads::prove(const std::vector<base::LinkId> &links, bool good)
{
    for (const base::LinkId link : links) {
        RemotePeer *remote = m_state.find(link);
        if (remote == nullptr || remote->proven == good)
            continue;
        remote->proven = good;
        if (good)
            fill(*remote); // it may have waited for that
    }
}

// -- what did not come -----------------------------------------------------------------------

void Downloads::releaseAll(RemotePeer &remote)
{
    for (const auto &open : remote.requests)
        m_picker.unasked(open.block);
    remote.requests.clear();
}

/// Gives requests back that are overdue: nothing at all came for long, or later ones were answered.
/// A slow link that answers in order is not late, however long its requests wait.
bool Downloads::timeOut(RemotePeer &remote)
{
    const base::Time limit = m_state.now - requestTimeout;
    const bool silent = remote.owesSince && *remote.owesSince < limit;
    std::vector<base::BlockRef> overdue;
    for (const auto &open : remote.requests) {
        if (open.sentAt < limit && (silent || open.sentAt < remote.lastAnswered))
            overdue.push_back(open.block);
    }
    for (const base::BlockRef block : overdue) {
        remote.closeRequest(block);
        m_picker.givenUp(block, remote.link);
        withdraw(remote, block);
    }
    if (overdue.empty())
        return false;
    remote.depth = RequestPipeline::minimum;
    m_state.note(remote.link, RequestTimeout{static_cast<std::uint32_t>(overdue.size())});
    return true;
}

void Downloads::round()
{
    if (!m_storageFault.empty())
        m_state.emit(ProbeStorage{});
    m_state.links.prefetchAll(RemotePeer::warmBytes);
    std::vector<RemotePeer *> late;
    for (const auto &remote : m_state.links) {
        if (remote->owesSince && m_state.now - *remote->owesSince > snubTime)
            remote->snubbed = true;
        const bool refused = std::exchange(remote->refused, false);
        if (timeOut(*remote) || refused)
            late.push_back(remote.get());
    }
    // The others are asked before those who did not answer or refused.
    for (const auto &remote : m_state.links) {
        if (std::ranges::find(late, remote.get()) == late.end())
            fill(*remote);
    }
    for (RemotePeer *remote : late) {
        fill(*remote);
        settle(*remote);
    }
}

} // namespace swarm
