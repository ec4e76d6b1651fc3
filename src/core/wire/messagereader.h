#pragma once

#include "core/base/expected.h"
#include "core/wire/message.h"

#include <array>
#include <cstdint>
#include <optional>
#include <variant>

namespace wire {

/// The largest length prefix that is read at all, bytes; a larger one ends the link at once.
inline constexpr std::uint32_t maxMessageLength = 1024 * 1024;

/// The input is used up.
struct NeedMore {
};
/// A piece message begins; PieceBytes follow until `length` bytes of payload have been given.
struct PieceBegin {
    std::uint32_t index = 0;
    std::uint32_t begin = 0;
    std::uint32_t length = 0; ///< payload bytes
};
/// The next part of a piece's payload; a view into the input.
struct PieceBytes {
    base::ByteView bytes;
    bool last = false;
};

using ReadResult = std::variant<NeedMore, Message, PieceBegin, PieceBytes, base::Error>;

/// Cuts the byte stream after the handshake into messages, however it is split. Payload is passed
/// through without a copy; other messages are held only until they are whole, at most
/// maxMessageLength bytes. After an Error (a length prefix over the limit, a wrong length for its
/// id) the stream cannot be read further. Unknown ids are skipped (items 18, 30).
class MessageReader
{
public:
    /// Takes the front of `input`, which shrinks by what was used. Call until NeedMore or Error.
    ReadResult next(base::ByteView &input);

    /// Whether a message has begun and is not whole yet.
    [[nodiscard]] bool isMidMessage() const;

private:
    enum class State : std::uint8_t { Header, Body, PieceHeader, PiecePayload, Skip };

    bool gather(base::ByteView &input, std::size_t size);
    std::optional<ReadResult> step(base::ByteView &input);
    std::optional<ReadResult> takeHeader(base::ByteView &input);
    std::optional<ReadResult> takeBody(base::ByteView &input);
    std::optional<ReadResult> takePieceHeader(base::ByteView &input);
    std::optional<ReadResult> skip(base::ByteView &input);
    ReadResult takePayload(base::ByteView &input);

    State m_state = State::Header;
    base::Bytes m_held; ///< the part of a header or body that came so far
    std::uint32_t m_length = 0; ///< of the message at hand, without its prefix
    std::uint32_t m_left = 0; ///< payload or skipped bytes still to come
};

} // namespace wire
