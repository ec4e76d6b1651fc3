#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <variant>

namespace wire {

/// The number that names a message on the wire (BEP 3, BEP 6, BEP 10).
enum class MessageId : std::uint8_t {
    Choke = 0,
    Unchoke = 1,
    Interested = 2,
    NotInterested = 3,
    Have = 4,
    Bitfield = 5,
    Request = 6,
    Piece = 7,
    Cancel = 8,
    Port = 9,
    Suggest = 13,
    HaveAll = 14,
    HaveNone = 15,
    Reject = 16,
    AllowedFast = 17,
    Extended = 20,
};

// The messages as values. Numbers are as they came from the wire: nobody trusts them before
// Geometry has. A piece message is not among them, since payload never enters the brain.
struct KeepAlive {
    bool operator==(const KeepAlive &) const = default;
};
struct Choke {
    bool operator==(const Choke &) const = default;
};
struct Unchoke {
    bool operator==(const Unchoke &) const = default;
};
struct Interested {
    bool operator==(const Interested &) const = default;
};
struct NotInterested {
    bool operator==(const NotInterested &) const = default;
};
struct Have {
    std::uint32_t piece = 0;
    bool operator==(const Have &) const = default;
};
struct BitfieldMessage {
    base::Bytes bits; ///< wire form
    bool operator==(const BitfieldMessage &) const = default;
};
struct Request {
    std::uint32_t index = 0, begin = 0, length = 0;
    bool operator==(const Request &) const = default;
};
struct Cancel {
    std::uint32_t index = 0, begin = 0, length = 0;
    bool operator==(const Cancel &) const = default;
};
struct Port {
    std::uint16_t port = 0;
    bool operator==(const Port &) const = default;
};
struct Suggest { // BEP 6
    std::uint32_t piece = 0;
    bool operator==(const Suggest &) const = default;
};
struct HaveAll { // BEP 6
    bool operator==(const HaveAll &) const = default;
};
struct HaveNone { // BEP 6
    bool operator==(const HaveNone &) const = default;
};
struct Reject { // BEP 6
    std::uint32_t index = 0, begin = 0, length = 0;
    bool operator==(const Reject &) const = default;
};
struct AllowedFast { // BEP 6
    std::uint32_t piece = 0;
    bool operator==(const AllowedFast &) const = default;
};
struct Extended { // BEP 10
    std::uint8_t id = 0; ///< 0 is the extension handshake
    base::Bytes payload; ///< bencoded
    bool operator==(const Extended &) const = default;
};

using Message = std::variant<KeepAlive, Choke, Unchoke, Interested, NotInterested, Have,
                             BitfieldMessage, Request, Cancel, Port, Suggest, HaveAll, HaveNone,
                             Reject, AllowedFast, Extended>;

/// Appends the framed bytes of a message: 4-byte length, id, payload.
void append(base::Bytes &to, const Message &message);

/// Bytes before the payload of a piece message: length, id, index, begin.
inline constexpr std::size_t pieceHeaderSize = 13;
/// Writes the 13 bytes that come before a block's payload of `length` bytes.
void writePieceHeader(std::uint8_t *to, std::uint32_t index, std::uint32_t begin,
                      std::uint32_t length);

} // namespace wire
