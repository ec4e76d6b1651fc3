#pragma once

#include "core/base/bytes.h"

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>

namespace base {

/// Number of a piece in a torrent. Only wire::Geometry makes one out of a number from the wire.
enum class PieceIndex : std::uint32_t {};
/// A connection of one peer; unique within that peer for its whole life.
enum class LinkId : std::uint32_t {};

constexpr std::uint32_t toNumber(PieceIndex piece)
{
    return static_cast<std::uint32_t>(piece);
}
constexpr std::uint32_t toNumber(LinkId link)
{
    return static_cast<std::uint32_t>(link);
}

/// A block: the `block`-th 16 KiB part of a piece (the last one of a torrent may be shorter).
struct BlockRef {
    PieceIndex piece{};
    std::uint32_t block = 0;
    auto operator<=>(const BlockRef &) const = default;
};

/// 20 bytes with a meaning: info-hash, peer id, piece hash.
template <typename Tag> struct Id20 {
    std::array<std::uint8_t, 20> bytes{};

    auto operator<=>(const Id20 &) const = default;
    [[nodiscard]] ByteView view() const { return bytes; }
    [[nodiscard]] bool isNull() const { return bytes == std::array<std::uint8_t, 20>{}; }

    /// 40 lower-case hexadecimal digits.
    [[nodiscard]] std::string hex() const
    {
        static constexpr char digits[] = "0123456789abcdef";
        std::string text;
        text.reserve(40);
        for (const std::uint8_t byte : bytes) {
            text.push_back(digits[byte >> 4]);
            text.push_back(digits[byte & 15]);
        }
        return text;
    }

    /// The first 20 bytes of `from`, which must hold that many.
    static Id20 fromBytes(const std::uint8_t *from)
    {
        Id20 id;
        std::memcpy(id.bytes.data(), from, id.bytes.size());
        return id;
    }

    /// Reads 40 hexadecimal digits of either case.
    static std::optional<Id20> fromHex(std::string_view text)
    {
        if (text.size() != 40)
            return std::nullopt;
        Id20 id;
        for (std::size_t i = 0; i < 40; ++i) {
            const char c = text[i];
            const int lower = c | 0x20;
            int digit = -1;
            if (c >= '0' && c <= '9')
                digit = c - '0';
            else if (lower >= 'a' && lower <= 'f')
                digit = lower - 'a' + 10;
            if (digit < 0)
                return std::nullopt;
            id.bytes[i / 2] = static_cast<std::uint8_t>((id.bytes[i / 2] << 4) | digit);
        }
        return id;
    }
};

using InfoHash = Id20<struct InfoHashTag>; ///< SHA-1 of the info dictionary's bytes (BEP 3).
using PeerId = Id20<struct PeerIdTag>; ///< What a client calls itself (BEP 20).
using PieceHash = Id20<struct PieceHashTag>; ///< SHA-1 of a piece's bytes (BEP 3).

} // namespace base

template <typename Tag> struct std::hash<base::Id20<Tag>> {
    std::size_t operator()(const base::Id20<Tag> &id) const noexcept
    {
        std::size_t value;
        std::memcpy(&value, id.bytes.data() + 8, sizeof value);
        return value;
    }
};
