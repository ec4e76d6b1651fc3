#pragma once

#include "core/base/ids.h"
#include "core/base/rng.h"
#include "core/wire/bitfield.h"

#include <cstdint>
#include <span>
#include <vector>

namespace swarm {

/// Counts the copies of each piece among linked peers and keeps the pieces still to be started
/// ordered by that count, in O(1) a change.
///
/// Invariant: m_order holds every wanted piece once, grouped by count from rare to common, each
/// group shuffled as it forms; m_groupEnd[c] is the end of the group of count c. A remote that has
/// everything is counted once for all (`everywhere`), so a seed's coming costs nothing.
class Availability
{
public:
    /// All pieces wanted, none seen. `rng` decides ties.
    Availability(std::uint32_t pieceCount, base::Rng rng);

    void addCopy(base::PieceIndex piece);
    void removeCopy(base::PieceIndex piece);
    /// A whole remote at once.
    void addAll(const wire::Bitfield &pieces);
    void removeAll(const wire::Bitfield &pieces);

    /// Hints that a copy of that piece will come or go.
    void prefetch(base::PieceIndex piece) const
    {
        __builtin_prefetch(&m_count[base::toNumber(piece)]);
        __builtin_prefetch(&m_position[base::toNumber(piece)]);
    }

    /// Starts over with these counts of wanted pieces, which `wanted` tells as Bitfield::words()
    /// does; what it says of other pieces is void. Takes O(pieces).
    void assign(std::span<const std::uint16_t> counts, std::span<const std::uint64_t> wanted);

    /// Takes a piece out of the order (started or had) or puts it back.
    void setWanted(base::PieceIndex piece, bool wanted);
    [[nodiscard]] bool isWanted(base::PieceIndex piece) const
    {
        return m_position[base::toNumber(piece)] != notOrdered;
    }

    /// Copies among linked peers.
    [[nodiscard]] std::uint32_t copies(base::PieceIndex piece) const
    {
        return m_count[base::toNumber(piece)] + m_everywhere;
    }
    /// Wanted pieces, rarest first.
    [[nodiscard]] const std::vector<std::uint32_t> &byRarity() const { return m_order; }
    /// Wanted pieces with as many copies as this one.
    [[nodiscard]] std::uint32_t ties(base::PieceIndex piece) const;
    [[nodiscard]] std::uint32_t pieceCount() const
    {
        return static_cast<std::uint32_t>(m_count.size());
    }

private:
    static constexpr std::uint32_t notOrdered = 0xffffffff;

    void place(std::uint32_t piece, std::uint32_t at);
    void swapPlaces(std::uint32_t a, std::uint32_t b);
    void moveUp(std::uint32_t piece);
    void moveDown(std::uint32_t piece);
    [[nodiscard]] std::uint32_t groupBegin(std::uint32_t count) const
    {
        return count == 0 ? 0 : m_groupEnd[count - 1];
    }

    base::Rng m_rng;
    std::vector<std::uint16_t> m_count;
    std::vector<std::uint32_t> m_order;
    std::vector<std::uint32_t> m_position; ///< of each piece in m_order
    std::vector<std::uint32_t> m_groupEnd; ///< by count
    std::uint32_t m_everywhere = 0;
};

} // namespace swarm
