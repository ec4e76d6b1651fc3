#pragma once

#include "net/lanmessage.h"

#include <QUdpSocket>

#include <vector>

namespace net {

/// Hears coordinators announce themselves (LanAnnouncer). What it hears is anybody's word: show it
/// before it is used, and prove the join key beyond loopback. Lives in one thread.
class LanDiscovery : public QObject
{
    Q_OBJECT
public:
    /// More are ignored.
    static constexpr std::size_t MaxFound = 16;

    explicit LanDiscovery(LanPlace place = {}, QObject *parent = nullptr);

    /// Listens on all interfaces from now on.
    base::Expected<void> start();
    void stop() { m_socket.close(); }

    /// All that were heard, in this order; a coordinator that restarted is the same one.
    [[nodiscard]] const std::vector<FoundCoordinator> &found() const { return m_found; }

Q_SIGNALS:
    /// A coordinator is new, or has changed.
    void heard(const net::FoundCoordinator &coordinator);

private:
    void read();
    void take(const FoundCoordinator &coordinator);

    LanPlace m_place;
    QUdpSocket m_socket;
    std::vector<FoundCoordinator> m_found;
};

} // namespace net
