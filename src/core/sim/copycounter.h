#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace sim {

/// Counts in how many sets each piece is, 64 pieces at a time: the counters of the pieces of a word
/// lie across words, bit k of all of them in the k-th one, and adders of words add to them.
class CopyCounter
{
public:
    /// For sets of so many words.
    explicit CopyCounter(std::uint32_t words)
        : m_none(words, 0)
        , m_counters(words)
    {
    }

    /// Begins a new count.
    void clear() { m_sets.clear(); }
    /// One set more, which must stay where it is until count(); up to 2^16 - 1 may be.
    void add(std::span<const std::uint64_t> set) { m_sets.push_back(set.data()); }
    /// Counts the sets that were added.
    void count()
    {
        m_bits = static_cast<std::size_t>(std::bit_width(m_sets.size()));
        while (m_sets.size() % 3 != 0)
            m_sets.push_back(m_none.data());
        for (std::size_t word = 0; word < m_counters.size(); ++word) {
            m_counters[word] = {};
            for (std::size_t i = 0; i < m_sets.size(); i += 3)
                addThree(m_counters[word], m_sets[i][word], m_sets[i + 1][word],
                         m_sets[i + 2][word]);
        }
    }
    /// Sets with that piece.
    [[nodiscard]] std::uint16_t of(std::uint32_t piece) const
    {
        const Counters &counters = m_counters[piece / 64];
        std::uint64_t count = 0;
        for (std::size_t bit = 0; bit < m_bits; ++bit)
            count |= ((counters[bit] >> (piece % 64)) & 1U) << bit;
        return static_cast<std::uint16_t>(count);
    }

private:
    using Counters = std::array<std::uint64_t, 16>; ///< of 64 pieces, by bit

    /// A full adder of three makes a sum and a carry, which two more adders and a chain take in.
    void addThree(Counters &counters, std::uint64_t a, std::uint64_t b, std::uint64_t c) const
    {
        const std::uint64_t ones = a ^ b ^ c;
        const std::uint64_t twos = (a & b) | (c & (a ^ b));
        std::uint64_t carry = counters[0] & ones;
        counters[0] ^= ones;
        const std::uint64_t before = counters[1];
        counters[1] = before ^ twos ^ carry;
        carry = (before & twos) | (carry & (before ^ twos));
        for (std::size_t bit = 2; bit < m_bits; ++bit) {
            const std::uint64_t next = counters[bit] & carry;
            counters[bit] ^= carry;
            carry = next;
        }
    }

    std::vector<std::uint64_t> m_none; ///< the empty set
    std::vector<const std::uint64_t *> m_sets;
    std::size_t m_bits = 0; ///< of a counter
    std::vector<Counters> m_counters;
};

} // namespace sim
