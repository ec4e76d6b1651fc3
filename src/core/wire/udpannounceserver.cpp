#include "core/wire/udpannounce.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace wire {

namespace {

using base::ErrorCode;
using base::readBigEndian;
using base::writeBigEndian;

constexpr std::size_t announceReplyHeader = 20;
constexpr std::size_t scrapeEntrySize = 12;
constexpr std::size_t replyHeader = 8;

void writeHeader(std::span<std::uint8_t> out, UdpAction action, std::uint32_t transactionId)
{
    writeBigEndian(out.data(), static_cast<std::uint32_t>(action));
    writeBigEndian(out.data() + 4, transactionId);
}

bool isOverInt64(std::uint64_t total)
{
    return total > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

} // namespace

std::optional<UdpHeader> readUdpHeader(base::ByteView packet)
{
    if (packet.size() < udpHeaderSize)
        return std::nullopt;
    return UdpHeader{readBigEndian<std::uint64_t>(packet.data()),
                     readBigEndian<std::uint32_t>(packet.data() + 8),
                     readBigEndian<std::uint32_t>(packet.data() + 12)};
}

bool isUdpConnect(const UdpHeader &header)
{
    return header.connectionId == udpProtocolMagic
        && header.action == static_cast<std::uint32_t>(UdpAction::Connect);
}

base::Expected<AnnounceRequest> readUdpAnnounce(base::ByteView packet)
{
    if (packet.size() < udpAnnounceSize)
        return base::fail(ErrorCode::Malformed, "announce", "the packet is too short");
    const std::uint8_t *const from = packet.data();
    AnnounceRequest request;
    request.infoHash = base::InfoHash::fromBytes(from + 16);
    request.peerId = base::PeerId::fromBytes(from + 36);
    request.downloaded = readBigEndian<std::uint64_t>(from + 56);
    request.left = readBigEndian<std::uint64_t>(from + 64);
    request.uploaded = readBigEndian<std::uint64_t>(from + 72);
    if (isOverInt64(request.downloaded) || isOverInt64(request.left)
        || isOverInt64(request.uploaded))
        return base::fail(ErrorCode::Malformed, "announce", "a number of bytes is negative");
    const auto event = readBigEndian<std::uint32_t>(from + 80);
    if (event > static_cast<std::uint32_t>(AnnounceEvent::Paused))
        return base::fail(ErrorCode::Malformed, "announce", "the event is unknown");
    request.event = static_cast<AnnounceEvent>(event);
    if (const auto address = readBigEndian<std::uint32_t>(from + 84))
        request.claimedAddress = base::Endpoint::fromV4(address, 0);
    request.key = readBigEndian<std::uint32_t>(from + 88);
    const auto numWant = static_cast<std::int32_t>(readBigEndian<std::uint32_t>(from + 92));
    if (numWant >= 0)
        request.numWant = static_cast<std::uint32_t>(numWant);
    request.port = readBigEndian<std::uint16_t>(from + 96);
    if (request.port == 0)
        return base::fail(ErrorCode::Malformed, "announce", "port is not between 1 and 65535");
    return request;
}

std::size_t udpScrapeCount(base::ByteView packet)
{
    const std::size_t hashes
        = packet.size() < udpHeaderSize ? 0 : (packet.size() - udpHeaderSize) / 20;
    return std::min(hashes, udpMaxScrapes);
}

base::InfoHash udpScrapeHash(base::ByteView packet, std::size_t index)
{
    return base::InfoHash::fromBytes(packet.data() + udpHeaderSize + index * 20);
}

std::size_t writeUdpConnectReply(std::span<std::uint8_t> out, std::uint32_t transactionId,
                                 std::uint64_t connectionId)
{
    writeHeader(out, UdpAction::Connect, transactionId);
    writeBigEndian(out.data() + replyHeader, connectionId);
    return udpHeaderSize;
}

std::size_t writeUdpAnnounceReply(std::span<std::uint8_t> out, std::uint32_t transactionId,
                                  const AnnounceResponse &response, AddressFamily family)
{
    writeHeader(out, UdpAction::Announce, transactionId);
    writeBigEndian(out.data() + 8, static_cast<std::uint32_t>(response.interval.count()));
    writeBigEndian(out.data() + 12, response.incomplete.value_or(0));
    writeBigEndian(out.data() + 16, response.complete.value_or(0));
    const bool v4 = family == AddressFamily::V4;
    const std::size_t addressSize = v4 ? 4 : 16;
    std::size_t size = announceReplyHeader;
    for (const ListedPeer &peer : response.peers) {
        if (peer.endpoint.isV4() != v4)
            continue;
        if (out.size() - size < addressSize + 2)
            break;
        const auto &address = peer.endpoint.address;
        std::memcpy(out.data() + size, address.data() + address.size() - addressSize, addressSize);
        writeBigEndian(out.data() + size + addressSize, peer.endpoint.port);
        size += addressSize + 2;
    }
    return size;
}

std::size_t writeUdpScrapeReply(std::span<std::uint8_t> out, std::uint32_t transactionId,
                                std::span<const ScrapeEntry> entries)
{
    writeHeader(out, UdpAction::Scrape, transactionId);
    std::size_t size = replyHeader;
    for (const ScrapeEntry &entry : entries) {
        if (out.size() - size < scrapeEntrySize)
            break;
        writeBigEndian(out.data() + size, entry.complete);
        writeBigEndian(out.data() + size + 4, entry.downloaded);
        writeBigEndian(out.data() + size + 8, entry.incomplete);
        size += scrapeEntrySize;
    }
    return size;
}

std::size_t writeUdpError(std::span<std::uint8_t> out, std::uint32_t transactionId,
                          std::string_view text)
{
    writeHeader(out, UdpAction::Error, transactionId);
    const std::size_t length = std::min(text.size(), out.size() - replyHeader);
    std::memcpy(out.data() + replyHeader, text.data(), length);
    return replyHeader + length;
}

} // namespace wire
