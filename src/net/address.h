#pragma once

#include "core/base/endpoint.h"

#include <QHostAddress>

#include <sys/socket.h>

namespace net {

/// The address alone, in Qt's words.
QHostAddress toHostAddress(const base::Endpoint &endpoint);
/// Back again; an address of no family gives the unspecified one.
base::Endpoint toEndpoint(const QHostAddress &address, std::uint16_t port);
/// What the system said about the other end of a socket; port 0 and no address for other families.
base::Endpoint toEndpoint(const sockaddr_storage &address);

} // namespace net
