#include "core/swarm/downloads.h"

#include "core/swarm/policycatalog.h"
#include "core/swarm/requestpipeline.h"

#include <algorithm>

namespace swarm {

namespace {

/// Withdrawn requests remembered per link, so that a late answer is not taken for an intrusion.
constexpr std::size_t maxWithdrawn = 512;
/// Links that may be asked for one block at once in end game.
constexpr std::uint8_t maxAskers = 3;
/// A link with fewer open requests than this joins the end game.
constexpr std::size_t endGameBelow = 2;
/// Malformed or false blocks before a link is dropped.
constexpr std::uint32_t maxBadBlocks = 8;

auto ofBlock(base::BlockRef block)
{
    return [block](const RemotePeer::OpenRequest &request) { return request.block == block; };
}

} // namespace

Downloads::Downloads(PeerState &state)
    : m_state(state)
    , m_availability(state.geometry.pieceCount(), state.rng.fork(1))
    , m_picker(makePicker(state.config.picker))
{
    for (std::uint32_t i = 0; i < state.have.size(); ++i) {
        if (state.have.has(base::PieceIndex{i}))
            m_availability.setWanted(base::PieceIndex{i}, false);
    }
}

PartialPiece *Downloads::partial(base::PieceIndex piece)
{
    const auto at = std::ranges::find(m_partials, piece, &PartialPiece::piece);
    return at == m_partials.end() ? nullptr : &*at;
}

void Downloads::forget(base::PieceIndex piece)
{
    std::erase_if(m_partials, [piece](const PartialPiece &p) { return p.piece == piece; });
}

// -- what the remote has ---------------------------------------------------------------------

void Downloads::remoteToldPieces(RemotePeer &remote)
{
    m_availability.addAll(remote.pieces);
    updateInterest(remote);
}

void Downloads::remoteGotPiece(RemotePeer &remote, base::PieceIndex piece)
{
    if (!remote.pieces.add(piece))
        return;
    m_availability.addCopy(piece);
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
    if (remote.toldPieces)
        m_availability.removeAll(remote.pieces);
    for (PartialPiece &piece : m_partials) {
        if (piece.owner == remote.link)
            piece.owner = base::LinkId{};
    }
    // A solo piece loses its only sender: start it afresh with another one.
    for (std::size_t i = m_partials.size(); i-- > 0;) {
        const PartialPiece &piece = m_partials[i];
        if (piece.solo && !piece.checking && piece.owner == base::LinkId{}) {
            m_availability.setWanted(piece.piece, true);
            m_partials.erase(m_partials.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    fillAll();
}

// -- asking ----------------------------------------------------------------------------------

void Downloads::remoteChoked(RemotePeer &remote)
{
    remote.peerChoking = true;
    // With the fast extension every open request still gets its reject (BEP 6).
    if (!remote.fast) {
        for (const auto &open : remote.requests)
            remember(remote, open.block);
        releaseAll(remote);
        fillAll();
    }
}

void Downloads::remoteUnchoked(RemotePeer &remote)
{
    remote.peerChoking = false;
    remote.lastBlock = m_state.now;
    fill(remote);
}

void Downloads::remoteAllowsFast(RemotePeer &remote, base::PieceIndex piece)
{
    if (std::ranges::find(remote.allowedFast, piece) != remote.allowedFast.end())
        return;
    remote.allowedFast.push_back(piece);
    if (remote.peerChoking)
        fill(remote);
}

void Downloads::remoteRejected(RemotePeer &remote, base::BlockRef block)
{
    std::erase(remote.withdrawn, block);
    const auto open = std::ranges::find_if(remote.requests, ofBlock(block));
    if (open == remote.requests.end())
        return;
    remote.requests.erase(open);
    if (PartialPiece *piece = partial(block.piece))
        piece->unask(block.block);
    // Asking again at once could go round in a tight loop; the next round or unchoke asks.
    if (!remote.peerChoking)
        std::erase(remote.allowedFast, block.piece);
}

void Downloads::fillAll()
{
    for (const auto &remote : m_state.links) {
        if (!remote->requests.empty() || remote->amInterested)
            fill(*remote);
    }
}

void Downloads::fill(RemotePeer &remote)
{
    if (!remote.amInterested || remote.closing || !m_storageFault.empty())
        return;
    if (remote.peerChoking && remote.allowedFast.empty())
        return;
    const std::uint32_t depth = RequestPipeline::depth(remote);
    while (remote.requests.size() < depth) {
        const auto block = pickBlock(remote);
        if (!block)
            return;
        request(remote, *partial(block->piece), block->block);
    }
}

void Downloads::request(RemotePeer &remote, PartialPiece &piece, std::uint32_t block)
{
    piece.ask(block);
    const base::BlockRef which{piece.piece, block};
    std::erase(remote.withdrawn, which);
    remote.requests.push_back({which, m_state.now});
    m_state.send(remote, m_state.range<wire::Request>(which));
}

std::optional<base::BlockRef> Downloads::pickBlock(RemotePeer &remote)
{
    // The link's own pieces first, so that a piece mostly comes from one sender.
    PartialPiece *shared = nullptr;
    for (PartialPiece &piece : m_partials) {
        if (piece.free == 0 || !remote.pieces.has(piece.piece) || !remote.servesUs(piece.piece))
            continue;
        if (piece.owner == remote.link)
            return base::BlockRef{piece.piece, *piece.firstFree()};
        if (shared == nullptr && !piece.solo)
            shared = &piece;
    }
    if (shared == nullptr)
        shared = startPiece(remote);
    if (shared != nullptr) {
        if (shared->owner == base::LinkId{})
            shared->owner = remote.link;
        return base::BlockRef{shared->piece, *shared->firstFree()};
    }
    return endGameBlock(remote);
}

PartialPiece *Downloads::startPiece(RemotePeer &remote)
{
    std::optional<PickReason> pick;
    if (remote.peerChoking) {
        for (const base::PieceIndex piece : remote.allowedFast) {
            if (m_availability.isWanted(piece) && remote.pieces.has(piece))
                pick = PickReason{piece, PickKind::RandomFirst, m_availability.copies(piece), 1};
        }
    } else if (!m_availability.byRarity().empty()) {
        pick = m_picker->next({m_availability, remote.pieces, m_state.have.count()}, m_state.rng);
    }
    if (!pick)
        return nullptr;
    m_state.note(remote.link, *pick);
    m_availability.setWanted(pick->piece, false);
    m_partials.emplace_back(pick->piece, m_state.geometry.blocksIn(pick->piece), remote.link);
    m_partials.back().solo = m_suspicion.isTainted(pick->piece);
    return &m_partials.back();
}

std::optional<base::BlockRef> Downloads::endGameBlock(const RemotePeer &remote)
{
    if (!m_availability.byRarity().empty() || remote.requests.size() >= endGameBelow)
        return std::nullopt;
    for (const PartialPiece &piece : m_partials) {
        if (piece.checking || piece.solo || piece.free > 0 || !remote.pieces.has(piece.piece)
            || !remote.servesUs(piece.piece))
            continue;
        // From the end: the block that its asker will come to last.
        for (auto i = static_cast<std::uint32_t>(piece.blocks.size()); i-- > 0;) {
            const PartialPiece::Block &block = piece.blocks[i];
            const base::BlockRef which{piece.piece, i};
            const bool asked = std::ranges::any_of(remote.requests, ofBlock(which));
            if (!block.received && block.askers < maxAskers && !asked)
                return which;
        }
    }
    return std::nullopt;
}

// -- what came -------------------------------------------------------------------------------

bool Downloads::isAwaited(base::LinkId link, base::BlockRef block) const
{
    const RemotePeer *remote = m_state.find(link);
    if (remote == nullptr || remote->closing)
        return false;
    if (std::ranges::any_of(remote->requests, ofBlock(block)))
        return true;
    // A late answer to a withdrawn request is as good as any, while nobody else's came.
    const auto piece = std::ranges::find(m_partials, block.piece, &PartialPiece::piece);
    return piece != m_partials.end() && !piece->solo && !piece->blocks[block.block].received
        && std::ranges::find(remote->withdrawn, block) != remote->withdrawn.end();
}

void Downloads::blockArrived(RemotePeer &remote, base::BlockRef block)
{
    const std::uint32_t bytes = m_state.geometry.lengthOf(block);
    m_downloaded += bytes;
    remote.down.add(bytes, m_state.now);
    remote.lastBlock = m_state.now;
    remote.snubbed = false;
    RequestPipeline::blockCame(remote, m_state.now);
    std::erase(remote.withdrawn, block);
    const auto open = std::ranges::find_if(remote.requests, ofBlock(block));
    const bool wasOpen = open != remote.requests.end();
    if (wasOpen)
        remote.requests.erase(open);

    PartialPiece *piece = partial(block.piece);
    if (piece == nullptr || piece->blocks[block.block].received) {
        m_wasted += bytes;
        fill(remote);
        return;
    }
    PartialPiece::Block &slot = piece->blocks[block.block];
    if (slot.askers > (wasOpen ? 1 : 0))
        cancelOthers(remote, block);
    if (slot.askers == 0)
        --piece->free;
    slot.received = true;
    slot.askers = 0;
    slot.sender = {remote.id, remote.endpoint};
    if (++piece->received == piece->blocks.size()) {
        piece->checking = true;
        m_state.emit(Verify{block.piece});
    }
    fill(remote);
}

void Downloads::cancelOthers(const RemotePeer &sender, base::BlockRef block)
{
    for (const auto &other : m_state.links) {
        if (other->link == sender.link)
            continue;
        const auto open = std::ranges::find_if(other->requests, ofBlock(block));
        if (open == other->requests.end())
            continue;
        other->requests.erase(open);
        withdraw(*other, block);
    }
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
    if (block && std::erase(remote.withdrawn, *block) > 0) {
        remote.lastBlock = m_state.now;
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
        if (PartialPiece *piece = partial(oldest.piece))
            piece->unask(oldest.block);
    }
    if (++remote.badBlocks >= maxBadBlocks)
        m_state.hangup(remote, CloseReason::BadBlocks);
}

void Downloads::pieceChecked(const PieceChecked &event)
{
    PartialPiece *piece = partial(event.piece);
    if (piece == nullptr)
        return;
    if (!event.good) {
        const std::vector<Sender> senders = piece->senders();
        m_wasted += m_state.geometry.lengthOf(event.piece);
        std::vector<Sender> distinct = senders;
        std::ranges::sort(distinct);
        distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
        m_state.note({}, CorruptPiece{event.piece, static_cast<std::uint32_t>(distinct.size())});
        forget(event.piece);
        m_availability.setWanted(event.piece, true);
        ban(m_suspicion.pieceFailed(event.piece, senders));
        fillAll();
        return;
    }
    forget(event.piece);
    m_state.have.add(event.piece);
    ban(m_suspicion.piecePassed(event.piece, event.corrected));
    for (const auto &remote : m_state.links) {
        m_state.send(*remote, wire::Have{base::toNumber(event.piece)});
        if (remote->amInterested)
            updateInterest(*remote);
    }
    if (m_state.have.all())
        m_state.emit(Completed{});
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

// -- what went wrong -------------------------------------------------------------------------

void Downloads::releaseAll(RemotePeer &remote)
{
    for (const auto &open : remote.requests) {
        if (PartialPiece *piece = partial(open.block.piece))
            piece->unask(open.block.block);
    }
    remote.requests.clear();
}

void Downloads::timeOut(RemotePeer &remote)
{
    // An old request is overdue when nothing at all came for long, or when later ones were
    // answered.
    const base::Time limit = m_state.now - requestTimeout;
    const bool silent = remote.lastBlock < limit;
    std::vector<base::BlockRef> overdue;
    for (const auto &open : remote.requests) {
        if (open.sentAt < limit && (silent || remote.lastBlock > open.sentAt + requestTimeout))
            overdue.push_back(open.block);
    }
    if (overdue.empty())
        return;
    for (const base::BlockRef block : overdue) {
        std::erase_if(remote.requests, ofBlock(block));
        if (PartialPiece *piece = partial(block.piece)) {
            piece->unask(block.block);
            if (piece->owner == remote.link && !piece->solo)
                piece->owner = base::LinkId{};
        }
        withdraw(remote, block);
    }
    remote.depth = RequestPipeline::minimum;
    m_state.note(remote.link, RequestTimeout{static_cast<std::uint32_t>(overdue.size())});
}

void Downloads::round()
{
    if (!m_storageFault.empty())
        m_state.emit(ProbeStorage{});
    std::vector<RemotePeer *> late;
    for (const auto &remote : m_state.links) {
        if (remote->requests.empty())
            continue;
        if (m_state.now - remote->lastBlock > snubTime)
            remote->snubbed = true;
        const std::size_t before = remote->requests.size();
        timeOut(*remote);
        if (remote->requests.size() < before)
            late.push_back(remote.get());
    }
    // The others are asked before those who did not answer.
    for (const auto &remote : m_state.links) {
        if (std::ranges::find(late, remote.get()) == late.end())
            fill(*remote);
    }
    for (RemotePeer *remote : late)
        fill(*remote);
}

void Downloads::piecesLost(const std::vector<base::PieceIndex> &pieces)
{
    for (const base::PieceIndex piece : pieces) {
        if (m_state.have.remove(piece))
            m_availability.setWanted(piece, true);
    }
    // The protocol cannot take a Have back: links start over with what is left.
    for (const auto &remote : m_state.links)
        m_state.hangup(*remote, CloseReason::ContentChanged);
}

void Downloads::piecesFound(const std::vector<base::PieceIndex> &pieces)
{
    for (const base::PieceIndex piece : pieces) {
        if (!m_state.have.add(piece))
            continue;
        m_availability.setWanted(piece, false);
        forget(piece);
        for (const auto &remote : m_state.links)
            m_state.send(*remote, wire::Have{base::toNumber(piece)});
    }
    for (const auto &remote : m_state.links)
        updateInterest(*remote);
}

void Downloads::storageFailed(const std::string &why)
{
    const bool first = m_storageFault.empty();
    m_storageFault = why;
    if (!first)
        return;
    for (const auto &remote : m_state.links) {
        for (const auto &open : remote->requests)
            withdraw(*remote, open.block);
        remote->requests.clear();
        updateInterest(*remote);
    }
    // Blocks handed over may not be on disk: their pieces start afresh.
    for (const PartialPiece &piece : m_partials)
        m_availability.setWanted(piece.piece, true);
    m_partials.clear();
}

void Downloads::storageRecovered()
{
    if (m_storageFault.empty())
        return;
    m_storageFault.clear();
    for (const auto &remote : m_state.links) {
        updateInterest(*remote);
        fill(*remote);
    }
}

} // namespace swarm
