#pragma once

#include "net/lanmessage.h"

#include <QTimer>
#include <QUdpSocket>

#include <memory>
#include <vector>

namespace net {

/// Announces a coordinator by multicast, every two seconds, on the interfaces it listens on: one
/// hop, IPv4. Lives in one thread.
class LanAnnouncer : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Interval{2000};

    explicit LanAnnouncer(LanPlace place = {}, QObject *parent = nullptr);

    /// Announces from now on. Io when no interface of the coordinator's address can.
    base::Expected<void> start(const FoundCoordinator &coordinator);
    void stop();

private:
    void announce();

    LanPlace m_place;
    QByteArray m_message;
    std::vector<std::unique_ptr<QUdpSocket>> m_sockets; ///< one an interface
    QTimer m_timer;
};

} // namespace net
