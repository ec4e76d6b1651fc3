#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace bench {

using Clock = std::chrono::steady_clock;

/// How much load, and for how long.
struct Effort {
    std::uint32_t outstanding = 64; ///< announces on their way at once
    std::chrono::duration<double> time{5};
    bool once = false; ///< every peer announces once instead
};

/// What came back.
class Tally
{
public:
    void answered(Clock::time_point sent)
    {
        m_latencies.push_back(static_cast<std::uint32_t>(
            std::chrono::nanoseconds(Clock::now() - sent).count() / 1000));
    }
    void failed() { ++m_failed; }

    /// One JSON object: announces, failed, seconds, p50 and p99 in microseconds.
    [[nodiscard]] std::string json(std::chrono::duration<double> took)
    {
        std::ranges::sort(m_latencies);
        return fmt::format(
            R"({{"announces": {}, "failed": {}, "seconds": {:.3f}, "p50": {}, "p99": {}}})",
            m_latencies.size(), m_failed, took.count(), percentile(50), percentile(99));
    }

private:
    [[nodiscard]] std::uint32_t percentile(std::size_t percent) const
    {
        return m_latencies.empty() ? 0 : m_latencies[(m_latencies.size() - 1) * percent / 100];
    }

    std::vector<std::uint32_t> m_latencies; ///< microseconds
    std::uint64_t m_failed = 0;
};

/// Hands out peer numbers until the effort is spent, in an order that visits all before one twice.
class Turns
{
public:
    Turns(std::uint32_t peers, const Effort &effort)
        : m_peers(peers)
        , m_effort(effort)
        , m_end(Clock::now() + std::chrono::duration_cast<Clock::duration>(effort.time))
    {
    }

    [[nodiscard]] bool isOver() const
    {
        return m_effort.once ? m_next == m_peers : Clock::now() >= m_end;
    }
    std::uint32_t next()
    {
        constexpr std::uint64_t stride
            = 7919; // a prime, so that it shares no factor with the count
        return static_cast<std::uint32_t>(m_next++ * stride % m_peers);
    }

private:
    std::uint32_t m_peers;
    Effort m_effort;
    Clock::time_point m_end;
    std::uint64_t m_next = 0;
};

} // namespace bench
