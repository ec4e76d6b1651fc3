#pragma once

#include "core/base/ratemeter.h"
#include "core/sim/occasion.h"

#include <array>
#include <memory>
#include <vector>

namespace sim {

/// A connection of a world of pieces; what goes each way is found by the side that sends.
struct PieceLink {
    struct Way {
        bool unchoked : 1 = false;
        bool optimistic : 1 = false;
        bool queued : 1 = false; ///< a piece waits for the receiver's line
        bool waits : 1 = false; ///< for the sender's next choke round, whatever is free
        std::uint8_t rounds = 0; ///< choke rounds of the receiver in a row that found it unchoked
        float weight = 1; ///< of its turns on the sender's line
        base::RateMeter rate; ///< payload that arrived
    };
    std::uint32_t serial = 0; ///< 0: the slot is free
    std::array<PeerIndex, 2> peers{};
    base::Time since{};
    std::array<Way, 2> ways;
};

/// All connections of a world of pieces, in blocks that stay where they are while it grows.
class PieceLinks
{
public:
    /// A connection; the first one's end is returned.
    WireEnd connect(PeerIndex a, PeerIndex b, base::Time now)
    {
        if (m_free.empty())
            grow();
        const std::uint32_t slot = m_free.back();
        m_free.pop_back();
        at(slot) = {.serial = m_nextSerial++, .peers = {a, b}, .since = now, .ways = {}};
        return {slot * 2, at(slot).serial};
    }
    /// Forgets a connection.
    void release(WireEnd end)
    {
        at(end.slot()).serial = 0;
        m_free.push_back(end.slot());
    }
    [[nodiscard]] bool isUp(WireEnd end) { return at(end.slot()).serial == end.serial; }
    /// The connection of an end that is up.
    [[nodiscard]] PieceLink &operator[](WireEnd end) { return at(end.slot()); }
    /// What the peer at that end sends.
    [[nodiscard]] PieceLink::Way &from(WireEnd end) { return at(end.slot()).ways[end.side()]; }

private:
    static constexpr std::uint32_t blockSize = 4096;

    PieceLink &at(std::uint32_t slot) { return (*m_blocks[slot / blockSize])[slot % blockSize]; }
    void grow()
    {
        const auto first = static_cast<std::uint32_t>(m_blocks.size()) * blockSize;
        m_blocks.push_back(std::make_unique<std::array<PieceLink, blockSize>>());
        for (std::uint32_t i = blockSize; i > 0; --i)
            m_free.push_back(first + i - 1);
    }

    std::vector<std::unique_ptr<std::array<PieceLink, blockSize>>> m_blocks;
    std::vector<std::uint32_t> m_free;
    std::uint32_t m_nextSerial = 1;
};

} // namespace sim
