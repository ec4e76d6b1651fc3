#include "support/scriptedseed.h"

#include "core/wire/bitfield.h"

#include <QHostAddress>

#include <algorithm>
#include <utility>

namespace support {

namespace {

base::ByteView bytesOf(const base::Bytes &content, std::uint32_t pieceLength,
                       const wire::Request &request)
{
    const std::size_t from = std::size_t{request.index} * pieceLength + request.begin;
    return base::ByteView(content).subspan(from, request.length);
}

/// An answer whose bytes are bent before they are sent.
template <typename Bend> Answer bent(SharedContent content, std::uint32_t pieceLength, Bend bend)
{
    return [content, pieceLength, bend](ScriptedPeer &peer, const wire::Request &request) mutable {
        const base::ByteView truth = bytesOf(*content, pieceLength, request);
        base::Bytes bytes(truth.begin(), truth.end());
        bend(bytes, request);
        peer.sendPiece(request.index, request.begin, bytes);
    };
}

} // namespace

ScriptedSeed::ScriptedSeed(std::shared_ptr<const wire::Metainfo> metainfo, Answer answer)
    : m_metainfo(std::move(metainfo))
    , m_answer(std::move(answer))
{
    static std::uint32_t number = 0;
    std::ranges::copy(std::string_view("-XX0001-"), id.bytes.begin());
    base::writeBigEndian(id.bytes.data() + 16, ++number);
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { acceptAll(); });
    m_server.listen(QHostAddress(QHostAddress::LocalHost), 0);
}

base::Endpoint ScriptedSeed::endpoint() const
{
    return base::Endpoint::fromV4(0x7f000001, m_server.serverPort());
}

std::size_t ScriptedSeed::openLinks() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(m_peers, [](const auto &peer) { return peer->isOpen(); }));
}

void ScriptedSeed::acceptAll()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        socket->setParent(nullptr);
        ++accepted;
        auto peer = std::make_unique<ScriptedPeer>(m_metainfo, std::unique_ptr<QTcpSocket>(socket));
        peer->handshake.fast = fast;
        peer->handshake.peerId = id;
        ScriptedPeer *raw = peer.get();
        peer->onRequest = [this, raw](const wire::Request &request) {
            requests.push_back(request);
            m_answer(*raw, request);
        };
        m_peers.push_back(std::move(peer));
        raw->sendHandshake();
        if (fast)
            raw->send(wire::HaveAll{});
        else
            raw->send(wire::BitfieldMessage{
                wire::Bitfield(m_metainfo->geometry.pieceCount(), true).toWire()});
        raw->send(wire::Unchoke{});
    }
}

// -- ways to answer --------------------------------------------------------------------------

Answer honestly(SharedContent content, std::uint32_t pieceLength)
{
    return bent(std::move(content), pieceLength, [](base::Bytes &, const wire::Request &) {});
}

Answer withFalseBlocks(SharedContent content, std::uint32_t pieceLength)
{
    return bent(std::move(content), pieceLength, [](base::Bytes &bytes, const wire::Request &) {
        for (std::uint8_t &byte : bytes)
            byte = static_cast<std::uint8_t>(~byte);
    });
}

Answer withOneBitWrongAPiece(SharedContent content, std::uint32_t pieceLength)
{
    return bent(std::move(content), pieceLength,
                [](base::Bytes &bytes, const wire::Request &request) {
                    if (request.begin == 0)
                        bytes[bytes.size() / 2] ^= 0x10;
                });
}

Answer withOneBlockInFiveWrong(SharedContent content, std::uint32_t pieceLength)
{
    return bent(std::move(content), pieceLength,
                [sent = 0](base::Bytes &bytes, const wire::Request &) mutable {
                    if (sent++ % 5 == 0)
                        bytes.back() ^= 0x01;
                });
}

Answer withOneFlipEver(SharedContent content, std::uint32_t pieceLength)
{
    return bent(std::move(content), pieceLength,
                [flipped = false](base::Bytes &bytes, const wire::Request &) mutable {
                    if (!std::exchange(flipped, true))
                        bytes.front() ^= 0x80;
                });
}

Answer twentyTimes(SharedContent content, std::uint32_t pieceLength)
{
    return [content, pieceLength](ScriptedPeer &peer, const wire::Request &request) {
        for (int i = 0; i < 20; ++i)
            peer.sendPiece(request.index, request.begin, bytesOf(*content, pieceLength, request));
    };
}

Answer never()
{
    return [](ScriptedPeer &, const wire::Request &) {};
}

Answer withRejects()
{
    return [](ScriptedPeer &peer, const wire::Request &request) {
        peer.send(wire::Reject{request.index, request.begin, request.length});
    };
}

} // namespace support
