#pragma once

#include <QObject>
#include <QThread>

#include <memory>
#include <utility>

namespace models {

/// A thread in which one role's host lives, and the way to it: calls go down queued, answers come
/// back queued into the owner's thread, and nobody waits but the destructor.
template <typename Host> class HostThread
{
public:
    /// `owner` holds this object: it hears answers until its end.
    HostThread(QObject *owner, const QString &name)
        : m_owner(owner)
        , m_desk(new QObject)
    {
        m_thread.setObjectName(name);
        m_desk->moveToThread(&m_thread);
        m_thread.start();
    }
    ~HostThread()
    {
        // Hosts hold sockets and timers: they end in their own thread, after what was asked before.
        QMetaObject::invokeMethod(
            m_desk,
            [this] {
                m_host.reset();
                m_thread.quit();
            },
            Qt::QueuedConnection);
        m_desk->deleteLater();
        m_thread.wait();
    }
    HostThread(const HostThread &) = delete;
    HostThread &operator=(const HostThread &) = delete;

    /// Runs `call` in the thread with the place of the host, which it may fill or empty; `done`
    /// takes what it gave.
    template <typename Call, typename Done> void ask(Call call, Done done)
    {
        QMetaObject::invokeMethod(
            m_desk,
            [this, call = std::move(call), done = std::move(done)] {
                answer([done, result = call(m_host)] { done(result); });
            },
            Qt::QueuedConnection);
    }
    /// Runs `call` with the host; there may be none by then, and nothing happens.
    template <typename Call> void tell(Call call)
    {
        QMetaObject::invokeMethod(
            m_desk,
            [this, call = std::move(call)] {
                if (m_host)
                    call(*m_host);
            },
            Qt::QueuedConnection);
    }
    /// From inside the thread: runs `call` in the owner's.
    template <typename Call> void answer(Call call)
    {
        QMetaObject::invokeMethod(m_owner, std::move(call), Qt::QueuedConnection);
    }

private:
    QObject *m_owner;
    QObject *m_desk; ///< lives in the thread: calls are queued for it
    std::unique_ptr<Host> m_host; ///< touched in the thread only
    QThread m_thread;
};

} // namespace models
