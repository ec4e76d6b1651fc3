#pragma once

#include "core/base/time.h"

#include <algorithm>

namespace base {

/// Bytes per second over a window that slides: at most `window` long, shorter while young (the
/// measure of Cohen 2003, whose window is 20 s). A few numbers, no samples kept.
class RateMeter
{
public:
    static constexpr Duration window = std::chrono::seconds(20);

    void add(std::uint64_t bytes, Time now)
    {
        if (!m_started) {
            m_started = true;
            m_since = now - std::chrono::seconds(1);
            m_last = m_since;
        }
        const double span = toSeconds(now - m_since);
        if (span > 0)
            m_rate = (m_rate * toSeconds(m_last - m_since) + static_cast<double>(bytes)) / span;
        m_last = now;
        m_since = std::max(m_since, now - window);
        m_total += bytes;
    }

    /// Bytes/s as of `now`; falls while nothing is added.
    [[nodiscard]] double rate(Time now) const
    {
        if (!m_started || now <= m_since)
            return 0;
        if (now - m_last > window)
            return 0;
        return m_rate * toSeconds(m_last - m_since) / toSeconds(now - m_since);
    }

    /// All bytes ever added.
    [[nodiscard]] std::uint64_t total() const { return m_total; }

private:
    double m_rate = 0;
    Time m_since{};
    Time m_last{};
    std::uint64_t m_total = 0;
    bool m_started = false;
};

} // namespace base
