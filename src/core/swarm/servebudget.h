#pragma once

#include <cstdint>
#include <functional>
#include <utility>

namespace swarm {

/// The transfers that several peers of one thread serve at once, together: the thesis's Max_N is a
/// machine's, not a torrent's. Each peer's Uploads tells how many it serves and asks how many it
/// may serve; no peer takes a slot from another, a free one goes to who asks first.
class ServeBudget
{
public:
    /// `limit` transfers at once; 0 = no limit.
    explicit ServeBudget(std::uint32_t limit)
        : m_limit(limit)
    {
    }

    /// Called when a slot is free that was not before. It must not call a peer at once: one may be
    /// in the middle of an event.
    std::function<void()> onFree;

    [[nodiscard]] std::uint32_t limit() const { return m_limit; }
    /// A smaller limit takes effect with the peers' next choke rounds.
    void setLimit(std::uint32_t limit)
    {
        m_limit = limit;
        tellFree();
    }
    /// Transfers served now, by all peers.
    [[nodiscard]] std::uint32_t taken() const { return m_taken; }
    /// The most a peer may serve that serves `own` now.
    [[nodiscard]] std::uint32_t roomFor(std::uint32_t own) const
    {
        const std::uint32_t others = m_taken - own;
        if (m_limit == 0)
            return UINT32_MAX;
        return m_limit > others ? m_limit - others : 0;
    }
    /// A peer that served `own` transfers serves `now` from here on.
    void change(std::uint32_t own, std::uint32_t now)
    {
        m_taken = m_taken - own + now;
        if (now < own)
            tellFree();
    }

private:
    void tellFree() const
    {
        if (onFree)
            onFree();
    }

    std::uint32_t m_limit;
    std::uint32_t m_taken = 0;
};

} // namespace swarm
