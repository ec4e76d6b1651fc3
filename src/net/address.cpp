#include "net/address.h"

#include <QUdpSocket>

#include <algorithm>
#include <cstring>
#include <netinet/in.h>

namespace net {

QHostAddress toHostAddress(const base::Endpoint &endpoint)
{
    if (endpoint.isV4())
        return QHostAddress(endpoint.v4());
    return QHostAddress(endpoint.address.data());
}

QHostAddress boundAddress(const base::Endpoint &listen)
{
    const QHostAddress address = toHostAddress(listen);
    const bool everywhere = address == QHostAddress(QHostAddress::AnyIPv4)
        || address == QHostAddress(QHostAddress::AnyIPv6);
    return everywhere || address.isLoopback() ? QHostAddress() : address;
}

base::Endpoint toEndpoint(const QHostAddress &address, std::uint16_t port)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    if (isV4)
        return base::Endpoint::fromV4(v4, port);
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return base::Endpoint::fromV6(v6.c, port);
}

base::Endpoint toEndpoint(const sockaddr_storage &address)
{
    if (address.ss_family == AF_INET) {
        sockaddr_in v4;
        std::memcpy(&v4, &address, sizeof v4);
        return base::Endpoint::fromV4(ntohl(v4.sin_addr.s_addr), ntohs(v4.sin_port));
    }
    if (address.ss_family == AF_INET6) {
        sockaddr_in6 v6;
        std::memcpy(&v6, &address, sizeof v6);
        return base::Endpoint::fromV6(v6.sin6_addr.s6_addr, ntohs(v6.sin6_port));
    }
    return {};
}

bool isUnspecified(const base::Endpoint &endpoint)
{
    return endpoint.addressText() == "0.0.0.0" || endpoint.addressText() == "::";
}

base::Endpoint addressTowards(const base::Endpoint &remote)
{
    QUdpSocket socket; // connecting a datagram socket only chooses its address
    socket.connectToHost(toHostAddress(remote), remote.port);
    if (socket.localAddress().isNull())
        return base::Endpoint::fromV4(0x7f000001, 0);
    return toEndpoint(socket.localAddress(), 0);
}

} // namespace net
