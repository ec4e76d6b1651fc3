#pragma once

#include "core/swarm/peerstate.h"

#include <cstdint>
#include <vector>

namespace swarm {

/// What a super-seed shows to whom (BEP 16): a link sees one piece, and the next one when it has
/// that and another link has it too, so that nearly every piece leaves the seed only once.
///
/// A link whose piece nobody else shows gets the next one after `patience`; the only link there is
/// gets it at once. So neither a single leecher nor one that passes nothing on stops the swarm.
///
/// Told what the links have; sends the Have messages itself, each with a RevealReason.
class SuperSeeding
{
public:
    static constexpr base::Duration patience = std::chrono::seconds(30);

    explicit SuperSeeding(PeerState &state);

    /// Its availability message came.
    void remoteToldPieces(const RemotePeer &remote);
    /// It has one piece more than it told before.
    void remoteGotPiece(const RemotePeer &remote, base::PieceIndex piece);
    void linkGone(const RemotePeer &remote);
    /// Every 10 s: links that told nothing see their first piece, those that waited the next.
    void round();

    /// Whether that link may ask for the piece.
    [[nodiscard]] bool shows(const RemotePeer &remote, base::PieceIndex piece) const;

private:
    /// What one link was shown.
    struct Shown {
        base::LinkId link{};
        wire::Bitfield pieces;
        base::PieceIndex last{};
        base::Time lastCame{}; ///< when the link had `last`, once it has it
    };

    [[nodiscard]] const Shown *find(base::LinkId link) const;
    Shown &shownTo(base::LinkId link);
    [[nodiscard]] bool isElsewhere(const Shown &shown) const;
    void revealWhenDue(Shown &shown);
    void reveal(Shown &shown, const RemotePeer &remote, bool confirmed);

    PeerState &m_state;
    std::vector<Shown> m_shown; ///< in the order of the links' coming
    /// Of each piece: links that have it, and links that were shown it and do not have it yet.
    std::vector<std::uint32_t> m_copies;
};

} // namespace swarm
