#pragma once

#include "net/connectionids.h"
#include "net/trackerdesk.h"

#include <cstddef>
#include <span>

namespace net {

/// What a tracker says over UDP (BEP 15), datagram by datagram, without sockets.
///
/// Until a client has proven with a connection id that it receives at its address, no answer is
/// larger than what it sent, so a forged sender gains nothing. The address in an announce is
/// ignored: a client is listed where its datagrams come from.
class UdpTracker
{
public:
    UdpTracker(TrackerDesk &desk, base::SipKey key)
        : m_desk(desk)
        , m_ids(key)
    {
    }

    /// Writes the answer to the front of `out`; 0 = none.
    std::size_t answer(base::ByteView datagram, const base::Endpoint &remote,
                       std::span<std::uint8_t> out);

private:
    std::size_t announce(base::ByteView datagram, const base::Endpoint &remote,
                         std::span<std::uint8_t> out);
    std::size_t scrape(base::ByteView datagram, std::uint32_t transaction,
                       std::span<std::uint8_t> out);

    TrackerDesk &m_desk;
    ConnectionIds m_ids;
};

} // namespace net
