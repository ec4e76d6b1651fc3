#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace net {

/// Hands the newest immutable value from one thread to others: latest wins, nothing queues.
template <typename T> class Mailbox
{
public:
    explicit Mailbox(std::shared_ptr<const T> first)
        : m_newest(std::move(first))
    {
    }

    void put(std::shared_ptr<const T> value)
    {
        const std::lock_guard lock(m_mutex);
        m_newest = std::move(value);
    }

    [[nodiscard]] std::shared_ptr<const T> newest() const
    {
        const std::lock_guard lock(m_mutex);
        return m_newest;
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const T> m_newest;
};

} // namespace net
