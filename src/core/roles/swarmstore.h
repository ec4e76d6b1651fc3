#pragma once

#include "core/roles/swarm.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace roles {

/// Swarms found by info-hash, at most `capacity` of them: one more takes the place of the one that
/// was used least recently. A swarm keeps its slot number and its address for its life.
///
/// Invariant: a used slot is in the index once and in the chain from newest to oldest once.
class SwarmStore
{
public:
    static constexpr std::uint32_t None = UINT32_MAX;

    SwarmStore(std::uint32_t capacity, base::SipKey key);

    /// The slot of a swarm, or None. Does not count as use.
    [[nodiscard]] std::uint32_t find(const base::InfoHash &infoHash) const;
    /// A new empty swarm, the newest; the info-hash must not be here yet.
    std::uint32_t create(const base::InfoHash &infoHash);
    /// Makes it the newest.
    void touch(std::uint32_t slot);
    void remove(std::uint32_t slot);

    [[nodiscard]] Swarm &at(std::uint32_t slot) { return m_nodes[slot].swarm; }
    [[nodiscard]] const Swarm &at(std::uint32_t slot) const { return m_nodes[slot].swarm; }
    [[nodiscard]] bool isUsed(std::uint32_t slot) const { return m_nodes[slot].used; }
    /// Slots that exist, used or not.
    [[nodiscard]] std::uint32_t slots() const { return static_cast<std::uint32_t>(m_nodes.size()); }
    [[nodiscard]] std::uint32_t size() const { return m_size; }

private:
    struct Node {
        Swarm swarm;
        std::uint32_t newer = None;
        std::uint32_t older = None; ///< of a free slot: the next free one
        bool used = false;
    };
    /// The tag is the hash, so that growing touches no swarm and a probe rarely a wrong one.
    struct Cell {
        std::uint32_t tag = 0;
        std::uint32_t slot = None;
    };

    [[nodiscard]] std::uint32_t hash(const base::InfoHash &infoHash) const;
    [[nodiscard]] std::uint32_t mask() const
    {
        return static_cast<std::uint32_t>(m_cells.size()) - 1;
    }
    void put(Cell cell);
    void grow();
    void removeFromIndex(std::uint32_t slot);
    void link(std::uint32_t slot);
    void unlink(std::uint32_t slot);

    std::uint32_t m_capacity;
    base::SipKey m_key;
    std::deque<Node> m_nodes;
    std::vector<Cell> m_cells;
    std::uint32_t m_size = 0;
    std::uint32_t m_newest = None;
    std::uint32_t m_oldest = None;
    std::uint32_t m_free = None;
};

} // namespace roles
