#include "net/lanannouncer.h"

#include "net/address.h"

#include <QNetworkInterface>

namespace net {

namespace {

/// The IPv4 address under which an interface announces a listener; null when it is not one of the
/// listener's. Loopback is for those that listen on it.
QHostAddress addressFor(const QNetworkInterface &interface, const base::Endpoint &listener)
{
    const bool isLoopback = interface.flags().testFlag(QNetworkInterface::IsLoopBack);
    const bool isUp = interface.flags().testFlag(QNetworkInterface::IsUp);
    if (!isUp || isLoopback != listener.isLoopback())
        return {};
    for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
        const QHostAddress address = entry.ip();
        if (address.protocol() != QAbstractSocket::IPv4Protocol)
            continue;
        if (isLoopback || isUnspecified(listener) || address == toHostAddress(listener))
            return address;
    }
    return {};
}

} // namespace

LanAnnouncer::LanAnnouncer(LanPlace place, QObject *parent)
    : QObject(parent)
    , m_place(std::move(place))
{
    m_timer.callOnTimeout(this, &LanAnnouncer::announce);
}

base::Expected<void> LanAnnouncer::start(const FoundCoordinator &coordinator)
{
    m_sockets.clear();
    m_message = lanMessage(coordinator);
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        const QHostAddress address = addressFor(interface, coordinator.endpoint);
        if (address.isNull())
            continue;
        auto socket = std::make_unique<QUdpSocket>();
        if (!socket->bind(address, 0))
            continue;
        socket->setMulticastInterface(interface);
        m_sockets.push_back(std::move(socket));
    }
    if (m_sockets.empty())
        return base::fail(base::ErrorCode::Io, coordinator.endpoint.text(),
                          "no interface of this address can announce it");
    announce();
    m_timer.start(Interval);
    return {};
}

void LanAnnouncer::stop()
{
    m_timer.stop();
    m_sockets.clear();
}

/// A datagram that the system does not take is left out: the next one follows.
void LanAnnouncer::announce()
{
    for (const auto &socket : m_sockets)
        socket->writeDatagram(m_message, m_place.group, m_place.port);
}

} // namespace net
