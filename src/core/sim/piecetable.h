#pragma once

#include "core/base/ids.h"
#include "core/sim/occasion.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sim {

/// A set of pieces for each peer of a world, one bit a piece, all in one piece of memory: what a
/// neighbour has is read where it lies.
class PieceTable
{
public:
    explicit PieceTable(std::uint32_t pieces)
        : m_words((pieces + 63) / 64)
        , m_last(pieces % 64 == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << (pieces % 64)) - 1)
    {
    }

    /// One more peer, with an empty set; it has the next number.
    void addPeer() { m_bits.resize(m_bits.size() + m_words, 0); }
    /// Words a peer.
    [[nodiscard]] std::uint32_t words() const { return m_words; }
    /// The bits of word `word` that stand for pieces: the last one may have spare ones.
    [[nodiscard]] std::uint64_t valid(std::uint32_t word) const
    {
        return word + 1 == m_words ? m_last : ~std::uint64_t{0};
    }
    /// Its pieces, as wire::Bitfield::words() has them.
    [[nodiscard]] std::span<const std::uint64_t> of(PeerIndex peer) const
    {
        return {m_bits.data() + std::size_t{toNumber(peer)} * m_words, m_words};
    }
    void add(PeerIndex peer, base::PieceIndex piece) { word(peer, piece) |= bit(piece); }
    void remove(PeerIndex peer, base::PieceIndex piece) { word(peer, piece) &= ~bit(piece); }
    /// Gives it all pieces.
    void fill(PeerIndex peer)
    {
        for (std::uint32_t i = 0; i < m_words; ++i)
            m_bits[std::size_t{toNumber(peer)} * m_words + i] = valid(i);
    }
    /// Whether `other` has a piece that `peer` lacks.
    [[nodiscard]] bool lacksSomethingOf(PeerIndex peer, PeerIndex other) const
    {
        const auto own = of(peer);
        const auto theirs = of(other);
        for (std::uint32_t i = 0; i < m_words; ++i) {
            if ((theirs[i] & ~own[i]) != 0)
                return true;
        }
        return false;
    }

private:
    static std::uint64_t bit(base::PieceIndex piece)
    {
        return std::uint64_t{1} << (base::toNumber(piece) % 64);
    }
    std::uint64_t &word(PeerIndex peer, base::PieceIndex piece)
    {
        return m_bits[std::size_t{toNumber(peer)} * m_words + base::toNumber(piece) / 64];
    }

    std::uint32_t m_words;
    std::uint64_t m_last; ///< the pieces of the last word
    std::vector<std::uint64_t> m_bits;
};

} // namespace sim
