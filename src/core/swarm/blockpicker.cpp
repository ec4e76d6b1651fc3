#include "core/swarm/blockpicker.h"

#include "core/swarm/policycatalog.h"

#include <algorithm>

namespace swarm {

namespace {

/// Links that may be asked for one block at once in end game.
constexpr std::uint8_t maxAskers = 3;
/// A link with fewer open requests than this joins the end game.
constexpr std::size_t endGameBelow = 2;
/// Pieces that a remote may have started at once before it is proven, so that a liar spoils few
/// (item 39).
constexpr std::ptrdiff_t unprovenPieces = 2;

} // namespace

BlockPicker::BlockPicker(PeerState &state)
    : m_state(state)
    , m_availability(state.geometry.pieceCount(), state.rng.fork(1))
    , m_picker(makePicker(state.config.picker))
{
    for (std::uint32_t i = 0; i < state.have.size(); ++i) {
        if (state.have.has(base::PieceIndex{i}))
            m_availability.setWanted(base::PieceIndex{i}, false);
    }
}

const PartialPiece *BlockPicker::find(base::PieceIndex piece) const
{
    const auto at = std::ranges::find(m_partials, piece, &PartialPiece::piece);
    return at == m_partials.end() ? nullptr : &*at;
}

PartialPiece *BlockPicker::find(base::PieceIndex piece)
{
    return const_cast<PartialPiece *>(std::as_const(*this).find(piece));
}

// -- which block next ------------------------------------------------------------------------

std::optional<base::BlockRef> BlockPicker::next(const RemotePeer &remote)
{
    PartialPiece *chosen = nullptr;
    PartialPiece *last = nullptr; // what others should rather be asked for (items 39, 41)
    for (PartialPiece &piece : m_partials) {
        if (piece.free == 0 || !remote.pieces.has(piece.piece) || !remote.servesUs(piece.piece))
            continue;
        if (piece.owner == remote.link)
            return base::BlockRef{piece.piece, *piece.firstFree()};
        const bool open = !piece.solo || piece.owner == base::LinkId{};
        if (!open)
            continue;
        const bool mixes = !remote.proven && piece.owner != base::LinkId{};
        const bool owes = remote.wasAskedFor({piece.piece, *piece.firstFree()});
        PartialPiece *&place = mixes || owes ? last : chosen;
        if (place == nullptr)
            place = &piece;
    }
    const bool waits = !remote.proven
        && std::ranges::count(m_partials, remote.link, &PartialPiece::owner) >= unprovenPieces;
    if (chosen != nullptr && !waits && !remote.peerChoking
        && m_picker->outweighs(inputFor(remote), chosen->piece))
        chosen = nullptr;
    if (chosen == nullptr && waits)
        return endGame(remote);
    if (chosen == nullptr)
        chosen = start(remote);
    if (chosen == nullptr)
        chosen = last;
    if (chosen == nullptr)
        return endGame(remote);
    if (chosen->owner == base::LinkId{})
        chosen->owner = remote.link;
    return base::BlockRef{chosen->piece, *chosen->firstFree()};
}

PickInput BlockPicker::inputFor(const RemotePeer &remote) const
{
    return {m_availability, remote.pieces, m_state.have.count(), remote.link, &m_state.links};
}

PartialPiece *BlockPicker::start(const RemotePeer &remote)
{
    std::optional<PickReason> pick;
    if (remote.peerChoking) {
        for (const base::PieceIndex piece : remote.allowedFast) {
            if (m_availability.isWanted(piece) && remote.pieces.has(piece))
                pick = PickReason{piece, PickKind::RandomFirst, m_availability.copies(piece), 1};
        }
    } else if (!m_availability.byRarity().empty()) {
        pick = m_picker->next(inputFor(remote), m_state.rng);
    }
    if (!pick)
        return nullptr;
    m_state.note(remote.link, *pick);
    m_availability.setWanted(pick->piece, false);
    m_partials.emplace_back(pick->piece, m_state.geometry.blocksIn(pick->piece), remote.link);
    m_partials.back().solo = std::ranges::find(m_tainted, pick->piece) != m_tainted.end();
    return &m_partials.back();
}

std::optional<base::BlockRef> BlockPicker::endGame(const RemotePeer &remote) const
{
    if (!m_state.config.endGame || !m_availability.byRarity().empty()
        || remote.requests.size() >= endGameBelow)
        return std::nullopt;
    for (const PartialPiece &piece : m_partials) {
        if (piece.solo || piece.free > 0 || piece.received == piece.blocks.size()
            || !remote.pieces.has(piece.piece) || !remote.servesUs(piece.piece))
            continue;
        // From the end: the block that its asker will come to last.
        for (auto i = static_cast<std::uint32_t>(piece.blocks.size()); i-- > 0;) {
            const PartialPiece::Block &block = piece.blocks[i];
            const base::BlockRef which{piece.piece, i};
            if (!block.received && block.askers < maxAskers && !remote.isAskedFor(which))
                return which;
        }
    }
    return std::nullopt;
}

// -- what became of it -----------------------------------------------------------------------

void BlockPicker::asked(base::BlockRef block)
{
    find(block.piece)->ask(block.block);
}

void BlockPicker::unasked(base::BlockRef block)
{
    if (PartialPiece *piece = find(block.piece))
        piece->unask(block.block);
}

void BlockPicker::givenUp(base::BlockRef block, base::LinkId link)
{
    PartialPiece *piece = find(block.piece);
    if (piece == nullptr)
        return;
    piece->unask(block.block);
    if (piece->owner != link)
        return;
    if (piece->solo)
        restart(block.piece, true);
    else
        piece->owner = base::LinkId{};
}

BlockPicker::Arrival BlockPicker::arrived(base::BlockRef block,
                                          const PartialPiece::Contributor &from)
{
    PartialPiece *piece = find(block.piece);
    if (piece == nullptr || piece->blocks[block.block].received)
        return Arrival::Useless;
    return piece->receive(block.block, from) ? Arrival::CompletesPiece : Arrival::Useful;
}

std::uint32_t BlockPicker::askers(base::BlockRef block) const
{
    const PartialPiece *piece = find(block.piece);
    return piece == nullptr ? 0 : piece->blocks[block.block].askers;
}

bool BlockPicker::wantsFrom(base::BlockRef block, base::LinkId link) const
{
    const PartialPiece *piece = find(block.piece);
    return piece != nullptr && !piece->blocks[block.block].received
        && (!piece->solo || piece->owner == link);
}

std::vector<Sender> BlockPicker::senders(base::PieceIndex piece) const
{
    const PartialPiece *partial = find(piece);
    return partial == nullptr ? std::vector<Sender>{} : partial->senders();
}

std::vector<base::LinkId> BlockPicker::sendingLinks(base::PieceIndex piece) const
{
    std::vector<base::LinkId> links;
    if (const PartialPiece *partial = find(piece))
        std::ranges::transform(partial->contributors, std::back_inserter(links),
                               &PartialPiece::Contributor::link);
    std::ranges::sort(links);
    return links;
}

void BlockPicker::finish(base::PieceIndex piece)
{
    std::erase_if(m_partials, [piece](const PartialPiece &p) { return p.piece == piece; });
    std::erase(m_tainted, piece);
}

void BlockPicker::restart(base::PieceIndex piece, bool tainted)
{
    finish(piece);
    m_availability.setWanted(piece, true);
    if (tainted)
        m_tainted.push_back(piece);
}

void BlockPicker::restartAll()
{
    for (const PartialPiece &piece : m_partials)
        m_availability.setWanted(piece.piece, true);
    m_partials.clear();
}

void BlockPicker::found(base::PieceIndex piece)
{
    finish(piece);
    m_availability.setWanted(piece, false);
}

void BlockPicker::linkGone(const RemotePeer &remote)
{
    if (remote.toldPieces)
        m_availability.removeAll(remote.pieces);
    const auto owned = [&](const PartialPiece &piece) { return piece.owner == remote.link; };
    restartSolo(owned);
    for (PartialPiece &piece : m_partials) {
        if (owned(piece))
            piece.owner = base::LinkId{};
    }
}

void BlockPicker::stopsServing(base::LinkId link)
{
    restartSolo([link](const PartialPiece &piece) {
        return piece.owner == link && piece.free + piece.received == piece.blocks.size();
    });
}

/// What a single sender was to send starts afresh with another one.
template <typename Condition> void BlockPicker::restartSolo(Condition condition)
{
    std::vector<base::PieceIndex> unfinished;
    for (const PartialPiece &piece : m_partials) {
        if (piece.solo && piece.received < piece.blocks.size() && condition(piece))
            unfinished.push_back(piece.piece);
    }
    for (const base::PieceIndex piece : unfinished)
        restart(piece, true);
}

bool BlockPicker::isWhole(base::PieceIndex piece) const
{
    const PartialPiece *partial = find(piece);
    return partial != nullptr && partial->received == partial->blocks.size();
}

} // namespace swarm
