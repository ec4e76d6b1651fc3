#include "core/wire/httpannounce.h"
#include "core/wire/scrape.h"
#include "core/wire/udpannounce.h"

#include <cstdlib>

static void check(const base::Expected<wire::AnnounceResponse> &response)
{
    if (!response)
        return;
    if (response->interval < wire::minAnnounceInterval
        || response->interval > wire::maxAnnounceInterval)
        std::abort();
    for (const wire::ListedPeer &peer : response->peers) {
        if (!peer.endpoint.isDialable())
            std::abort();
    }
}

/// A tracker's answer over HTTP and over UDP, and what a UDP tracker is sent.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const base::ByteView bytes(data, size);
    check(wire::decodeAnnounceReply(bytes));
    check(wire::readUdpAnnounceReply(bytes, wire::AddressFamily::V4));
    check(wire::readUdpAnnounceReply(bytes, wire::AddressFamily::V6));
    const std::array<base::InfoHash, 3> hashes{};
    (void)wire::decodeScrapeReply(bytes);
    (void)wire::readUdpScrapeReply(bytes, hashes);
    (void)wire::readUdpConnectReply(bytes);
    (void)wire::isUdpReplyTo(bytes, 0);
    if (const auto header = wire::readUdpHeader(bytes))
        (void)wire::isUdpConnect(*header);
    if (const auto request = wire::readUdpAnnounce(bytes); request && request->port == 0)
        std::abort();
    for (std::size_t i = 0; i < wire::udpScrapeCount(bytes); ++i)
        (void)wire::udpScrapeHash(bytes, i);
    return 0;
}
