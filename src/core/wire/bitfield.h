#pragma once

#include "core/base/bytes.h"
#include "core/base/ids.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wire {

/// A set of pieces with its count. On the wire (BEP 3) the high bit of byte 0 is piece 0 and spare
/// bits are 0; in memory it is 64-bit words with piece 0 in the lowest bit.
class Bitfield
{
public:
    Bitfield() = default;
    explicit Bitfield(std::uint32_t size, bool full = false);

    /// Reads the wire form for `size` pieces; nothing when its length is wrong or a spare bit is
    /// set.
    static std::optional<Bitfield> fromWire(base::ByteView bytes, std::uint32_t size);
    /// The wire form, ceil(size / 8) bytes.
    [[nodiscard]] base::Bytes toWire() const;

    [[nodiscard]] std::uint32_t size() const { return m_size; }
    [[nodiscard]] std::uint32_t count() const { return m_count; }
    [[nodiscard]] bool all() const { return m_count == m_size; }
    [[nodiscard]] bool none() const { return m_count == 0; }
    [[nodiscard]] bool has(base::PieceIndex piece) const
    {
        const auto n = base::toNumber(piece);
        return (m_words[n / 64] >> (n % 64)) & 1;
    }
    /// Becomes the set that words() of another one of its size told.
    void assign(std::span<const std::uint64_t> words);
    /// Adds a piece; false when it was there already.
    bool add(base::PieceIndex piece);
    /// Takes a piece out; false when it was not there.
    bool remove(base::PieceIndex piece);
    /// Whether `other` has a piece that this one lacks. Both must be of one size.
    [[nodiscard]] bool lacksSomethingOf(const Bitfield &other) const;
    [[nodiscard]] const std::vector<std::uint64_t> &words() const { return m_words; }

    bool operator==(const Bitfield &) const = default;

private:
    std::vector<std::uint64_t> m_words;
    std::uint32_t m_size = 0;
    std::uint32_t m_count = 0;
};

} // namespace wire
