#pragma once

#include "core/base/endpoint.h"
#include "core/base/siphash.h"
#include "core/base/time.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

namespace net {

/// The connection ids of a UDP tracker (BEP 15), without remembering any: an id is a keyed hash of
/// the client's address and a two-minute epoch, and good in its epoch and the next one: for two to
/// four minutes. Knowing one proves that its owner receives at that address.
class ConnectionIds
{
public:
    explicit ConnectionIds(base::SipKey key)
        : m_key(key)
    {
    }

    [[nodiscard]] std::uint64_t issue(const base::Endpoint &remote, base::Time now) const
    {
        return make(remote, epoch(now));
    }

    [[nodiscard]] bool isValid(std::uint64_t id, const base::Endpoint &remote, base::Time now) const
    {
        return id == make(remote, epoch(now)) || id == make(remote, epoch(now) - 1);
    }

private:
    static std::uint64_t epoch(base::Time now)
    {
        return static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::minutes>(now.time_since_epoch()).count() / 2);
    }

    [[nodiscard]] std::uint64_t make(const base::Endpoint &remote, std::uint64_t epoch) const
    {
        std::array<std::uint8_t, 24> bytes;
        std::copy(remote.address.begin(), remote.address.end(), bytes.begin());
        base::writeBigEndian(bytes.data() + remote.address.size(), epoch);
        return base::SipHash::of(m_key, bytes);
    }

    base::SipKey m_key;
};

} // namespace net
