#include "models/piecegrid.h"

#include <algorithm>
#include <bit>

namespace models {

std::uint32_t sliceBegin(std::uint32_t pieceCount, std::uint32_t columns, std::uint32_t column)
{
    return static_cast<std::uint32_t>(std::uint64_t{pieceCount} * column / columns);
}

std::vector<float> slicedShares(const wire::Bitfield &have, std::uint32_t columns)
{
    std::vector<float> shares(columns, 0.0F);
    if (have.size() == 0)
        return shares;
    for (std::uint32_t column = 0; column < columns; ++column) {
        const std::uint32_t begin = sliceBegin(have.size(), columns, column);
        const std::uint32_t end = std::max(begin + 1, sliceBegin(have.size(), columns, column + 1));
        std::uint32_t set = 0;
        for (std::uint32_t piece = begin; piece < end; ++piece)
            set += have.has(base::PieceIndex{piece}) ? 1 : 0;
        shares[column] = static_cast<float>(set) / static_cast<float>(end - begin);
    }
    return shares;
}

std::vector<std::uint32_t> availability(const lab::SwarmSnapshot &snapshot)
{
    std::vector<std::uint32_t> copies(snapshot.pieceCount, 0);
    for (const lab::PeerRow &peer : snapshot.peers) {
        if (!peer.connected || peer.have.size() != snapshot.pieceCount)
            continue;
        std::size_t first = 0; // piece of the word's lowest bit
        for (std::uint64_t word : peer.have.words()) {
            for (; word != 0; word &= word - 1)
                ++copies[first + static_cast<std::size_t>(std::countr_zero(word))];
            first += 64;
        }
    }
    return copies;
}

std::vector<std::uint32_t> slicedMinimum(const std::vector<std::uint32_t> &values,
                                         std::uint32_t columns)
{
    std::vector<std::uint32_t> lowest(columns, 0);
    const auto count = static_cast<std::uint32_t>(values.size());
    if (count == 0)
        return lowest;
    for (std::uint32_t column = 0; column < columns; ++column) {
        const std::uint32_t begin = sliceBegin(count, columns, column);
        const std::uint32_t end = std::max(begin + 1, sliceBegin(count, columns, column + 1));
        lowest[column] = *std::min_element(values.begin() + begin, values.begin() + end);
    }
    return lowest;
}

} // namespace models
