#pragma once

#include "core/base/endpoint.h"
#include "core/base/ids.h"
#include "core/base/siphash.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace roles {

/// What a peer said about its download. A partial seed has all it wants, but not all (BEP 21).
enum class PeerState : std::uint8_t { Seed, PartialSeed, Downloader };

/// One peer of one swarm as the tracker keeps it: 32 bytes with a 4-byte address, 44 with 16.
template <std::size_t AddressBytes> struct PeerRecord {
    base::PeerId id;
    std::array<std::uint8_t, AddressBytes> address{};
    std::uint16_t port = 0;
    PeerState state = PeerState::Downloader;
    bool completedHere = false; ///< its `completed` has been counted
    std::uint32_t lastSeen = 0; ///< seconds since the start of the trial

    /// The end of an endpoint's 16 bytes is what differs within a family.
    static std::array<std::uint8_t, AddressBytes> addressOf(const base::Endpoint &endpoint)
    {
        std::array<std::uint8_t, AddressBytes> address;
        std::copy(endpoint.address.end() - AddressBytes, endpoint.address.end(), address.begin());
        return address;
    }

    [[nodiscard]] base::Endpoint endpoint() const
    {
        if constexpr (AddressBytes == 4)
            return base::Endpoint::fromV4(base::readBigEndian<std::uint32_t>(address.data()), port);
        else
            return base::Endpoint::fromV6(address.data(), port);
    }

    [[nodiscard]] bool isAt(const PeerRecord &other) const
    {
        return port == other.port && address == other.address;
    }

    /// Of the endpoint alone, which is what finds a record.
    [[nodiscard]] std::uint32_t hash(base::SipKey key) const
    {
        std::array<std::uint8_t, AddressBytes + 2> bytes;
        std::copy(address.begin(), address.end(), bytes.begin());
        base::writeBigEndian(bytes.data() + AddressBytes, port);
        return static_cast<std::uint32_t>(base::SipHash::of(key, bytes));
    }
};

using PeerRecordV4 = PeerRecord<4>;
using PeerRecordV6 = PeerRecord<16>;

static_assert(sizeof(PeerRecordV4) == 32);
static_assert(sizeof(PeerRecordV6) == 44);

} // namespace roles
