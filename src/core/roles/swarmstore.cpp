#include "core/roles/swarmstore.h"

namespace roles {

namespace {

constexpr std::size_t FirstCells = 64;

} // namespace

SwarmStore::SwarmStore(std::uint32_t capacity, base::SipKey key)
    : m_capacity(std::max<std::uint32_t>(capacity, 1))
    , m_key(key)
    , m_cells(FirstCells)
{
}

std::uint32_t SwarmStore::hash(const base::InfoHash &infoHash) const
{
    return static_cast<std::uint32_t>(base::SipHash::of(m_key, infoHash.view()));
}

std::uint32_t SwarmStore::find(const base::InfoHash &infoHash) const
{
    const std::uint32_t tag = hash(infoHash);
    for (std::uint32_t cell = tag & mask(); m_cells[cell].slot != None;
         cell = (cell + 1) & mask()) {
        const Cell &candidate = m_cells[cell];
        if (candidate.tag == tag && at(candidate.slot).infoHash == infoHash)
            return candidate.slot;
    }
    return None;
}

std::uint32_t SwarmStore::create(const base::InfoHash &infoHash)
{
    if (m_size == m_capacity)
        remove(m_oldest);
    std::uint32_t slot = m_free;
    if (slot == None) {
        slot = slots();
        m_nodes.emplace_back();
    } else {
        m_free = m_nodes[slot].older;
    }
    if ((m_size + 1) * std::size_t{4} > m_cells.size() * 3)
        grow();
    Node &node = m_nodes[slot];
    node.used = true;
    node.swarm.infoHash = infoHash;
    put({hash(infoHash), slot});
    link(slot);
    ++m_size;
    return slot;
}

void SwarmStore::touch(std::uint32_t slot)
{
    if (slot == m_newest)
        return;
    unlink(slot);
    link(slot);
}

void SwarmStore::remove(std::uint32_t slot)
{
    removeFromIndex(slot);
    unlink(slot);
    m_nodes[slot] = Node{};
    m_nodes[slot].older = m_free;
    m_free = slot;
    --m_size;
}

void SwarmStore::put(Cell cell)
{
    std::uint32_t at = cell.tag & mask();
    while (m_cells[at].slot != None)
        at = (at + 1) & mask();
    m_cells[at] = cell;
}

void SwarmStore::grow()
{
    std::vector<Cell> old(m_cells.size() * 2);
    old.swap(m_cells);
    for (const Cell &cell : old) {
        if (cell.slot != None)
            put(cell);
    }
}

void SwarmStore::removeFromIndex(std::uint32_t slot)
{
    std::uint32_t hole = hash(at(slot).infoHash) & mask();
    while (m_cells[hole].slot != slot)
        hole = (hole + 1) & mask();
    for (std::uint32_t cell = (hole + 1) & mask(); m_cells[cell].slot != None;
         cell = (cell + 1) & mask()) {
        const std::uint32_t home = m_cells[cell].tag & mask();
        // An entry may move back into the hole unless its home lies behind the hole.
        if (((cell - home) & mask()) < ((cell - hole) & mask()))
            continue;
        m_cells[hole] = m_cells[cell];
        hole = cell;
    }
    m_cells[hole] = Cell{};
}

void SwarmStore::link(std::uint32_t slot)
{
    Node &node = m_nodes[slot];
    node.newer = None;
    node.older = m_newest;
    (m_newest == None ? m_oldest : m_nodes[m_newest].newer) = slot;
    m_newest = slot;
}

void SwarmStore::unlink(std::uint32_t slot)
{
    const Node &node = m_nodes[slot];
    (node.newer == None ? m_newest : m_nodes[node.newer].older) = node.older;
    (node.older == None ? m_oldest : m_nodes[node.older].newer) = node.newer;
}

} // namespace roles
