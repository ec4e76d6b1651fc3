#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <cstdint>

namespace net {

/// A token bucket, shared by the links of a peer: bytes that may pass now. It holds a tenth of a
/// second's worth, at least one block's message, so that a slow peer still sends whole blocks.
class RateLimiter
{
public:
    /// 0 = unlimited.
    explicit RateLimiter(std::uint64_t bytesPerSecond = 0)
        : m_rate(bytesPerSecond)
        , m_tokens(capacity())
    {
    }

    [[nodiscard]] bool isLimited() const { return m_rate > 0; }
    /// Adds what the time since the last call is worth.
    void refill(base::Time now)
    {
        if (m_last != base::Time{})
            m_tokens = std::min(
                capacity(), m_tokens + static_cast<double>(m_rate) * base::toSeconds(now - m_last));
        m_last = now;
    }
    /// Bytes that may pass now.
    [[nodiscard]] std::uint64_t allowance() const
    {
        return !isLimited() ? UINT64_MAX : m_tokens <= 0 ? 0 : static_cast<std::uint64_t>(m_tokens);
    }
    /// Takes bytes that passed. The debt of a block sent whole is paid off before the next.
    void spend(std::uint64_t bytes)
    {
        if (isLimited())
            m_tokens -= static_cast<double>(bytes);
    }

private:
    [[nodiscard]] double capacity() const
    {
        return std::max(16397.0, static_cast<double>(m_rate) / 10);
    }

    std::uint64_t m_rate;
    double m_tokens;
    base::Time m_last{};
};

} // namespace net
