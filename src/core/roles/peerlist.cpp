#include "core/roles/peerlist.h"

#include <algorithm>
#include <bit>

namespace roles {

namespace {

/// A full list grows by this part: at most so much of it lies idle, and a record is copied about so
/// many times. One peer is the commonest swarm, so a small one grows by one.
constexpr std::size_t GrowthParts = 8;

bool supplies(PeerState state)
{
    return state != PeerState::Downloader;
}

} // namespace

template <std::size_t N> std::uint32_t PeerList<N>::find(const Record &like, base::SipKey key) const
{
    if (m_index.empty()) {
        for (std::uint32_t position = 0; position < size(); ++position) {
            if (m_records[position].isAt(like))
                return position;
        }
        return NotFound;
    }
    for (std::uint32_t slot = like.hash(key) & mask();; slot = (slot + 1) & mask()) {
        if (m_index[slot] == Free)
            return NotFound;
        if (m_records[m_index[slot]].isAt(like))
            return m_index[slot];
    }
}

template <std::size_t N> std::uint32_t PeerList<N>::insert(const Record &record, base::SipKey key)
{
    fitCapacity();
    m_records.push_back(record);
    m_partialSeeds += record.state == PeerState::PartialSeed ? 1 : 0;
    if (!m_index.empty() && size() * 4 <= m_index.size() * 3)
        addToIndex(size() - 1, key);
    else if (size() >= IndexedFrom)
        rebuildIndex(key);
    return settle(size() - 1, false, key);
}

template <std::size_t N>
std::uint32_t PeerList<N>::update(std::uint32_t position, const Record &record, base::SipKey key)
{
    const bool wasSupplier = position < m_suppliers;
    m_partialSeeds -= m_records[position].state == PeerState::PartialSeed ? 1 : 0;
    m_partialSeeds += record.state == PeerState::PartialSeed ? 1 : 0;
    m_records[position] = record;
    return settle(position, wasSupplier, key);
}

template <std::size_t N> void PeerList<N>::remove(std::uint32_t position, base::SipKey key)
{
    m_partialSeeds -= m_records[position].state == PeerState::PartialSeed ? 1 : 0;
    if (position < m_suppliers) {
        swapRecords(position, m_suppliers - 1, key);
        position = --m_suppliers;
    }
    swapRecords(position, size() - 1, key);
    removeFromIndex(size() - 1, key);
    m_records.pop_back();
    fitCapacity();
    if (!m_index.empty() && (size() < IndexedFrom / 2 || size() * 8 < m_index.size()))
        rebuildIndex(key);
}

template <std::size_t N>
std::uint32_t PeerList<N>::removeOlderThan(std::uint32_t second, base::SipKey key)
{
    std::uint32_t oldest = UINT32_MAX;
    // Backwards, because remove() moves only records that have been looked at.
    for (std::uint32_t position = size(); position-- > 0;) {
        if (m_records[position].lastSeen < second)
            remove(position, key);
        else
            oldest = std::min(oldest, m_records[position].lastSeen);
    }
    return oldest;
}

template <std::size_t N>
std::uint32_t PeerList<N>::slotOf(std::uint32_t position, base::SipKey key) const
{
    std::uint32_t slot = m_records[position].hash(key) & mask();
    while (m_index[slot] != position)
        slot = (slot + 1) & mask();
    return slot;
}

template <std::size_t N>
std::uint32_t PeerList<N>::settle(std::uint32_t position, bool wasSupplier, base::SipKey key)
{
    const bool isSupplier = supplies(m_records[position].state);
    if (isSupplier == wasSupplier)
        return position;
    const std::uint32_t target = isSupplier ? m_suppliers : m_suppliers - 1;
    swapRecords(position, target, key);
    m_suppliers = isSupplier ? m_suppliers + 1 : m_suppliers - 1;
    return target;
}

template <std::size_t N>
void PeerList<N>::swapRecords(std::uint32_t a, std::uint32_t b, base::SipKey key)
{
    if (a == b)
        return;
    if (!m_index.empty())
        std::swap(m_index[slotOf(a, key)], m_index[slotOf(b, key)]);
    std::swap(m_records[a], m_records[b]);
}

template <std::size_t N> void PeerList<N>::addToIndex(std::uint32_t position, base::SipKey key)
{
    std::uint32_t slot = m_records[position].hash(key) & mask();
    while (m_index[slot] != Free)
        slot = (slot + 1) & mask();
    m_index[slot] = position;
}

template <std::size_t N> void PeerList<N>::removeFromIndex(std::uint32_t position, base::SipKey key)
{
    if (m_index.empty())
        return;
    std::uint32_t hole = slotOf(position, key);
    for (std::uint32_t slot = (hole + 1) & mask(); m_index[slot] != Free;
         slot = (slot + 1) & mask()) {
        const std::uint32_t home = m_records[m_index[slot]].hash(key) & mask();
        // An entry may move back into the hole unless its home lies behind the hole.
        if (((slot - home) & mask()) < ((slot - hole) & mask()))
            continue;
        m_index[hole] = m_index[slot];
        hole = slot;
    }
    m_index[hole] = Free;
}

template <std::size_t N> void PeerList<N>::rebuildIndex(base::SipKey key)
{
    std::vector<std::uint32_t>().swap(m_index);
    if (size() < IndexedFrom)
        return;
    m_index.assign(std::bit_ceil(size() * 3 / 2), Free);
    for (std::uint32_t position = 0; position < size(); ++position)
        addToIndex(position, key);
}

template <std::size_t N> void PeerList<N>::fitCapacity()
{
    const std::size_t count = m_records.size();
    if (count == m_records.capacity())
        m_records.reserve(count + std::max<std::size_t>(1, count / GrowthParts));
    else if (count * 2 < m_records.capacity() && m_records.capacity() > 8)
        m_records.shrink_to_fit();
}

template class PeerList<4>;
template class PeerList<16>;

} // namespace roles
