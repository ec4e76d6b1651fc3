#pragma once

#include "core/base/endpoint.h"
#include "core/base/expected.h"

#include <QByteArray>
#include <QHostAddress>

#include <string>

namespace net {

/// Where coordinators announce themselves: a group of the site-local scope (RFC 2365), which
/// routers keep inside.
struct LanPlace {
    QHostAddress group{QStringLiteral("239.255.74.20")};
    std::uint16_t port = 7421;
};

/// A coordinator that announces itself.
struct FoundCoordinator {
    base::Endpoint endpoint;
    bool wantsKey = false;
    std::string epoch; ///< of its process

    bool operator==(const FoundCoordinator &) const = default;
};

/// The longest announcement that is read, bytes.
inline constexpr qint64 MaxLanMessage = 512;

/// The datagram by which a coordinator at that port announces itself; its address is the sender's.
QByteArray lanMessage(const FoundCoordinator &coordinator);
/// Reads one that came from `sender`. Malformed when it is none, Unsupported of another version.
base::Expected<FoundCoordinator> parseLanMessage(const QByteArray &datagram,
                                                 const base::Endpoint &sender);

} // namespace net
