#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/wire/announce.h"
#include "core/wire/scrape.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace wire {

// The packets of UDP trackers (BEP 15). Packets may be longer than what is read of them (BEP 41).
// Nothing on the server's side allocates, except the text of an error.

/// What a connect request carries in place of a connection id.
inline constexpr std::uint64_t udpProtocolMagic = 0x41727101980;
inline constexpr std::size_t udpHeaderSize = 16;
inline constexpr std::size_t udpAnnounceSize = 98;
/// The most torrents of one scrape.
inline constexpr std::size_t udpMaxScrapes = 74;

enum class UdpAction : std::uint32_t { Connect = 0, Announce = 1, Scrape = 2, Error = 3 };

/// Which addresses a reply's peers have: that of the socket it goes over (BEP 15).
enum class AddressFamily { V4, V6 };

/// The first 16 bytes of every request.
struct UdpHeader {
    std::uint64_t connectionId = 0;
    std::uint32_t action = 0; ///< a UdpAction, or anything
    std::uint32_t transactionId = 0;
};

// --- the server's side ---

/// Nothing when the packet is too short to answer.
std::optional<UdpHeader> readUdpHeader(base::ByteView packet);
/// Whether it is a well-formed connect request.
bool isUdpConnect(const UdpHeader &header);
/// Reads an announce. The address it claims is in claimedAddress; numWant -1 becomes absent.
base::Expected<AnnounceRequest> readUdpAnnounce(base::ByteView packet);
/// How many info-hashes a scrape holds, at most udpMaxScrapes.
std::size_t udpScrapeCount(base::ByteView packet);
/// The info-hash of that number; `index` must be below udpScrapeCount.
base::InfoHash udpScrapeHash(base::ByteView packet, std::size_t index);

// Each writes a reply to the front of `out` and returns its size; peers, torrents and text that do
// not fit are left out. `out` must hold 20 bytes.
std::size_t writeUdpConnectReply(std::span<std::uint8_t> out, std::uint32_t transactionId,
                                 std::uint64_t connectionId);
std::size_t writeUdpAnnounceReply(std::span<std::uint8_t> out, std::uint32_t transactionId,
                                  const AnnounceResponse &response, AddressFamily family);
std::size_t writeUdpScrapeReply(std::span<std::uint8_t> out, std::uint32_t transactionId,
                                std::span<const ScrapeEntry> entries);
std::size_t writeUdpError(std::span<std::uint8_t> out, std::uint32_t transactionId,
                          std::string_view text);

// --- the client's side ---

std::array<std::uint8_t, udpHeaderSize> udpConnectRequest(std::uint32_t transactionId);
std::array<std::uint8_t, udpAnnounceSize> udpAnnounceRequest(std::uint64_t connectionId,
                                                             std::uint32_t transactionId,
                                                             const AnnounceRequest &request);
/// At most udpMaxScrapes hashes are asked for.
base::Bytes udpScrapeRequest(std::uint64_t connectionId, std::uint32_t transactionId,
                             std::span<const base::InfoHash> hashes);

/// Whether a packet belongs to that transaction; others are to be ignored.
bool isUdpReplyTo(base::ByteView packet, std::uint32_t transactionId);

// Each reads a reply that isUdpReplyTo; a tracker's error (action 3) is an Error with its text.
base::Expected<std::uint64_t> readUdpConnectReply(base::ByteView packet);
/// Applies the same rules as decodeAnnounceReply: interval clamped, useless peers skipped.
base::Expected<AnnounceResponse> readUdpAnnounceReply(base::ByteView packet, AddressFamily family);
/// The entries in the order of the hashes asked for; fewer when the reply is short.
base::Expected<std::vector<ScrapeEntry>> readUdpScrapeReply(base::ByteView packet,
                                                            std::span<const base::InfoHash> hashes);

} // namespace wire
