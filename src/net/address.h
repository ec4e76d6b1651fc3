#pragma once

#include "core/base/endpoint.h"

#include <QHostAddress>

#include <sys/socket.h>

namespace net {

/// The address alone, in Qt's words.
QHostAddress toHostAddress(const base::Endpoint &endpoint);
/// The address that outgoing connections of a listener come from, so that others see it under the
/// address it listens on: null (the system chooses) when it listens on every address or on
/// loopback.
QHostAddress boundAddress(const base::Endpoint &listen);
/// Back again; an address of no family gives the unspecified one.
base::Endpoint toEndpoint(const QHostAddress &address, std::uint16_t port);
/// What the system said about the other end of a socket; port 0 and no address for other families.
base::Endpoint toEndpoint(const sockaddr_storage &address);

/// 0.0.0.0 or ::, which listen everywhere and can be told to nobody.
bool isUnspecified(const base::Endpoint &endpoint);
/// The address under which this machine talks to another, with port 0; loopback when there is no
/// way to it. Nothing is sent.
base::Endpoint addressTowards(const base::Endpoint &remote);

} // namespace net
