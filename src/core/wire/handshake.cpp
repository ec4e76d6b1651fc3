#include "core/wire/handshake.h"

#include <algorithm>
#include <string_view>

namespace wire {

namespace {

constexpr std::string_view protocolName = "\x13"
                                          "BitTorrent protocol";
constexpr std::size_t reservedAt = 20;
constexpr std::size_t hashAt = 28;
constexpr std::size_t extendedByte = reservedAt + 5; // BEP 10
constexpr std::uint8_t extendedBit = 0x10;
constexpr std::size_t fastByte = reservedAt + 7; // BEP 6
constexpr std::uint8_t fastBit = 0x04;

} // namespace

std::array<std::uint8_t, handshakeSize> encodeHandshake(const Handshake &handshake)
{
    std::array<std::uint8_t, handshakeSize> bytes{};
    std::ranges::copy(protocolName, bytes.begin());
    if (handshake.extended)
        bytes[extendedByte] |= extendedBit;
    if (handshake.fast)
        bytes[fastByte] |= fastBit;
    std::ranges::copy(handshake.infoHash.bytes, bytes.begin() + hashAt);
    std::ranges::copy(handshake.peerId.bytes, bytes.begin() + handshakeHashEnd);
    return bytes;
}

base::Expected<HandshakeReading> readHandshake(base::ByteView soFar)
{
    const std::size_t known = std::min(soFar.size(), protocolName.size());
    if (base::asText(soFar.first(known)) != protocolName.substr(0, known))
        return base::fail(base::ErrorCode::Malformed, "",
                          "it does not speak the BitTorrent protocol");
    HandshakeReading reading;
    if (soFar.size() < handshakeHashEnd)
        return reading;
    reading.stage = HandshakeStage::HashKnown;
    reading.handshake.infoHash = base::InfoHash::fromBytes(soFar.data() + hashAt);
    reading.handshake.extended = (soFar[extendedByte] & extendedBit) != 0;
    reading.handshake.fast = (soFar[fastByte] & fastBit) != 0;
    if (soFar.size() < handshakeSize)
        return reading;
    reading.stage = HandshakeStage::Complete;
    reading.handshake.peerId = base::PeerId::fromBytes(soFar.data() + handshakeHashEnd);
    return reading;
}

} // namespace wire
