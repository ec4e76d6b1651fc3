#pragma once

#include "core/wire/udpannounce.h"
#include "net/address.h"
#include "net/trackerclient.h"

#include <QNetworkDatagram>
#include <QSslConfiguration>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUdpSocket>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace support {

inline const base::Endpoint anyTrackerPort = base::Endpoint::fromV4(0x7f000001, 0);

inline wire::AnnounceRequest request(std::uint16_t port = 7000)
{
    wire::AnnounceRequest request;
    request.infoHash.bytes.fill(0xe5);
    request.peerId.bytes.fill('p');
    request.port = port;
    request.left = 5;
    request.event = wire::AnnounceEvent::Started;
    return request;
}

/// Answers every connection with the same bytes, and closes; speaks TLS when told how.
class CannedServer
{
public:
    explicit CannedServer(std::string answer,
                          const std::optional<QSslConfiguration> &tls = std::nullopt)
        : m_scheme(tls ? "https" : "http")
        , m_answer(std::move(answer))
    {
        if (tls) {
            auto server = std::make_unique<QSslServer>();
            server->setSslConfiguration(*tls);
            m_server = std::move(server);
        } else {
            m_server = std::make_unique<QTcpServer>();
        }
        m_server->listen(QHostAddress::LocalHost);
        // With TLS a connection is there after the handshake, later than newConnection() says.
        QObject::connect(
            m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(), [this] {
                QTcpSocket *socket = m_server->nextPendingConnection();
                ++m_connections;
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    m_heard += socket->readAll().toStdString();
                    socket->write(m_answer.data(), static_cast<qint64>(m_answer.size()));
                    socket->disconnectFromHost();
                });
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            });
    }

    [[nodiscard]] std::string url() const
    {
        return m_scheme + "://127.0.0.1:" + std::to_string(m_server->serverPort()) + "/announce";
    }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] const std::string &heard() const { return m_heard; }
    void answer(const std::string &bytes) { m_answer = bytes; }

private:
    std::string m_scheme;
    std::unique_ptr<QTcpServer> m_server;
    std::string m_answer;
    std::string m_heard;
    int m_connections = 0;
};

inline std::string ok(const std::string &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

inline const std::string GoodBody = "d8:intervali1800e5:peers6:\x01\x02\x03\x04\x1a\xe1"
                                    "e";

/// A client and what it said.
struct Listening {
    net::TrackerClient client;
    std::vector<std::pair<std::string, wire::AnnounceResponse>> answers;
    std::vector<base::Error> failures;

    explicit Listening(std::vector<std::vector<std::string>> tiers, std::uint64_t seed = 1)
        : client(std::move(tiers), seed)
    {
        QObject::connect(
            &client, &net::TrackerClient::answered, &client,
            [this](const auto &url, const auto &response) { answers.emplace_back(url, response); });
        QObject::connect(&client, &net::TrackerClient::failed, &client,
                         [this](const auto &error) { failures.push_back(error); });
    }

    /// Announces and waits for the end; true when a tracker answered.
    bool announce(const wire::AnnounceRequest &what = request())
    {
        const std::size_t before = answers.size() + failures.size();
        const std::size_t answered = answers.size();
        client.announce(what);
        return eventually([&] { return answers.size() + failures.size() > before; })
            && answers.size() > answered;
    }
};

/// A UDP tracker that does what a test wants with each datagram.
class ScriptedUdp
{
public:
    using Script = std::function<void(const QNetworkDatagram &, QUdpSocket &)>;

    explicit ScriptedUdp(Script script)
        : m_script(std::move(script))
    {
        m_socket.bind(QHostAddress(QHostAddress::LocalHost));
        QObject::connect(&m_socket, &QUdpSocket::readyRead, &m_socket, [this] {
            while (m_socket.hasPendingDatagrams())
                m_script(m_socket.receiveDatagram(), m_socket);
        });
    }
    [[nodiscard]] std::string url() const
    {
        return "udp://127.0.0.1:" + std::to_string(m_socket.localPort());
    }

private:
    Script m_script;
    QUdpSocket m_socket;
};

inline base::ByteView view(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()),
            static_cast<std::size_t>(bytes.size())};
}

/// The right answer to a connect or announce, with the connection id 42.
inline QByteArray rightAnswer(const QNetworkDatagram &datagram)
{
    const QByteArray packet = datagram.data();
    const auto header = wire::readUdpHeader(view(packet)).value();
    std::array<std::uint8_t, 100> out{};
    std::size_t size = 0;
    if (wire::isUdpConnect(header)) {
        size = wire::writeUdpConnectReply(out, header.transactionId, 42);
    } else {
        wire::AnnounceResponse response;
        response.peers.push_back({base::Endpoint::fromV4(0x01020304, 6881), {}});
        size = wire::writeUdpAnnounceReply(out, header.transactionId, response,
                                           wire::AddressFamily::V4);
    }
    return {reinterpret_cast<const char *>(out.data()), static_cast<qsizetype>(size)};
}

} // namespace support
