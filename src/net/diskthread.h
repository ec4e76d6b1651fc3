#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace net {

/// A thread that does disk work and hashing in the order it is given, away from the event loops.
/// Several stores may share one. The destructor finishes what was posted.
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

private:
    void run();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Task> m_tasks;
    bool m_stopping = false;
    std::thread m_thread; ///< last: it starts when all else is there
};

} // namespace net
