#include "net/landiscovery.h"

#include "net/address.h"

#include <QNetworkDatagram>
#include <QNetworkInterface>

#include <algorithm>
#include <fmt/format.h>

namespace net {

LanDiscovery::LanDiscovery(LanPlace place, QObject *parent)
    : QObject(parent)
    , m_place(std::move(place))
{
    connect(&m_socket, &QUdpSocket::readyRead, this, &LanDiscovery::read);
}

base::Expected<void> LanDiscovery::start()
{
    const std::string where = fmt::format("UDP port {}", m_place.port);
    if (!m_socket.bind(QHostAddress(QHostAddress::AnyIPv4), m_place.port,
                       QAbstractSocket::ShareAddress | QAbstractSocket::ReuseAddressHint))
        return base::fail(base::ErrorCode::Io, where, m_socket.errorString().toStdString());
    bool hasJoined = false;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        if (interface.flags().testFlag(QNetworkInterface::IsUp))
            hasJoined = m_socket.joinMulticastGroup(m_place.group, interface) || hasJoined;
    }
    if (!hasJoined)
        return base::fail(base::ErrorCode::Io, where, "no interface knows multicast");
    return {};
}

void LanDiscovery::read()
{
    while (m_socket.hasPendingDatagrams()) {
        const QNetworkDatagram datagram = m_socket.receiveDatagram(MaxLanMessage + 1);
        const auto sender = toEndpoint(datagram.senderAddress(),
                                       static_cast<std::uint16_t>(datagram.senderPort()));
        if (const auto coordinator = parseLanMessage(datagram.data(), sender))
            take(*coordinator);
    }
}

void LanDiscovery::take(const FoundCoordinator &coordinator)
{
    const auto known
        = std::ranges::find(m_found, coordinator.endpoint, &FoundCoordinator::endpoint);
    if (known == m_found.end() && m_found.size() < MaxFound)
        m_found.push_back(coordinator);
    else if (known != m_found.end() && *known != coordinator)
        *known = coordinator;
    else
        return;
    Q_EMIT heard(coordinator);
}

} // namespace net
