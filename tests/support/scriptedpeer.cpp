#include "support/scriptedpeer.h"

#include "net/address.h"
#include "support/rawclient.h"

#include <QHostAddress>

#include <algorithm>
#include <sys/socket.h>
#include <utility>

namespace support {

namespace {

/// An id that no other peer of this process has.
base::PeerId nextPeerId()
{
    static std::uint32_t number = 0;
    base::PeerId id;
    std::ranges::copy(std::string_view("-XX0000-"), id.bytes.begin());
    base::writeBigEndian(id.bytes.data() + 16, ++number);
    return id;
}

} // namespace

ScriptedPeer::ScriptedPeer(std::shared_ptr<const wire::Metainfo> metainfo,
                           const base::Endpoint &remote)
    : handshake{metainfo->infoHash, nextPeerId(), true, true}
    , m_metainfo(std::move(metainfo))
    , m_socket(std::make_unique<QTcpSocket>())
{
    watch();
    m_socket->connectToHost(net::toHostAddress(remote), remote.port);
    waitFor([this] { return m_socket->state() == QAbstractSocket::ConnectedState; });
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

ScriptedPeer::ScriptedPeer(std::shared_ptr<const wire::Metainfo> metainfo,
                           std::unique_ptr<QTcpSocket> socket)
    : handshake{metainfo->infoHash, nextPeerId(), true, true}
    , m_metainfo(std::move(metainfo))
    , m_socket(std::move(socket))
{
    watch();
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

ScriptedPeer::~ScriptedPeer()
{
    m_socket->disconnect();
    m_socket->abort();
}

void ScriptedPeer::watch()
{
    QObject::connect(m_socket.get(), &QTcpSocket::readyRead, m_socket.get(), [this] { readAll(); });
}

void ScriptedPeer::waitFor(const std::function<bool()> &condition)
{
    (void)eventually(condition);
}

// -- saying ----------------------------------------------------------------------------------

void ScriptedPeer::sendBytes(base::ByteView bytes)
{
    if (!isOpen())
        return;
    m_socket->write(reinterpret_cast<const char *>(bytes.data()),
                    static_cast<qint64>(bytes.size()));
    m_socket->flush();
}

void ScriptedPeer::sendHandshake()
{
    sendBytes(wire::encodeHandshake(handshake));
}

void ScriptedPeer::send(const wire::Message &message)
{
    base::Bytes bytes;
    wire::append(bytes, message);
    sendBytes(bytes);
}

void ScriptedPeer::sendFramed(std::uint8_t id, base::ByteView payload)
{
    base::Bytes bytes;
    base::appendBigEndian(bytes, static_cast<std::uint32_t>(payload.size() + 1));
    bytes.push_back(id);
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    sendBytes(bytes);
}

void ScriptedPeer::sendPiece(std::uint32_t index, std::uint32_t begin, base::ByteView bytes)
{
    base::Bytes message(wire::pieceHeaderSize);
    wire::writePieceHeader(message.data(), index, begin, static_cast<std::uint32_t>(bytes.size()));
    message.insert(message.end(), bytes.begin(), bytes.end());
    sendBytes(message);
}

void ScriptedPeer::closeHalf()
{
    m_socket->flush();
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
}

void ScriptedPeer::reset()
{
    const linger hard{1, 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard,
                 sizeof hard);
    m_socket->abort();
}

// -- hearing ---------------------------------------------------------------------------------

void ScriptedPeer::resumeReading()
{
    m_reading = true;
    m_socket->setReadBufferSize(0);
    readAll();
}

void ScriptedPeer::readAll()
{
    if (!m_reading) {
        m_socket->setReadBufferSize(1);
        return;
    }
    const QByteArray bytes = m_socket->readAll();
    bytesHeard += static_cast<std::size_t>(bytes.size());
    parse({reinterpret_cast<const std::uint8_t *>(bytes.constData()),
           static_cast<std::size_t>(bytes.size())});
}

void ScriptedPeer::parse(base::ByteView input)
{
    if (!heardHandshake) {
        const std::size_t part
            = std::min(wire::handshakeSize - m_handshakeBytes.size(), input.size());
        m_handshakeBytes.insert(m_handshakeBytes.end(), input.begin(),
                                input.begin() + static_cast<std::ptrdiff_t>(part));
        input = input.subspan(part);
        const auto reading = wire::readHandshake(m_handshakeBytes);
        if (!reading || reading->stage != wire::HandshakeStage::Complete)
            return;
        heardHandshake = reading->handshake;
    }
    while (true) {
        wire::ReadResult result = m_reader.next(input);
        if (auto *message = std::get_if<wire::Message>(&result)) {
            const auto *request = std::get_if<wire::Request>(message);
            if (request != nullptr && onRequest)
                onRequest(*request);
            else
                messages.push_back(std::move(*message));
        } else if (const auto *begin = std::get_if<wire::PieceBegin>(&result)) {
            blocks.push_back({begin->index, begin->begin, {}});
        } else if (const auto *part = std::get_if<wire::PieceBytes>(&result)) {
            blocks.back().bytes.insert(blocks.back().bytes.end(), part->bytes.begin(),
                                       part->bytes.end());
        } else {
            return;
        }
    }
}

bool ScriptedPeer::shakesHands()
{
    sendHandshake();
    return eventually([this] { return heardHandshake || !isOpen(); }) && heardHandshake;
}

bool ScriptedPeer::isClosed()
{
    return eventually([this] { return !isOpen(); });
}

} // namespace support
