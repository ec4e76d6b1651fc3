#pragma once

#include "core/base/ids.h"
#include "core/swarm/suspicion.h"
#include "core/wire/geometry.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace swarm {

/// A piece that was started and is not verified. Every block is free, asked for (by `askers` links
/// at once in end game) or received.
struct PartialPiece {
    struct Block {
        bool received = false;
        std::uint8_t askers = 0;
        Sender sender; ///< who sent it, once received
    };

    base::PieceIndex piece{};
    std::vector<Block> blocks;
    std::uint32_t free = 0; ///< blocks neither asked for nor received
    std::uint32_t received = 0;
    base::LinkId owner{}; ///< the link that started it, which is asked first
    bool solo = false; ///< only the owner may send it, since it failed before
    bool checking = false; ///< all received, the hash is being computed

    PartialPiece(base::PieceIndex which, std::uint32_t blockCount, base::LinkId startedBy)
        : piece(which)
        , blocks(blockCount)
        , free(blockCount)
        , owner(startedBy)
    {
    }

    /// The first free block; nothing when none is.
    [[nodiscard]] std::optional<std::uint32_t> firstFree() const
    {
        if (free == 0)
            return std::nullopt;
        const auto at = std::ranges::find_if(
            blocks, [](const Block &b) { return !b.received && b.askers == 0; });
        return static_cast<std::uint32_t>(at - blocks.begin());
    }
    void ask(std::uint32_t block)
    {
        if (blocks[block].askers++ == 0)
            --free;
    }
    /// An asker gave up or was refused.
    void unask(std::uint32_t block)
    {
        if (blocks[block].askers > 0 && --blocks[block].askers == 0 && !blocks[block].received)
            ++free;
    }
    [[nodiscard]] std::vector<Sender> senders() const
    {
        std::vector<Sender> all;
        all.reserve(blocks.size());
        for (const Block &block : blocks)
            all.push_back(block.sender);
        return all;
    }
};

} // namespace swarm
