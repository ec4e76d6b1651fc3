#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace net {

/// A thread that does disk work and hashing in the order it is given, away from the event loops.
/// Several stores may share one, and with it the memory for what waits to be written. The
/// destructor finishes what was posted.
class DiskThread
{
public:
    using Task = std::function<void()>;

    DiskThread();
    ~DiskThread();
    DiskThread(const DiskThread &) = delete;
    DiskThread &operator=(const DiskThread &) = delete;

    /// Any thread. The task must not throw.
    void post(Task task);

    /// A store begins or ends to use it; any thread.
    void addStore() { ++m_stores; }
    void removeStore() { --m_stores; }
    /// Bytes that each of its stores may let wait here before it stops reading from its sockets.
    [[nodiscard]] std::uint64_t queueShare() const
    {
        return std::max(minQueue, maxQueue / std::max<std::uint64_t>(m_stores, 1));
    }

private:
    static constexpr std::uint64_t maxQueue = 1024 * 1024;
    static constexpr std::uint64_t minQueue = 128 * 1024;

    void run();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Task> m_tasks;
    bool m_stopping = false;
    std::atomic<std::uint64_t> m_stores = 0;
    std::thread m_thread; ///< last: it starts when all else is there
};

} // namespace net
