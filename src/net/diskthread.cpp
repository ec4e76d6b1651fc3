#include "net/diskthread.h"

namespace net {

DiskThread::DiskThread()
    : m_thread([this] { run(); })
{
}

DiskThread::~DiskThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void DiskThread::post(Task task)
{
    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        wasEmpty = m_tasks.empty();
        m_tasks.push_back(std::move(task));
    }
    if (wasEmpty)
        m_wake.notify_one();
}

void DiskThread::run()
{
    std::vector<Task> batch;
    while (true) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || !m_tasks.empty(); });
            if (m_tasks.empty())
                return;
            batch.swap(m_tasks);
        }
        for (Task &task : batch)
            task();
        batch.clear();
    }
}

} // namespace net
