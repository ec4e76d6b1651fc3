#include "net/udptracker.h"

#include "core/wire/udpannounce.h"

#include <algorithm>
#include <array>

namespace net {

std::size_t UdpTracker::answer(base::ByteView datagram, const base::Endpoint &remote,
                               std::span<std::uint8_t> out)
{
    const auto header = wire::readUdpHeader(datagram);
    if (!header)
        return 0;
    if (wire::isUdpConnect(*header))
        return wire::writeUdpConnectReply(out, header->transactionId,
                                          m_ids.issue(remote, m_desk.now()));
    if (!m_ids.isValid(header->connectionId, remote, m_desk.now())) {
        constexpr std::string_view reason = "connection id is not valid, connect again";
        constexpr std::size_t errorHead = 8;
        if (datagram.size() < errorHead + reason.size())
            return 0;
        return wire::writeUdpError(out, header->transactionId, reason);
    }
    switch (static_cast<wire::UdpAction>(header->action)) {
    case wire::UdpAction::Announce:
        return announce(datagram, remote, out);
    case wire::UdpAction::Scrape:
        return scrape(datagram, header->transactionId, out);
    case wire::UdpAction::Connect:
    case wire::UdpAction::Error:
        break;
    }
    return wire::writeUdpError(out, header->transactionId, "unknown action");
}

std::size_t UdpTracker::announce(base::ByteView datagram, const base::Endpoint &remote,
                                 std::span<std::uint8_t> out)
{
    const std::uint32_t transaction = wire::readUdpHeader(datagram)->transactionId;
    auto request = wire::readUdpAnnounce(datagram);
    if (!request)
        return wire::writeUdpError(out, transaction, request.error().detail);
    request->claimedAddress.reset();
    const auto family = remote.isV4() ? wire::AddressFamily::V4 : wire::AddressFamily::V6;
    return wire::writeUdpAnnounceReply(out, transaction, m_desk.announce(*request, remote), family);
}

std::size_t UdpTracker::scrape(base::ByteView datagram, std::uint32_t transaction,
                               std::span<std::uint8_t> out)
{
    const std::size_t count = wire::udpScrapeCount(datagram);
    if (count == 0)
        return wire::writeUdpError(out, transaction, "a scrape needs an info-hash");
    std::array<wire::ScrapeEntry, wire::udpMaxScrapes> entries;
    for (std::size_t i = 0; i < count; ++i)
        entries[i] = m_desk.scrape(wire::udpScrapeHash(datagram, i));
    return wire::writeUdpScrapeReply(out, transaction, std::span(entries).first(count));
}

} // namespace net
