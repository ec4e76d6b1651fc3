#include "core/lab/recordingcodec.h"

#include "core/base/varint.h"
#include "core/wire/bencode.h"
#include "core/wire/bencodewriter.h"

#include <array>
#include <cmath>

namespace lab {

namespace {

/// The kinds of events as they are written. Numbers are never used again for something else.
enum class EventCode : std::uint8_t {
    Joined = 1,
    Left = 2,
    Finished = 3,
    PieceDone = 4,
    Linked = 5,
    Unlinked = 6,
    Choke = 7,
    Pick = 8,
    Drop = 9,
    Corrupt = 10,
    Timeout = 11,
    Reveal = 12,
};

base::Error broken(std::string_view what)
{
    return {base::ErrorCode::Malformed, "recording", std::string(what)};
}

std::uint64_t wholeRate(double rate)
{
    return rate > 0 ? static_cast<std::uint64_t>(std::llround(rate)) : 0;
}

/// Writes the fields of each kind of event.
class FieldWriter
{
public:
    explicit FieldWriter(base::Bytes &to)
        : m_to(to)
    {
    }

    EventCode operator()(const Joined &e) { return write(EventCode::Joined, e.seed ? 1U : 0U); }
    EventCode operator()(const Left &) { return EventCode::Left; }
    EventCode operator()(const Finished &) { return EventCode::Finished; }
    EventCode operator()(const PieceDone &e)
    {
        return write(EventCode::PieceDone, base::toNumber(e.piece));
    }
    EventCode operator()(const Linked &e)
    {
        write(EventCode::Linked, base::toNumber(e.link));
        base::appendCompactV6(m_to, e.remote);
        return EventCode::Linked;
    }
    EventCode operator()(const Unlinked &e)
    {
        return write(EventCode::Unlinked, base::toNumber(e.link));
    }
    EventCode operator()(const swarm::Reason &e)
    {
        base::appendVarint(m_to, base::toNumber(e.link));
        return std::visit(*this, e.what);
    }
    EventCode operator()(const swarm::ChokeReason &e)
    {
        return write(EventCode::Choke, e.unchoke ? 1U : 0U, static_cast<std::uint64_t>(e.kind),
                     e.rank, e.slots, wholeRate(e.rate), wholeRate(e.lastServedRate));
    }
    EventCode operator()(const swarm::PickReason &e)
    {
        return write(EventCode::Pick, base::toNumber(e.piece), static_cast<std::uint64_t>(e.kind),
                     e.availability, e.ties);
    }
    EventCode operator()(const swarm::DropReason &e)
    {
        write(EventCode::Drop, static_cast<std::uint64_t>(e.reason));
        m_to.insert(m_to.end(), e.detail.begin(), e.detail.end());
        return EventCode::Drop;
    }
    EventCode operator()(const swarm::CorruptPiece &e)
    {
        return write(EventCode::Corrupt, base::toNumber(e.piece), e.senders);
    }
    EventCode operator()(const swarm::RequestTimeout &e)
    {
        return write(EventCode::Timeout, e.blocks);
    }
    EventCode operator()(const swarm::RevealReason &e)
    {
        return write(EventCode::Reveal, base::toNumber(e.piece), e.availability,
                     e.confirmed ? 1U : 0U);
    }

private:
    template <typename... Numbers> EventCode write(EventCode code, Numbers... numbers)
    {
        (base::appendVarint(m_to, numbers), ...);
        return code;
    }

    base::Bytes &m_to;
};

/// Reads the fields of one event; remembers whether any was missing.
class FieldReader
{
public:
    explicit FieldReader(base::ByteView from)
        : m_from(from)
    {
    }

