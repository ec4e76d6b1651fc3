#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The same bytes seen as text (bencode keys, names).
inline std::string_view asText(ByteView bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

/// The same text seen as bytes.
inline ByteView asBytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

/// Reads a big-endian (network order) number of sizeof(T) bytes; `from` must hold that many.
template <typename T> constexpr T readBigEndian(const std::uint8_t *from)
{
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value = static_cast<T>((value << 8) | from[i]);
    return value;
}

/// Writes a big-endian number of sizeof(T) bytes.
template <typename T> constexpr void writeBigEndian(std::uint8_t *to, T value)
{
    for (std::size_t i = sizeof(T); i-- > 0;) {
        to[i] = static_cast<std::uint8_t>(value & 0xff);
        value = static_cast<T>(value >> 8);
    }
}

/// Appends a big-endian number of sizeof(T) bytes.
template <typename T> void appendBigEndian(Bytes &to, T value)
{
    const std::size_t at = to.size();
    to.resize(at + sizeof(T));
    writeBigEndian<T>(to.data() + at, value);
}

} // namespace base
