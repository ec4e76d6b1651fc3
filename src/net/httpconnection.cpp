#include "net/httpconnection.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace net {

namespace {

/// Holds two of a tracker's longest heads, so that a pipelined one is seen with the first.
constexpr std::size_t ReadBytes = 16 * 1024;

/// Bytes received; 0 = the end, nothing = none now, errors count as the end.
std::optional<std::size_t> receive(int descriptor, std::array<char, ReadBytes> &buffer)
{
    ssize_t count = 0;
    do
        count = ::recv(descriptor, buffer.data(), buffer.size(), 0);
    while (count < 0 && errno == EINTR);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return std::nullopt;
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

} // namespace

HttpConnection::HttpConnection(int descriptor, const base::Endpoint &remote, std::size_t maxDrained)
    : m_descriptor(descriptor)
    , m_remote(remote)
    , m_maxDrained(maxDrained)
{
}

HttpConnection::~HttpConnection()
{
    ::close(m_descriptor);
}

HttpConnection::State HttpConnection::advance()
{
    if (m_state == State::Writing)
        write();
    if (m_state == State::Reading)
        read();
    if (m_state == State::Draining)
        drain();
    return m_state;
}

void HttpConnection::read()
{
    static thread_local std::array<char, ReadBytes> buffer;
    const auto count = receive(m_descriptor, buffer);
    if (!count)
        return;
    if (*count == 0) {
        m_state = State::Closed;
        return;
    }
    take({buffer.data(), *count});
    if (!m_output.empty())
        write();
}

void HttpConnection::countAnswer(bool keepAlive)
{
    ++m_answered;
    m_closeAfterWriting = !keepAlive;
}

void HttpConnection::endRefused()
{
    countAnswer(false);
    m_refused = true;
}

void HttpConnection::write()
{
    ssize_t count = 0;
    do
        count = ::send(m_descriptor, m_output.data(), m_output.size(), MSG_NOSIGNAL);
    while (count < 0 && errno == EINTR);
    if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
        m_state = State::Closed;
        return;
    }
    m_output.erase(0, count > 0 ? static_cast<std::size_t>(count) : 0);
    if (!m_output.empty()) {
        m_state = State::Writing;
        return;
    }
    m_state = State::Reading;
    if (m_refused && ::shutdown(m_descriptor, SHUT_WR) == 0)
        m_state = State::Draining;
    else if (m_closeAfterWriting)
        m_state = State::Closed;
}

void HttpConnection::drain()
{
    static thread_local std::array<char, ReadBytes> buffer;
    while (const auto count = receive(m_descriptor, buffer)) {
        m_drained += *count;
        if (*count == 0 || m_drained > m_maxDrained) {
            m_state = State::Closed;
            return;
        }
    }
}

} // namespace net
