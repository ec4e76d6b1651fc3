#include "core/wire/message.h"

#include <array>

namespace wire {

namespace {

using base::appendBigEndian;
using base::Bytes;

void appendHeader(Bytes &to, std::uint32_t payload, MessageId id)
{
    appendBigEndian<std::uint32_t>(to, payload + 1);
    to.push_back(static_cast<std::uint8_t>(id));
}

void appendPlain(Bytes &to, MessageId id)
{
    appendHeader(to, 0, id);
}

void appendNumber(Bytes &to, MessageId id, std::uint32_t number)
{
    appendHeader(to, 4, id);
    appendBigEndian(to, number);
}

template <typename Range> void appendRange(Bytes &to, MessageId id, const Range &range)
{
    appendHeader(to, 12, id);
    appendBigEndian(to, range.index);
    appendBigEndian(to, range.begin);
    appendBigEndian(to, range.length);
}

/// One overload a message: a new message does not compile until it has one.
struct Appender {
    Bytes &to;

    void operator()(const KeepAlive &) const { appendBigEndian<std::uint32_t>(to, 0); }
    void operator()(const Choke &) const { appendPlain(to, MessageId::Choke); }
    void operator()(const Unchoke &) const { appendPlain(to, MessageId::Unchoke); }
    void operator()(const Interested &) const { appendPlain(to, MessageId::Interested); }
    void operator()(const NotInterested &) const { appendPlain(to, MessageId::NotInterested); }
    void operator()(const Have &m) const { appendNumber(to, MessageId::Have, m.piece); }
    void operator()(const BitfieldMessage &m) const
    {
        appendHeader(to, static_cast<std::uint32_t>(m.bits.size()), MessageId::Bitfield);
        to.insert(to.end(), m.bits.begin(), m.bits.end());
    }
    void operator()(const Request &m) const { appendRange(to, MessageId::Request, m); }
    void operator()(const Cancel &m) const { appendRange(to, MessageId::Cancel, m); }
    void operator()(const Port &m) const
    {
        appendHeader(to, 2, MessageId::Port);
        appendBigEndian(to, m.port);
    }
    void operator()(const Suggest &m) const { appendNumber(to, MessageId::Suggest, m.piece); }
    void operator()(const HaveAll &) const { appendPlain(to, MessageId::HaveAll); }
    void operator()(const HaveNone &) const { appendPlain(to, MessageId::HaveNone); }
    void operator()(const Reject &m) const { appendRange(to, MessageId::Reject, m); }
    void operator()(const AllowedFast &m) const
    {
        appendNumber(to, MessageId::AllowedFast, m.piece);
    }
    void operator()(const Extended &m) const
    {
        appendHeader(to, static_cast<std::uint32_t>(m.payload.size() + 1), MessageId::Extended);
        to.push_back(m.id);
        to.insert(to.end(), m.payload.begin(), m.payload.end());
    }
};

} // namespace

void append(Bytes &to, const Message &message)
{
    std::visit(Appender{to}, message);
}

void writePieceHeader(std::uint8_t *to, std::uint32_t index, std::uint32_t begin,
                      std::uint32_t length)
{
    base::writeBigEndian<std::uint32_t>(to, length + 9);
    to[4] = static_cast<std::uint8_t>(MessageId::Piece);
    base::writeBigEndian(to + 5, index);
    base::writeBigEndian(to + 9, begin);
}

} // namespace wire
