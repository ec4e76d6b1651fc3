#pragma once

#include "core/swarm/availability.h"
#include "core/swarm/partialpiece.h"
#include "core/swarm/peerstate.h"
#include "core/swarm/piecepicker.h"

#include <memory>
#include <optional>
#include <vector>

namespace swarm {

/// Knows the state of every piece that is not had, and answers one question: which block to ask of
/// a remote next.
///
/// Invariant: a piece is had (not known here), started (partial()) or wanted (in the order of
/// availability()). Strict priority: blocks of started pieces before new ones, the asking link's
/// own first, so that a piece mostly comes from one sender; a piece that failed before comes from
/// one sender only. End game when no block is free, unless it is off: an idle link asks for a block
/// that another one owes (Cohen 2003).
class BlockPicker
{
public:
    explicit BlockPicker(PeerState &state);

    /// The next block to ask of that remote, with the reason noted when it starts a piece.
    std::optional<base::BlockRef> next(const RemotePeer &remote);
    /// It is asked of a link.
    void asked(base::BlockRef block);
    /// It is not asked of a link that goes any more.
    void unasked(base::BlockRef block);
    /// A link did not answer in time or refused it: its piece is anybody's now.
    void givenUp(base::BlockRef block, base::LinkId link);
    /// A link chokes us: what it alone was to send and is not asked for goes to another.
    void stopsServing(base::LinkId link);
    /// Its bytes came. What that means for the rest:
    enum class Arrival {
        Useless, ///< it was there already, or its piece is
        Useful,
        CompletesPiece, ///< all blocks of its piece are there: verify it
    };
    Arrival arrived(base::BlockRef block, const PartialPiece::Contributor &from);
    /// How many links were asked for it and did not answer.
    [[nodiscard]] std::uint32_t askers(base::BlockRef block) const;
    /// Whether its bytes are still of use, from that link.
    [[nodiscard]] bool wantsFrom(base::BlockRef block, base::LinkId link) const;

    /// Who sent the blocks of a piece that was verified, one entry a block; empty when it is not
    /// known.
    [[nodiscard]] std::vector<Sender> senders(base::PieceIndex piece) const;
    /// The links that blocks of a started piece came by, in their order.
    [[nodiscard]] std::vector<base::LinkId> sendingLinks(base::PieceIndex piece) const;
    /// A started piece is had now.
    void finish(base::PieceIndex piece);
    /// A piece is to be downloaded afresh; from one sender when it is `tainted`.
    void restart(base::PieceIndex piece, bool tainted);
    /// Every started piece afresh.
    void restartAll();
    /// A piece turned up without being downloaded.
    void found(base::PieceIndex piece);
    void linkGone(const RemotePeer &remote);

    /// Whether a piece that is had makes it another link's turn to be asked.
    [[nodiscard]] bool takesTurns() const { return m_picker->takesTurns(); }
    [[nodiscard]] Availability &availability() { return m_availability; }
    [[nodiscard]] const Availability &availability() const { return m_availability; }
    [[nodiscard]] bool isStarted(base::PieceIndex piece) const { return find(piece) != nullptr; }
    /// Whether it is started and all its blocks are there.
    [[nodiscard]] bool isWhole(base::PieceIndex piece) const;

private:
    const PartialPiece *find(base::PieceIndex piece) const;
    PartialPiece *find(base::PieceIndex piece);
    [[nodiscard]] PickInput inputFor(const RemotePeer &remote) const;
    PartialPiece *start(const RemotePeer &remote);
    std::optional<base::BlockRef> endGame(const RemotePeer &remote) const;
    template <typename Condition> void restartSolo(Condition condition);

    PeerState &m_state;
    Availability m_availability;
    std::unique_ptr<PiecePicker> m_picker;
    std::vector<PartialPiece> m_partials; ///< in the order they were started
    std::vector<base::PieceIndex> m_tainted; ///< to come from one sender
};

} // namespace swarm
