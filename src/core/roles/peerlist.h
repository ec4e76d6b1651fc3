#pragma once

#include "core/roles/peerrecord.h"

#include <cstdint>
#include <vector>

namespace roles {

/// The peers of one swarm and one address family, found by endpoint.
///
/// Invariant: seeds and partial seeds lie in [0, suppliers()), downloaders behind them, so that a
/// sample of either is a range. From IndexedFrom peers on an open-addressing index (linear probing,
/// at most three quarters full) holds every position exactly once; below it a scan is as quick and
/// costs no memory. Positions change with every insert, setState and remove.
///
/// The key of the hash is the table's and handed in, to keep a list of one peer small.
template <std::size_t AddressBytes> class PeerList
{
public:
    using Record = PeerRecord<AddressBytes>;
    static constexpr std::uint32_t NotFound = UINT32_MAX;

    [[nodiscard]] std::uint32_t size() const
    {
        return static_cast<std::uint32_t>(m_records.size());
    }
    [[nodiscard]] std::uint32_t suppliers() const { return m_suppliers; }
    [[nodiscard]] std::uint32_t partialSeeds() const { return m_partialSeeds; }
    [[nodiscard]] const Record &at(std::uint32_t position) const { return m_records[position]; }

    /// The position of the record with the same endpoint, or NotFound.
    [[nodiscard]] std::uint32_t find(const Record &like, base::SipKey key) const;
    /// Adds a record whose endpoint is not here yet; returns its position.
    std::uint32_t insert(const Record &record, base::SipKey key);
    /// Replaces all but the endpoint; returns the new position.
    std::uint32_t update(std::uint32_t position, const Record &record, base::SipKey key);
    void remove(std::uint32_t position, base::SipKey key);

    /// Removes what was last seen before `second`; returns when the oldest that stays was seen.
    std::uint32_t removeOlderThan(std::uint32_t second, base::SipKey key);

private:
    static constexpr std::uint32_t IndexedFrom = 17;
    static constexpr std::uint32_t Free = UINT32_MAX;

    [[nodiscard]] std::uint32_t mask() const
    {
        return static_cast<std::uint32_t>(m_index.size()) - 1;
    }
    [[nodiscard]] std::uint32_t slotOf(std::uint32_t position, base::SipKey key) const;
    /// Puts the record at `position` on the right side of the border; returns where it went.
    std::uint32_t settle(std::uint32_t position, bool wasSupplier, base::SipKey key);
    void swapRecords(std::uint32_t a, std::uint32_t b, base::SipKey key);
    void addToIndex(std::uint32_t position, base::SipKey key);
    void removeFromIndex(std::uint32_t position, base::SipKey key);
    void rebuildIndex(base::SipKey key);
    void fitCapacity();

    std::vector<Record> m_records;
    std::vector<std::uint32_t> m_index; ///< positions or Free; empty below IndexedFrom
    std::uint32_t m_suppliers = 0;
    std::uint32_t m_partialSeeds = 0;
};

extern template class PeerList<4>;
extern template class PeerList<16>;

} // namespace roles
