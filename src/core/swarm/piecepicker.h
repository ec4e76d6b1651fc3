#pragma once

#include "core/base/rng.h"
#include "core/swarm/availability.h"
#include "core/swarm/linktable.h"
#include "core/swarm/reason.h"
#include "core/wire/bitfield.h"

#include <memory>
#include <optional>

namespace swarm {

/// What a picker may look at when it is asked for the next piece to start.
struct PickInput {
    const Availability &availability; ///< whose order holds exactly the pieces to choose from
    const wire::Bitfield &offered; ///< what the remote has
    std::uint32_t completed = 0; ///< pieces this peer has
    base::LinkId from{}; ///< whom the piece would be asked of
    const LinkTable *links = nullptr; ///< everybody who may be asked; null = `from` alone
};

/// Chooses which piece to start next with a remote. Strict priority (blocks of started pieces come
/// first) and end game are not its concern; see Downloads. One instance a peer.
class PiecePicker
{
public:
    virtual ~PiecePicker() = default;
    /// The choice with its reason; nothing when the remote has no piece that is still to be
    /// started.
    virtual std::optional<PickReason> next(const PickInput &input, base::Rng &rng) = 0;
    /// Whether a new piece of the remote is worth more than helping with one that another link
    /// started: an exception to strict priority.
    [[nodiscard]] virtual bool outweighs(const PickInput & /*input*/,
                                         base::PieceIndex /*started*/) const
    {
        return false;
    }
    /// Whether one link's last piece makes it another one's turn: then a piece that was completed
    /// has all links asked anew.
    [[nodiscard]] virtual bool takesTurns() const { return false; }
};

/// Rarest first with a random first piece (Cohen 2003).
std::unique_ptr<PiecePicker> makeRarestFirst();
/// Any piece, uniformly.
std::unique_ptr<PiecePicker> makeRandomPicker();
/// The lowest number first.
std::unique_ptr<PiecePicker> makeSequentialPicker();
/// The user of "Bit-Torrent in Erlang" (2008): it asks the listed peers one after the other, in the
/// order of their links, for all they have that it lacks, the lowest number first; then the seeds.
/// Passed over are links that choke us or are snubbed. (The thesis's user goes on to the next
/// listed one too when one is busy.)
std::unique_ptr<PiecePicker> makeThesisPicker();

} // namespace swarm
