#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/base/ids.h"

#include <array>

namespace wire {

/// Bytes of a handshake: 1 + 19 protocol name, 8 reserved, 20 info-hash, 20 peer id (BEP 3).
inline constexpr std::size_t handshakeSize = 68;
/// Bytes after which the info-hash is known and the receiver may answer.
inline constexpr std::size_t handshakeHashEnd = 48;

/// What both sides say first.
struct Handshake {
    base::InfoHash infoHash;
    base::PeerId peerId;
    bool fast = false; ///< speaks the fast extension (BEP 6)
    bool extended = false; ///< speaks the extension protocol (BEP 10)
    bool operator==(const Handshake &) const = default;
};

/// How much of a handshake has come.
enum class HandshakeStage {
    NeedMore, ///< nothing to use yet
    HashKnown, ///< all but the peer id
    Complete,
};

/// A handshake as far as it has come.
struct HandshakeReading {
    HandshakeStage stage = HandshakeStage::NeedMore;
    Handshake handshake;
};

/// The bytes of a handshake.
std::array<std::uint8_t, handshakeSize> encodeHandshake(const Handshake &handshake);

/// Reads the bytes that have come so far (more than a handshake is fine; the rest are messages). An
/// error as soon as a byte of the protocol name is wrong. Unknown reserved bits are ignored.
base::Expected<HandshakeReading> readHandshake(base::ByteView soFar);

} // namespace wire
