// The part of swarm::Peer that reads the messages of BEP 3, BEP 6 and BEP 10.

#include "core/swarm/peer.h"
#include "core/wire/extensionhandshake.h"

namespace swarm {

/// The first words: what we have (exactly one availability message, first), then the extension
/// handshake.
void Peer::greet(RemotePeer &remote)
{
    const bool shows = !m_state.have.none() && !m_uploads.isSuperSeeding();
    if (remote.fast && !shows)
        m_state.send(remote, wire::HaveNone{});
    else if (remote.fast && m_state.have.all())
        m_state.send(remote, wire::HaveAll{});
    else if (shows)
        m_state.send(remote, wire::BitfieldMessage{m_state.have.toWire()});
    if (!remote.extended)
        return;
    wire::ExtensionHandshake hello;
    hello.client = m_state.config.clientVersion;
    hello.port = m_state.config.listenPort;
    hello.requestQueue = Uploads::maxQueue;
    hello.uploadOnly = m_state.isSeed() && !m_uploads.isSuperSeeding();
    m_state.send(remote, wire::Extended{0, hello.encoded()});
}

void Peer::on(const MessageIn &event)
{
    RemotePeer *remote = m_state.find(event.link);
    if (remote != nullptr && !remote->closing)
        message(*remote, event.message);
}

/// Whether BEP 6 messages are allowed on the link; hangs it up when not (item 29).
bool Peer::requireFast(RemotePeer &remote)
{
    if (!remote.fast)
        m_state.hangup(remote, CloseReason::FastWithoutNegotiation);
    return remote.fast;
}

void Peer::have(RemotePeer &remote, std::uint32_t number)
{
    const auto piece = m_state.geometry.piece(number);
    if (!piece) {
        m_state.hangup(remote, CloseReason::BadIndex);
        return;
    }
    const bool isNew = !remote.pieces.has(*piece);
    remote.toldPieces = true;
    m_downloads.remoteGotPiece(remote, *piece);
    if (isNew)
        m_uploads.remoteGotPiece(remote, *piece);
    dropIfBothSeeds(remote);
}

/// The availability message; only the first counts and only as the first word (item 21).
void Peer::availability(RemotePeer &remote, wire::Bitfield pieces)
{
    if (remote.toldPieces)
        return;
    remote.toldPieces = true;
    remote.pieces = std::move(pieces);
    m_downloads.remoteToldPieces(remote);
    m_uploads.remoteToldPieces(remote);
    dropIfBothSeeds(remote);
}

void Peer::extended(RemotePeer &remote, const wire::Extended &message)
{
    if (message.id != 0)
        return;
    const auto hello = wire::ExtensionHandshake::decode(message.payload);
    if (!hello)
        return;
    if (hello->requestQueue)
        remote.remoteQueue = *hello->requestQueue;
    if (hello->port && !remote.listenKnown) {
        remote.endpoint.port = *hello->port;
        remote.listenKnown = true;
        m_contacts.linkUp(remote);
    }
    if (hello->uploadOnly.value_or(false) && m_state.isSeed())
        m_state.hangup(remote, CloseReason::BothSeeds);
}

namespace {

template <typename... Ts> struct Overloaded : Ts... {
    using Ts::operator()...;
};
// clang 14 does not deduce aggregates by itself.
template <typename... Ts> Overloaded(Ts...) -> Overloaded<Ts...>;

} // namespace

void Peer::message(RemotePeer &remote, const wire::Message &message)
{
    const std::uint32_t pieceCount = m_state.geometry.pieceCount();
    const auto reader = Overloaded{
        [&](const wire::KeepAlive &) {},
        [&](const wire::Choke &) { m_downloads.remoteChoked(remote); },
        [&](const wire::Unchoke &) { m_downloads.remoteUnchoked(remote); },
        [&](const wire::Interested &) { m_uploads.remoteInterested(remote); },
        [&](const wire::NotInterested &) { m_uploads.remoteNotInterested(remote); },
        [&](const wire::Have &m) { have(remote, m.piece); },
        [&](const wire::BitfieldMessage &m) {
            auto pieces = wire::Bitfield::fromWire(m.bits, pieceCount);
            if (pieces)
                availability(remote, std::move(*pieces));
            else
                m_state.hangup(remote, CloseReason::BadBitfield);
        },
        [&](const wire::Request &m) { m_uploads.requested(remote, m); },
        [&](const wire::Cancel &m) { m_uploads.cancelled(remote, m); },
        [&](const wire::Port &) {},
        [&](const wire::Suggest &) { requireFast(remote); },
        [&](const wire::HaveAll &) {
            if (requireFast(remote))
                availability(remote, wire::Bitfield(pieceCount, true));
        },
        [&](const wire::HaveNone &) {
            if (requireFast(remote))
                availability(remote, wire::Bitfield(pieceCount));
        },
        [&](const wire::Reject &m) {
            const auto block = m_state.geometry.block(m.index, m.begin, m.length);
            if (requireFast(remote) && block)
                m_downloads.remoteRejected(remote, *block);
        },
        [&](const wire::AllowedFast &m) {
            const auto piece = m_state.geometry.piece(m.piece);
            if (requireFast(remote) && piece)
                m_downloads.remoteAllowsFast(remote, *piece);
        },
        [&](const wire::Extended &m) { extended(remote, m); },
    };
    std::visit(reader, message);
}

} // namespace swarm
