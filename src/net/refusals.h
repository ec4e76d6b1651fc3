#pragma once

#include "core/base/endpoint.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>

namespace net {

/// How often each address gave a wrong key, and how long its next proof waits for that. Time is
/// handed in; addresses are forgotten ten minutes after their last fault.
class Refusals
{
public:
    using Milliseconds = std::chrono::milliseconds;

    static constexpr std::size_t MaxAddresses = 1024;
    static constexpr Milliseconds FirstDelay{100};
    static constexpr Milliseconds LongestDelay{5000};
    static constexpr Milliseconds Memory = std::chrono::minutes(10);

    void add(const base::Endpoint &remote, Milliseconds now)
    {
        ++m_count;
        std::erase_if(m_records, [&](const auto &each) { return now - each.second.last > Memory; });
        if (m_records.size() >= MaxAddresses)
            m_records.erase(std::ranges::min_element(
                m_records, {}, [](const auto &each) { return each.second.last; }));
        Record &record = m_records[remote.address];
        ++record.faults;
        record.last = now;
    }

    /// How long a proof from this address is kept waiting: doubled at each fault.
    [[nodiscard]] Milliseconds delay(const base::Endpoint &remote, Milliseconds now) const
    {
        const auto found = m_records.find(remote.address);
        if (found == m_records.end() || now - found->second.last > Memory)
            return Milliseconds(0);
        const std::uint32_t doublings = std::min(found->second.faults - 1, 10U);
        return std::min(FirstDelay * (1 << doublings), LongestDelay);
    }

    /// All there were.
    [[nodiscard]] std::uint64_t count() const { return m_count; }

private:
    struct Record {
        std::uint32_t faults = 0;
        Milliseconds last{};
    };

    std::map<std::array<std::uint8_t, 16>, Record> m_records;
    std::uint64_t m_count = 0;
};

} // namespace net
