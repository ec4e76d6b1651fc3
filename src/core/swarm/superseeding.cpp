#include "core/swarm/superseeding.h"

#include <algorithm>
#include <optional>

namespace swarm {

SuperSeeding::SuperSeeding(PeerState &state)
    : m_state(state)
    , m_copies(state.geometry.pieceCount())
{
}

const SuperSeeding::Shown *SuperSeeding::find(base::LinkId link) const
{
    const auto at = std::ranges::find(m_shown, link, &Shown::link);
    return at == m_shown.end() ? nullptr : &*at;
}

SuperSeeding::Shown &SuperSeeding::shownTo(base::LinkId link)
{
    const auto at = std::ranges::find(m_shown, link, &Shown::link);
    if (at != m_shown.end())
        return *at;
    return m_shown.emplace_back(Shown{link, wire::Bitfield(m_state.geometry.pieceCount()), {}, {}});
}

bool SuperSeeding::shows(const RemotePeer &remote, base::PieceIndex piece) const
{
    const Shown *shown = find(remote.link);
    return shown != nullptr && shown->pieces.has(piece);
}

void SuperSeeding::remoteToldPieces(const RemotePeer &remote)
{
    const Shown &shown = shownTo(remote.link);
    for (std::uint32_t number = 0; number < m_copies.size(); ++number) {
        const base::PieceIndex piece{number};
        if (remote.pieces.has(piece) && !shown.pieces.has(piece))
            ++m_copies[number];
    }
    for (Shown &other : m_shown)
        revealWhenDue(other);
}

void SuperSeeding::remoteGotPiece(const RemotePeer &remote, base::PieceIndex piece)
{
    Shown &own = shownTo(remote.link);
    if (!own.pieces.has(piece))
        ++m_copies[base::toNumber(piece)];
    else if (own.last == piece)
        own.lastCame = m_state.now;
    for (Shown &shown : m_shown) {
        if (shown.last == piece)
            revealWhenDue(shown);
    }
}

void SuperSeeding::linkGone(const RemotePeer &remote)
{
    const auto at = std::ranges::find(m_shown, remote.link, &Shown::link);
    if (at == m_shown.end())
        return;
    for (std::uint32_t number = 0; number < m_copies.size(); ++number) {
        const base::PieceIndex piece{number};
        if (remote.pieces.has(piece) || at->pieces.has(piece))
            --m_copies[number];
    }
    m_shown.erase(at);
    for (Shown &shown : m_shown)
        revealWhenDue(shown);
}

void SuperSeeding::round()
{
    for (const auto &remote : m_state.links) {
        if (!remote->closing)
            revealWhenDue(shownTo(remote->link));
    }
}

/// Whether another link has the last piece that this one was shown.
bool SuperSeeding::isElsewhere(const Shown &shown) const
{
    return std::ranges::any_of(m_state.links, [&](const auto &other) {
        return other->link != shown.link && other->pieces.has(shown.last);
    });
}

void SuperSeeding::revealWhenDue(Shown &shown)
{
    const RemotePeer *remote = m_state.find(shown.link);
    if (remote == nullptr || remote->closing)
        return;
    if (shown.pieces.none()) {
        reveal(shown, *remote, false);
        return;
    }
    if (!remote->pieces.has(shown.last))
        return;
    const bool confirmed = isElsewhere(shown);
    if (confirmed || m_shown.size() == 1 || m_state.now - shown.lastCame >= patience)
        reveal(shown, *remote, confirmed);
}

/// Shows the piece with the fewest copies that the link lacks; among equals any.
void SuperSeeding::reveal(Shown &shown, const RemotePeer &remote, bool confirmed)
{
    std::optional<base::PieceIndex> rarest;
    const auto count = static_cast<std::uint32_t>(m_copies.size());
    const auto start = static_cast<std::uint32_t>(m_state.rng.below(count));
    for (std::uint32_t i = 0; i < count; ++i) {
        const base::PieceIndex piece{(start + i) % count};
        if (remote.pieces.has(piece) || shown.pieces.has(piece))
            continue;
        if (!rarest || m_copies[base::toNumber(piece)] < m_copies[base::toNumber(*rarest)])
            rarest = piece;
    }
    if (!rarest)
        return;
    shown.pieces.add(*rarest);
    shown.last = *rarest;
    shown.lastCame = m_state.now;
    ++m_copies[base::toNumber(*rarest)];
    m_state.send(remote, wire::Have{base::toNumber(*rarest)});
    m_state.note(shown.link, RevealReason{*rarest, m_copies[base::toNumber(*rarest)], confirmed});
}

} // namespace swarm
