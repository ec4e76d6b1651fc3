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
    struct Contributor {
        Sender who;
        base::LinkId link{}; ///< by which its last block came
    };
    struct Block {
        bool received = false;
        std::uint8_t askers = 0;
        std::uint16_t sender = 0; ///< place in `contributors` of who sent it, once received
    };

    base::PieceIndex piece{};
    std::vector<Block> blocks;
    std::vector<Contributor> contributors; ///< who sent blocks; seldom more than a few
    std::uint32_t free = 0; ///< blocks neither asked for nor received
    std::uint32_t received = 0;
    base::LinkId owner{}; ///< the link that started it, which is asked first
    bool solo = false; ///< only the owner may send it, since it failed before

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
    /// Its bytes came; true when that was the last block missing.
    bool receive(std::uint32_t block, const Contributor &from)
    {
        Block &slot = blocks[block];
        if (slot.askers == 0)
            --free;
        slot.received = true;
        slot.askers = 0;
        slot.sender = placeOf(from);
        return ++received == blocks.size();
    }
    [[nodiscard]] std::vector<Sender> senders() const
    {
        std::vector<Sender> all;
        all.reserve(blocks.size());
        for (const Block &block : blocks)
            all.push_back(block.received ? contributors[block.sender].who : Sender{});
        return all;
    }

private:
    std::uint16_t placeOf(const Contributor &from)
    {
        const auto at = std::ranges::find(contributors, from.who, &Contributor::who);
        if (at == contributors.end()) {
            contributors.push_back(from);
            return static_cast<std::uint16_t>(contributors.size() - 1);
        }
        at->link = from.link;
        return static_cast<std::uint16_t>(at - contributors.begin());
    }
};

} // namespace swarm
