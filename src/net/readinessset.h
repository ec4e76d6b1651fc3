#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <cstdint>
#include <functional>

namespace net {

/// Watches many descriptors as one: an epoll set behind a single QSocketNotifier.
///
/// Qt's dispatcher hands its whole list of notifiers to poll() at each turn of the loop, so
/// thousands of idle connections would cost every request something, and adding and removing a
/// notifier costs more than answering an announce. Here an idle descriptor costs nothing, and a
/// turn of Qt's loop serves everything that is ready, again and again, until nothing is or the turn
/// gets long.
class ReadinessSet : public QObject
{
    Q_OBJECT
public:
    enum class Interest { Read, Write };

    /// `ready(descriptor)` is called for each descriptor that can be read, written or has failed.
    explicit ReadinessSet(std::function<void(int)> ready, QObject *parent = nullptr);
    ~ReadinessSet() override;

    /// Begins to watch; closing a descriptor ends it. False when the system refuses.
    bool add(int descriptor, Interest interest);
    void change(int descriptor, Interest interest);
    void remove(int descriptor);

private:
    void serve();

    int m_epoll;
    std::function<void(int)> m_ready;
    QSocketNotifier m_notifier;
};

} // namespace net
