#include "core/wire/messagereader.h"

#include <fmt/format.h>
#include <optional>

namespace wire {

namespace {

using base::ByteView;
using base::readBigEndian;

/// The payload length an id demands; nothing when any length is right.
std::optional<std::uint32_t> fixedLength(MessageId id)
{
    switch (id) {
    case MessageId::Choke:
    case MessageId::Unchoke:
    case MessageId::Interested:
    case MessageId::NotInterested:
    case MessageId::HaveAll:
    case MessageId::HaveNone:
        return 0;
    case MessageId::Have:
    case MessageId::Suggest:
    case MessageId::AllowedFast:
        return 4;
    case MessageId::Port:
        return 2;
    case MessageId::Request:
    case MessageId::Cancel:
    case MessageId::Reject:
        return 12;
    default:
        return std::nullopt;
    }
}

template <typename Range> Range readRange(const std::uint8_t *p)
{
    return {readBigEndian<std::uint32_t>(p), readBigEndian<std::uint32_t>(p + 4),
            readBigEndian<std::uint32_t>(p + 8)};
}

/// `body` is id and payload. Nothing for an id this program does not know.
std::optional<Message> decode(ByteView body)
{
    const std::uint8_t *p = body.data() + 1;
    switch (static_cast<MessageId>(body[0])) {
    case MessageId::Choke:
        return Choke{};
    case MessageId::Unchoke:
        return Unchoke{};
    case MessageId::Interested:
        return Interested{};
    case MessageId::NotInterested:
        return NotInterested{};
    case MessageId::Have:
        return Have{readBigEndian<std::uint32_t>(p)};
    case MessageId::Bitfield:
        return BitfieldMessage{{body.begin() + 1, body.end()}};
    case MessageId::Request:
        return readRange<Request>(p);
    case MessageId::Cancel:
        return readRange<Cancel>(p);
    case MessageId::Port:
        return Port{readBigEndian<std::uint16_t>(p)};
    case MessageId::Suggest:
        return Suggest{readBigEndian<std::uint32_t>(p)};
    case MessageId::HaveAll:
        return HaveAll{};
    case MessageId::HaveNone:
        return HaveNone{};
    case MessageId::Reject:
        return readRange<Reject>(p);
    case MessageId::AllowedFast:
        return AllowedFast{readBigEndian<std::uint32_t>(p)};
    case MessageId::Extended:
        if (body.size() < 2)
            return std::nullopt;
        return Extended{body[1], {body.begin() + 2, body.end()}};
    case MessageId::Piece:
        break;
    }
    return std::nullopt;
}

bool isKnown(std::uint8_t id)
{
    return id <= 9 || (id >= 13 && id <= 17) || id == 20;
}

constexpr std::size_t prefixSize = 5; // length and id

} // namespace

bool MessageReader::isMidMessage() const
{
    return m_state != State::Header || !m_held.empty();
}

/// Makes m_held hold `size` bytes; false when the input ended before.
bool MessageReader::gather(ByteView &input, std::size_t size)
{
    if (m_held.size() < size) {
        const std::size_t take = std::min(size - m_held.size(), input.size());
        m_held.insert(m_held.end(), input.begin(),
                      input.begin() + static_cast<std::ptrdiff_t>(take));
        input = input.subspan(take);
    }
    return m_held.size() >= size;
}

ReadResult MessageReader::takePayload(ByteView &input)
{
    const ByteView bytes = input.first(std::min<std::size_t>(m_left, input.size()));
    if (bytes.empty() && m_left > 0)
        return NeedMore{};
    input = input.subspan(bytes.size());
    m_left -= static_cast<std::uint32_t>(bytes.size());
    if (m_left == 0)
        m_state = State::Header;
    return PieceBytes{bytes, m_left == 0};
}

/// Reads length and id; something is returned unless the state has moved on.
std::optional<ReadResult> MessageReader::takeHeader(ByteView &input)
{
    if (!gather(input, 4))
        return NeedMore{};
    m_length = readBigEndian<std::uint32_t>(m_held.data());
    if (m_length == 0) {
        m_held.clear();
        return KeepAlive{};
    }
    if (m_length > maxMessageLength)
        return base::Error{
            base::ErrorCode::Limit, "",
            fmt::format("a message of {} bytes, over the limit of {}", m_length, maxMessageLength)};
    if (!gather(input, prefixSize))
        return NeedMore{};
    const std::uint8_t id = m_held[4];
    const auto fixed = fixedLength(static_cast<MessageId>(id));
    const bool piece = static_cast<MessageId>(id) == MessageId::Piece;
    if ((fixed && *fixed + 1 != m_length) || (piece && m_length < 9))
        return base::Error{base::ErrorCode::Malformed, "",
                           fmt::format("message id {} with a length of {} bytes", id, m_length)};
    m_left = m_length - 1;
    m_state = piece ? State::PieceHeader : isKnown(id) ? State::Body : State::Skip;
    if (m_state == State::Skip)
        m_held.clear();
    return std::nullopt;
}

std::optional<ReadResult> MessageReader::takeBody(ByteView &input)
{
    if (!gather(input, 4 + std::size_t{m_length}))
        return NeedMore{};
    auto message = decode(ByteView(m_held).subspan(4));
    m_held.clear();
    m_state = State::Header;
    if (message)
        return std::move(*message);
    return std::nullopt;
}

std::optional<ReadResult> MessageReader::skip(ByteView &input)
{
    const std::size_t take = std::min<std::size_t>(m_left, input.size());
    input = input.subspan(take);
    m_left -= static_cast<std::uint32_t>(take);
    if (m_left > 0)
        return NeedMore{};
    m_state = State::Header;
    return std::nullopt;
}

std::optional<ReadResult> MessageReader::takePieceHeader(ByteView &input)
{
    if (!gather(input, pieceHeaderSize))
        return NeedMore{};
    const PieceBegin begin{readBigEndian<std::uint32_t>(m_held.data() + 5),
                           readBigEndian<std::uint32_t>(m_held.data() + 9), m_length - 9};
    m_held.clear();
    m_left = begin.length;
    m_state = State::PiecePayload;
    return begin;
}

std::optional<ReadResult> MessageReader::step(ByteView &input)
{
    switch (m_state) {
    case State::Header:
        return takeHeader(input);
    case State::Body:
        return takeBody(input);
    case State::PieceHeader:
        return takePieceHeader(input);
    case State::PiecePayload:
        return takePayload(input);
    case State::Skip:
        break;
    }
    return skip(input);
}

ReadResult MessageReader::next(ByteView &input)
{
    while (true) {
        if (auto result = step(input))
            return std::move(*result);
    }
}

} // namespace wire
