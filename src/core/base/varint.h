#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>

namespace base {

/// Appends a number in groups of seven bits, the lowest first; every byte but the last has its high
/// bit set (LEB128).
inline void appendVarint(Bytes &to, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        to.push_back(static_cast<std::uint8_t>(value | 0x80));
    to.push_back(static_cast<std::uint8_t>(value));
}

/// Takes such a number off the front; nothing when it is cut short or longer than 64 bits.
inline std::optional<std::uint64_t> takeVarint(ByteView &from)
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !from.empty(); shift += 7) {
        const std::uint8_t byte = from.front();
        from = from.subspan(1);
        if (shift == 63 && byte > 1)
            return std::nullopt;
        value |= std::uint64_t{byte & 0x7fU} << shift;
        if (byte < 0x80)
            return value;
    }
    return std::nullopt;
}

/// Signed numbers near zero as unsigned ones near zero: 0, -1, 1, -2 ... (zigzag).
constexpr std::uint64_t toZigzag(std::int64_t value)
{
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t fromZigzag(std::uint64_t value)
{
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

} // namespace base
