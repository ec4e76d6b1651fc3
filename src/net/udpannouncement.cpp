#include "net/udpannouncement.h"

#include "core/wire/udpannounce.h"

#include <QNetworkDatagram>
#include <QRandomGenerator>

namespace net {

namespace {

/// An announce reply of 200 peers over IPv6 has 3,620 bytes; longer datagrams are cut.
constexpr qint64 MaxDatagram = 8 * 1024;

base::ByteView view(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()),
            static_cast<std::size_t>(bytes.size())};
}

} // namespace

UdpAnnouncement::UdpAnnouncement(const QUrl &url, const wire::AnnounceRequest &request,
                                 std::shared_ptr<UdpConnection> connection,
                                 std::chrono::milliseconds firstRetry, QObject *parent)
    : Announcement(parent)
    , m_url(url)
    , m_request(request)
    , m_connection(std::move(connection))
    , m_firstRetry(firstRetry)
{
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, [this] {
        // A tracker may drop what carries an id it has forgotten: ask for a new one.
        if (m_phase == Phase::Announcing && m_idIsRemembered)
            begin(Phase::Connecting);
        else
            send();
    });
    connect(&m_socket, &QUdpSocket::readyRead, this, &UdpAnnouncement::readAll);
    connect(
        &m_socket, &QUdpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
            if (error != QAbstractSocket::TemporaryError)
                finish(base::fail(base::ErrorCode::Io, "", m_socket.errorString().toStdString()));
        });
}

UdpAnnouncement::~UdpAnnouncement()
{
    m_socket.disconnect(this);
    if (m_lookup)
        QHostInfo::abortHostLookup(*m_lookup);
}

void UdpAnnouncement::start()
{
    m_lookup = QHostInfo::lookupHost(m_url.host(), this, &UdpAnnouncement::resolved);
}

void UdpAnnouncement::resolved(const QHostInfo &host)
{
    m_lookup.reset();
    if (host.addresses().isEmpty() || m_url.port() <= 0) {
        const bool portless = m_url.port() <= 0;
        finish(base::fail(base::ErrorCode::NotFound, "",
                          portless ? "the URL names no port" : host.errorString().toStdString()));
        return;
    }
    bindTo(m_socket);
    m_socket.connectToHost(host.addresses().constFirst(), static_cast<quint16>(m_url.port()));
    m_idIsRemembered = m_connection->isFresh();
    begin(m_idIsRemembered ? Phase::Announcing : Phase::Connecting);
}

void UdpAnnouncement::begin(Phase phase)
{
    m_phase = phase;
    m_idIsRemembered = m_idIsRemembered && phase == Phase::Announcing;
    m_retry = m_firstRetry;
    m_transaction = QRandomGenerator::global()->generate();
    send();
}

void UdpAnnouncement::send()
{
    const auto write = [this](const auto &packet) {
        m_socket.write(reinterpret_cast<const char *>(packet.data()),
                       static_cast<qint64>(packet.size()));
    };
    if (m_phase == Phase::Connecting)
        write(wire::udpConnectRequest(m_transaction));
    else
        write(wire::udpAnnounceRequest(m_connection->id, m_transaction, m_request));
    m_retryTimer.start(m_retry);
    m_retry *= 2;
}

void UdpAnnouncement::readAll()
{
    // Not while hasPendingDatagrams(): asking would swallow the word that nobody listens there.
    do {
        const QByteArray datagram = m_socket.receiveDatagram(MaxDatagram).data();
        if (!isFinished() && wire::isUdpReplyTo(view(datagram), m_transaction))
            readReply(view(datagram));
    } while (!isFinished() && m_socket.hasPendingDatagrams());
}

void UdpAnnouncement::readReply(base::ByteView datagram)
{
    if (m_phase == Phase::Connecting)
        readConnectReply(datagram);
    else
        readAnnounceReply(datagram);
}

void UdpAnnouncement::readConnectReply(base::ByteView datagram)
{
    const auto id = wire::readUdpConnectReply(datagram);
    if (!id) {
        m_retryTimer.stop();
        finish(tl::unexpected(id.error()));
        return;
    }
    m_connection->id = *id;
    m_connection->obtained.start();
    begin(Phase::Announcing);
}

void UdpAnnouncement::readAnnounceReply(base::ByteView datagram)
{
    const bool viaV6 = m_socket.peerAddress().protocol() == QAbstractSocket::IPv6Protocol;
    const auto response = wire::readUdpAnnounceReply(
        datagram, viaV6 ? wire::AddressFamily::V6 : wire::AddressFamily::V4);
    if (!response && m_idIsRemembered) {
        begin(Phase::Connecting);
        return;
    }
    m_retryTimer.stop();
    finish(response);
}

} // namespace net
