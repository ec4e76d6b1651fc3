#include "support/rawclient.h"

#include "net/address.h"

#include <QNetworkDatagram>
#include <QTest>

namespace support {

namespace {

constexpr int Patience = 10'000; // ms

} // namespace

bool eventually(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, Patience);
}

RawClient::RawClient(const base::Endpoint &server)
{
    m_socket.connectToHost(net::toHostAddress(server), server.port);
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    eventually([this] { return m_socket.state() != QAbstractSocket::ConnectingState; });
}

void RawClient::send(std::string_view bytes)
{
    m_socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
    m_socket.flush();
}

void RawClient::sendBytewise(std::string_view bytes)
{
    for (const char byte : bytes) {
        send({&byte, 1});
        QCoreApplication::processEvents();
    }
}

bool RawClient::hears(std::string_view text)
{
    return eventually([&] { return heard().find(text) != std::string::npos; });
}

bool RawClient::isClosed()
{
    return eventually([this] {
        heard();
        return m_socket.state() == QAbstractSocket::UnconnectedState;
    });
}

const std::string &RawClient::heard()
{
    m_heard += m_socket.readAll().toStdString();
    return m_heard;
}

std::string RawClient::exchange(const base::Endpoint &server, std::string_view bytes)
{
    RawClient client(server);
    client.send(bytes);
    client.isClosed();
    return client.heard();
}

RawDatagrams::RawDatagrams(const base::Endpoint &server)
    : m_server(server)
{
    m_socket.bind(net::toHostAddress(server).protocol() == QAbstractSocket::IPv6Protocol
                      ? QHostAddress(QHostAddress::LocalHostIPv6)
                      : QHostAddress(QHostAddress::LocalHost));
}

void RawDatagrams::send(std::string_view bytes)
{
    m_socket.writeDatagram(bytes.data(), static_cast<qint64>(bytes.size()),
                           net::toHostAddress(m_server), m_server.port);
}

std::optional<std::string> RawDatagrams::next()
{
    if (!eventually([this] { return m_socket.hasPendingDatagrams(); }))
        return std::nullopt;
    return m_socket.receiveDatagram().data().toStdString();
}

std::optional<std::string> RawDatagrams::ask(std::string_view bytes)
{
    send(bytes);
    return next();
}

} // namespace support
