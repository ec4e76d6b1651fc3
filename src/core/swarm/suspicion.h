#pragma once

#include "core/base/endpoint.h"
#include "core/base/ids.h"

#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace swarm {

/// Who a sender of blocks is, also after its link is gone.
struct Sender {
    base::PeerId id;
    base::Endpoint endpoint;
    auto operator<=>(const Sender &) const = default;
};

/// Finds out who sends false bytes, and who is to be banned (items 39, 40).
///
/// A piece that fails with one sender proves that sender wrong. With several, who sent which block
/// is kept until the piece passes: the blocks that then differ name the liars, honest
/// co-contributors stay clean. Three proven pieces ban; one flipped bit never does.
class Suspicion
{
public:
    static constexpr std::uint32_t strikesToBan = 3;

    /// A piece failed; `senders` has one entry a block. Returns who has just become banned.
    std::vector<Sender> pieceFailed(base::PieceIndex piece, const std::vector<Sender> &senders);
    /// It passed after a failure; `corrected` are the blocks whose bytes were others before.
    std::vector<Sender> piecePassed(base::PieceIndex piece,
                                    const std::vector<std::uint32_t> &corrected);
    /// Whether the piece failed before: it should come from one sender this time.
    [[nodiscard]] bool isTainted(base::PieceIndex piece) const
    {
        return m_attempts.contains(piece);
    }

    /// By peer id and listening address; by address alone when it is not this machine's own (a
    /// lab's peers share one). A sender whose id is not known yet is judged by its address.
    [[nodiscard]] bool isBanned(const Sender &sender) const;

private:
    void strike(const Sender &sender, std::vector<Sender> &banned);

    std::map<base::PieceIndex, std::vector<Sender>> m_attempts;
    std::map<Sender, std::uint32_t> m_strikes; ///< their ports are 0
    std::set<base::PeerId> m_bannedIds;
    std::set<base::Endpoint> m_bannedEndpoints; ///< port 0 = every port of that address
};

} // namespace swarm