    template <typename T = std::uint32_t> T number()
    {
        const auto value = base::takeVarint(m_from);
        m_good = m_good && value.has_value();
        return static_cast<T>(value.value_or(0));
    }
    /// An enumerator, not beyond the last one known.
    template <typename T> T kind(T last)
    {
        const auto value = number();
        m_good = m_good && value <= static_cast<std::uint32_t>(last);
        return m_good ? static_cast<T>(value) : T{};
    }
    base::Endpoint endpoint()
    {
        if (m_from.size() < 18) {
            m_good = false;
            return {};
        }
        const auto endpoint = base::readCompactV6(m_from.data());
        m_from = m_from.subspan(18);
        return endpoint;
    }
    std::string rest() { return std::string(base::asText(m_from)); }
    [[nodiscard]] bool isGood() const { return m_good; }

private:
    base::ByteView m_from;
    bool m_good = true;
};

swarm::ChokeReason readChoke(FieldReader &in)
{
    swarm::ChokeReason reason;
    reason.unchoke = in.number() != 0;
    reason.kind = in.kind(swarm::ChokeKind::Worth);
    reason.rank = in.number();
    reason.slots = in.number();
    reason.rate = static_cast<double>(in.number<std::uint64_t>());
    reason.lastServedRate = static_cast<double>(in.number<std::uint64_t>());
    return reason;
}

swarm::PickReason readPick(FieldReader &in)
{
    swarm::PickReason reason;
    reason.piece = base::PieceIndex{in.number()};
    reason.kind = in.kind(swarm::PickKind::Listed);
    reason.availability = in.number();
    reason.ties = in.number();
    return reason;
}

/// The event of a code; nothing for an unknown one.
std::optional<Happening> readFields(EventCode code, FieldReader &in)
{
    const auto reason = [&](auto read) {
        const base::LinkId link{in.number()};
        return swarm::Reason{link, read()};
    };
    switch (code) {
    case EventCode::Joined:
        return Joined{in.number() != 0};
    case EventCode::Left:
        return Left{};
    case EventCode::Finished:
        return Finished{};
    case EventCode::PieceDone:
        return PieceDone{base::PieceIndex{in.number()}};
    case EventCode::Linked: {
        const base::LinkId link{in.number()};
        return Linked{link, in.endpoint()};
    }
    case EventCode::Unlinked:
        return Unlinked{base::LinkId{in.number()}};
    case EventCode::Choke:
        return reason([&] { return readChoke(in); });
    case EventCode::Pick:
        return reason([&] { return readPick(in); });
    case EventCode::Drop:
        return reason([&] {
            const auto why = in.kind(swarm::CloseReason::Stopped);
            return swarm::DropReason{why, in.rest()};
        });
    case EventCode::Corrupt:
        return reason([&] {
            const base::PieceIndex piece{in.number()};
            return swarm::CorruptPiece{piece, in.number()};
        });
    case EventCode::Timeout:
        return reason([&] { return swarm::RequestTimeout{in.number()}; });
    case EventCode::Reveal:
        return reason([&] {
            const base::PieceIndex piece{in.number()};
            const auto availability = in.number();
            return swarm::RevealReason{piece, availability, in.number() != 0};
        });
    }
    return std::nullopt;
}

} // namespace

// -- chunks and header -----------------------------------------------------------------------

std::array<std::uint8_t, ChunkHead::size> ChunkHead::encoded() const
{
    std::array<std::uint8_t, size> bytes{};
    bytes[0] = static_cast<std::uint8_t>(type);
    base::writeBigEndian(bytes.data() + 1, length);
    base::writeBigEndian(bytes.data() + 5,
                         static_cast<std::uint64_t>(at.time_since_epoch().count()));
    return bytes;
}

ChunkHead ChunkHead::decoded(base::ByteView bytes)
{
    const auto at = static_cast<std::int64_t>(base::readBigEndian<std::uint64_t>(bytes.data() + 5));
    return {static_cast<ChunkType>(bytes[0]), base::readBigEndian<std::uint32_t>(bytes.data() + 1),
            base::Time(base::Duration(at))};
}

base::Bytes encodeHeader(const RecordingHeader &header)
{
    wire::BencodeDictionary dictionary;
    dictionary.setString("world", header.world);
    dictionary.setString("program", header.program);
    dictionary.setString("setup", header.setup);
    dictionary.setInteger("seed", static_cast<std::int64_t>(header.seed));
    dictionary.setInteger("length", static_cast<std::int64_t>(header.totalLength));
    dictionary.setInteger("piece length", static_cast<std::int64_t>(header.pieceLength));
    return dictionary.encoded();
}

base::Expected<RecordingHeader> decodeHeader(base::ByteView bytes)
{
    const auto tree = wire::Bencode::decode(bytes);
    if (!tree)
        return tl::unexpected(tree.error().within("recording's header"));
    const wire::BencodeValue root = tree->root();
    RecordingHeader header;
    header.world = root.stringAt("world").value_or("");
    header.program = root.stringAt("program").value_or("");
    header.setup = root.stringAt("setup").value_or("");
    header.seed = static_cast<std::uint64_t>(root.integerAt("seed").value_or(0));
    header.totalLength = static_cast<std::uint64_t>(root.integerAt("length").value_or(0));
    header.pieceLength = static_cast<std::uint32_t>(root.integerAt("piece length").value_or(0));
    if (header.totalLength == 0 || header.pieceLength == 0)
        return tl::unexpected(broken("the header names no content"));
    return header;
}

// -- events ----------------------------------------------------------------------------------

void appendEvent(base::Bytes &to, const RecordedEvent &event, base::Time before)
{
    base::Bytes fields;
    const EventCode code = std::visit(FieldWriter(fields), event.what);
    base::appendVarint(to, base::toZigzag((event.at - before).count()));
    to.push_back(static_cast<std::uint8_t>(code));
    base::appendVarint(to, event.peer);
    base::appendVarint(to, fields.size());
    to.insert(to.end(), fields.begin(), fields.end());
}

base::Expected<std::optional<RecordedEvent>> takeEvent(base::ByteView &from, base::Time &before)
{
    const auto distance = base::takeVarint(from);
    if (!distance || from.empty())
        return tl::unexpected(broken("an event is cut short"));
    const auto code = static_cast<EventCode>(from.front());
    from = from.subspan(1);
    const auto peer = base::takeVarint(from);
    const auto size = base::takeVarint(from);
    if (!peer || !size || *size > from.size())
        return tl::unexpected(broken("an event is cut short"));
    FieldReader fields(from.first(*size));
    from = from.subspan(*size);
    before += base::Duration(base::fromZigzag(*distance));
    auto what = readFields(code, fields);
    if (!what || !fields.isGood())
        return std::nullopt;
    return RecordedEvent{before, static_cast<std::uint32_t>(*peer), std::move(*what)};
}

// -- snapshots -------------------------------------------------------------------------------

base::Bytes encodeSnapshot(const RecordedSnapshot &snapshot)
{
    base::Bytes bytes;
    base::appendVarint(bytes, snapshot.peers.size());
    for (const RecordedPeer &peer : snapshot.peers) {
        base::appendVarint(bytes, peer.number);
        base::appendVarint(bytes, peer.uploaded);
        base::appendVarint(bytes, peer.downloaded);
        // Most peers of a young or an old swarm have nothing or everything.
        const bool plain = peer.have.all() || peer.have.none();
        bytes.push_back(plain ? (peer.have.all() ? 1 : 0) : 2);
        if (plain)
            continue;
        const base::Bytes bits = peer.have.toWire();
        bytes.insert(bytes.end(), bits.begin(), bits.end());
    }
    return bytes;
}

base::Expected<RecordedSnapshot> decodeSnapshot(base::ByteView bytes, base::Time at,
                                                std::uint32_t pieceCount)
{
    const auto cut = [] { return tl::unexpected(broken("a snapshot is cut short")); };
    RecordedSnapshot snapshot{at, {}};
    const auto count = base::takeVarint(bytes);
    if (!count)
        return cut();
    for (std::uint64_t i = 0; i < *count; ++i) {
        const auto number = base::takeVarint(bytes);
        const auto uploaded = base::takeVarint(bytes);
        const auto downloaded = base::takeVarint(bytes);
        if (!number || !uploaded || !downloaded || bytes.empty())
            return cut();
        const std::uint8_t form = bytes.front();
        bytes = bytes.subspan(1);
        std::optional<wire::Bitfield> have = wire::Bitfield(pieceCount, form == 1);
        if (form >= 2) {
            const std::size_t size = (std::size_t{pieceCount} + 7) / 8;
            if (bytes.size() < size)
                return cut();
            have = wire::Bitfield::fromWire(bytes.first(size), pieceCount);
            bytes = bytes.subspan(size);
        }
        if (!have)
            return tl::unexpected(broken("a snapshot's bitfield has spare bits set"));
        snapshot.peers.push_back(
            {static_cast<std::uint32_t>(*number), *uploaded, *downloaded, std::move(*have)});
    }
    return snapshot;
}

} // namespace lab
