#include "core/wire/bitfield.h"

#include <bit>

namespace wire {

Bitfield::Bitfield(std::uint32_t size, bool full)
    : m_words((size + 63) / 64, full ? ~std::uint64_t{0} : 0)
    , m_size(size)
    , m_count(full ? size : 0)
{
    if (full && size % 64 != 0)
        m_words.back() = (std::uint64_t{1} << (size % 64)) - 1;
}

std::optional<Bitfield> Bitfield::fromWire(base::ByteView bytes, std::uint32_t size)
{
    if (bytes.size() != (size + 7) / 8)
        return std::nullopt;
    if (size % 8 != 0 && (bytes.back() & (0xff >> (size % 8))) != 0)
        return std::nullopt;
    Bitfield field(size);
    for (std::uint32_t i = 0; i < size; ++i) {
        if (bytes[i / 8] & (0x80 >> (i % 8)))
            field.m_words[i / 64] |= std::uint64_t{1} << (i % 64);
    }
    for (const std::uint64_t word : field.m_words)
        field.m_count += static_cast<std::uint32_t>(std::popcount(word));
    return field;
}

base::Bytes Bitfield::toWire() const
{
    base::Bytes bytes((m_size + 7) / 8);
    for (std::uint32_t i = 0; i < m_size; ++i) {
        if (has(base::PieceIndex{i}))
            bytes[i / 8] |= static_cast<std::uint8_t>(0x80 >> (i % 8));
    }
    return bytes;
}

void Bitfield::assign(std::span<const std::uint64_t> words)
{
    m_count = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        m_words[i] = words[i];
        m_count += static_cast<std::uint32_t>(std::popcount(words[i]));
    }
}

bool Bitfield::add(base::PieceIndex piece)
{
    if (has(piece))
        return false;
    const auto n = base::toNumber(piece);
    m_words[n / 64] |= std::uint64_t{1} << (n % 64);
    ++m_count;
    return true;
}

bool Bitfield::remove(base::PieceIndex piece)
{
    if (!has(piece))
        return false;
    const auto n = base::toNumber(piece);
    m_words[n / 64] &= ~(std::uint64_t{1} << (n % 64));
    --m_count;
    return true;
}

bool Bitfield::lacksSomethingOf(const Bitfield &other) const
{
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        if (other.m_words[i] & ~m_words[i])
            return true;
    }
    return false;
}

} // namespace wire
