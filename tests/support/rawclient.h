#pragma once

#include "core/base/endpoint.h"

#include <QTcpSocket>
#include <QUdpSocket>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace support {

/// Runs the event loop until the condition holds; false after ten seconds.
bool eventually(const std::function<bool()> &condition);

/// A TCP client that says exactly the bytes it is told to, and keeps what it hears.
class RawClient
{
public:
    explicit RawClient(const base::Endpoint &server);

    void send(std::string_view bytes);
    /// Says the bytes one by one, each in a segment of its own.
    void sendBytewise(std::string_view bytes);
    /// Runs the event loop until the text has been heard; false after ten seconds.
    bool hears(std::string_view text);
    /// Runs the event loop until the other side has closed; false after ten seconds.
    bool isClosed();
    /// All that has been heard so far.
    const std::string &heard();
    void forget() { m_heard.clear(); }

    /// Everything a server answers to `bytes` until it closes.
    static std::string exchange(const base::Endpoint &server, std::string_view bytes);

private:
    QTcpSocket m_socket;
    std::string m_heard;
};

/// A UDP client that sends one datagram and waits for the answer.
class RawDatagrams
{
public:
    explicit RawDatagrams(const base::Endpoint &server);

    void send(std::string_view bytes);
    /// The next datagram, waiting for it; nothing after ten seconds.
    std::optional<std::string> next();
    std::optional<std::string> ask(std::string_view bytes);

private:
    QUdpSocket m_socket;
    base::Endpoint m_server;
};

} // namespace support
