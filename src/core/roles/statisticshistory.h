#pragma once

#include <cstdint>
#include <vector>

namespace roles {

/// The thesis's three functions at one moment.
struct StatisticsSample {
    std::int64_t at = 0; ///< milliseconds since 1970
    std::uint64_t peers = 0; ///< nPeers
    std::uint64_t seeds = 0; ///< nSeeds
    double timeSeed = 0; ///< seconds

    bool operator==(const StatisticsSample &) const = default;
};

/// Samples over time, in bounded memory: when it is full every second one goes, and from then on
/// only one in twice as many is kept.
class StatisticsHistory
{
public:
    static constexpr std::size_t MaxSamples = 2048;

    void add(const StatisticsSample &sample)
    {
        if (m_offered++ % m_stride != 0)
            return;
        if (m_samples.size() == MaxSamples)
            thin();
        m_samples.push_back(sample);
    }

    /// Oldest first.
    [[nodiscard]] const std::vector<StatisticsSample> &samples() const { return m_samples; }

private:
    void thin()
    {
        for (std::size_t i = 0; i < m_samples.size() / 2; ++i)
            m_samples[i] = m_samples[2 * i];
        m_samples.resize(m_samples.size() / 2);
        m_stride *= 2;
    }

    std::vector<StatisticsSample> m_samples;
    std::uint64_t m_offered = 0;
    std::uint64_t m_stride = 1;
};

} // namespace roles
