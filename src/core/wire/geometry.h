#pragma once

#include "core/base/ids.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace wire {

/// Bytes of a block, the unit of a request (BEP 3: 16 KiB).
inline constexpr std::uint32_t blockSize = 16 * 1024;

/// All size arithmetic of a torrent: pieces, blocks and their lengths in bytes. It is the only
/// place that makes a PieceIndex or BlockRef out of numbers from the wire, so every other function
/// may trust one. Total length 0 means no pieces.
class Geometry
{
public:
    Geometry() = default;
    /// `totalLength` and `pieceLength` in bytes; pieceLength must not be 0.
    Geometry(std::uint64_t totalLength, std::uint32_t pieceLength)
        : m_totalLength(totalLength)
        , m_pieceLength(pieceLength)
        , m_pieceCount(static_cast<std::uint32_t>((totalLength + pieceLength - 1) / pieceLength))
    {
    }

    [[nodiscard]] std::uint64_t totalLength() const { return m_totalLength; }
    [[nodiscard]] std::uint32_t pieceLength() const { return m_pieceLength; }
    [[nodiscard]] std::uint32_t pieceCount() const { return m_pieceCount; }

    /// The piece of that number, or nothing when the torrent has no such piece.
    [[nodiscard]] std::optional<base::PieceIndex> piece(std::uint64_t number) const
    {
        if (number >= m_pieceCount)
            return std::nullopt;
        return base::PieceIndex{static_cast<std::uint32_t>(number)};
    }

    /// Bytes of that piece; only the last one may be shorter.
    [[nodiscard]] std::uint32_t lengthOf(base::PieceIndex piece) const
    {
        return static_cast<std::uint32_t>(
            std::min<std::uint64_t>(m_pieceLength, m_totalLength - offsetOf(piece)));
    }

    /// Where that piece starts in the torrent, in bytes.
    [[nodiscard]] std::uint64_t offsetOf(base::PieceIndex piece) const
    {
        return std::uint64_t{m_pieceLength} * base::toNumber(piece);
    }

    [[nodiscard]] std::uint32_t blocksIn(base::PieceIndex piece) const
    {
        return (lengthOf(piece) + blockSize - 1) / blockSize;
    }

    /// Bytes of that block.
    [[nodiscard]] std::uint32_t lengthOf(base::BlockRef block) const
    {
        return std::min(blockSize, lengthOf(block.piece) - block.block * blockSize);
    }

    /// The block that a piece message or request names exactly; nothing when index, begin and
    /// length (all from the wire) are not those of one whole block.
    [[nodiscard]] std::optional<base::BlockRef> block(std::uint32_t index, std::uint32_t begin,
                                                      std::uint32_t length) const
    {
        const auto at = piece(index);
        if (!at || begin % blockSize != 0 || begin >= lengthOf(*at))
            return std::nullopt;
        const base::BlockRef found{*at, begin / blockSize};
        if (lengthOf(found) != length)
            return std::nullopt;
        return found;
    }

    /// Whether index, begin and length (all from the wire) lie inside one piece and are not empty.
    [[nodiscard]] bool contains(std::uint32_t index, std::uint32_t begin,
                                std::uint32_t length) const
    {
        const auto at = piece(index);
        return at && length > 0 && std::uint64_t{begin} + length <= lengthOf(*at);
    }

    bool operator==(const Geometry &) const = default;

private:
    std::uint64_t m_totalLength = 0;
    std::uint32_t m_pieceLength = 1;
    std::uint32_t m_pieceCount = 0;
};

} // namespace wire
