#include "core/base/text.h"
#include "core/wire/httpannounce.h"
#include "core/wire/udpannounce.h"

#include <algorithm>

namespace wire {

namespace {

using base::ErrorCode;
using base::readBigEndian;
using base::writeBigEndian;

constexpr std::size_t maxReasonCharacters = 256;

void writeRequestHeader(std::uint8_t *to, const UdpHeader &header)
{
    writeBigEndian(to, header.connectionId);
    writeBigEndian(to + 8, header.action);
    writeBigEndian(to + 12, header.transactionId);
}

/// Nothing when the reply is of that kind and holds `size` bytes.
std::optional<base::Error> faultOf(base::ByteView packet, UdpAction expected, std::size_t size)
{
    constexpr std::size_t replyHeader = 8;
    if (packet.size() < replyHeader)
        return base::Error{ErrorCode::Malformed, "tracker reply", "the packet is too short"};
    const auto action = readBigEndian<std::uint32_t>(packet.data());
    if (action == static_cast<std::uint32_t>(UdpAction::Error))
        return base::Error{
            ErrorCode::Unsupported, "the tracker refused",
            base::cleanText(base::asText(packet.subspan(replyHeader)), maxReasonCharacters)};
    if (action != static_cast<std::uint32_t>(expected))
        return base::Error{ErrorCode::Malformed, "tracker reply", "it answers another request"};
    if (packet.size() < size)
        return base::Error{ErrorCode::Malformed, "tracker reply", "the packet is too short"};
    return std::nullopt;
}

} // namespace

std::array<std::uint8_t, udpHeaderSize> udpConnectRequest(std::uint32_t transactionId)
{
    std::array<std::uint8_t, udpHeaderSize> packet{};
    writeRequestHeader(packet.data(), {udpProtocolMagic, 0, transactionId});
    return packet;
}

std::array<std::uint8_t, udpAnnounceSize> udpAnnounceRequest(std::uint64_t connectionId,
                                                             std::uint32_t transactionId,
                                                             const AnnounceRequest &request)
{
    std::array<std::uint8_t, udpAnnounceSize> packet{};
    std::uint8_t *const to = packet.data();
    writeRequestHeader(
        to, {connectionId, static_cast<std::uint32_t>(UdpAction::Announce), transactionId});
    std::ranges::copy(request.infoHash.bytes, to + 16);
    std::ranges::copy(request.peerId.bytes, to + 36);
    writeBigEndian(to + 56, request.downloaded);
    writeBigEndian(to + 64, request.left);
    writeBigEndian(to + 72, request.uploaded);
    writeBigEndian(to + 80, static_cast<std::uint32_t>(request.event));
    if (request.claimedAddress && request.claimedAddress->isV4())
        writeBigEndian(to + 84, request.claimedAddress->v4());
    writeBigEndian(to + 88, request.key);
    writeBigEndian(to + 92, request.numWant.value_or(0xffffffffU)); // -1: the tracker's default
    writeBigEndian(to + 96, request.port);
    return packet;
}

base::Bytes udpScrapeRequest(std::uint64_t connectionId, std::uint32_t transactionId,
                             std::span<const base::InfoHash> hashes)
{
    base::Bytes packet(udpHeaderSize);
    writeRequestHeader(
        packet.data(),
        {connectionId, static_cast<std::uint32_t>(UdpAction::Scrape), transactionId});
    for (const base::InfoHash &hash : hashes.first(std::min(hashes.size(), udpMaxScrapes)))
        packet.insert(packet.end(), hash.bytes.begin(), hash.bytes.end());
    return packet;
}

bool isUdpReplyTo(base::ByteView packet, std::uint32_t transactionId)
{
    return packet.size() >= 8 && readBigEndian<std::uint32_t>(packet.data() + 4) == transactionId;
}

base::Expected<std::uint64_t> readUdpConnectReply(base::ByteView packet)
{
    if (auto fault = faultOf(packet, UdpAction::Connect, 16))
        return tl::unexpected(*fault);
    return readBigEndian<std::uint64_t>(packet.data() + 8);
}

base::Expected<AnnounceResponse> readUdpAnnounceReply(base::ByteView packet, AddressFamily family)
{
    constexpr std::size_t header = 20;
    if (auto fault = faultOf(packet, UdpAction::Announce, header))
        return tl::unexpected(*fault);
    AnnounceResponse response;
    response.interval = clampedInterval(
        static_cast<std::int32_t>(readBigEndian<std::uint32_t>(packet.data() + 8)));
    response.incomplete = readBigEndian<std::uint32_t>(packet.data() + 12);
    response.complete = readBigEndian<std::uint32_t>(packet.data() + 16);
    const bool v4 = family == AddressFamily::V4;
    const std::size_t size = v4 ? 6 : 18;
    for (std::size_t at = header; at + size <= packet.size(); at += size) {
        const std::uint8_t *const from = packet.data() + at;
        response.peers.push_back({v4 ? base::readCompactV4(from) : base::readCompactV6(from), {}});
    }
    keepUsefulPeers(response.peers);
    return response;
}

base::Expected<std::vector<ScrapeEntry>> readUdpScrapeReply(base::ByteView packet,
                                                            std::span<const base::InfoHash> hashes)
{
    if (auto fault = faultOf(packet, UdpAction::Scrape, 8))
        return tl::unexpected(*fault);
    std::vector<ScrapeEntry> entries;
    for (const base::InfoHash &hash : hashes) {
        const std::size_t at = 8 + entries.size() * 12;
        if (at + 12 > packet.size())
            break;
        const std::uint8_t *const from = packet.data() + at;
        entries.push_back({hash, readBigEndian<std::uint32_t>(from),
                           readBigEndian<std::uint32_t>(from + 4),
                           readBigEndian<std::uint32_t>(from + 8)});
    }
    return entries;
}

} // namespace wire
