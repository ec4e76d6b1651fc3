#include "net/httpconnection.h"

#include <array>
#include <cerrno>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

namespace net {

namespace {

/// Holds two longest heads, so that a pipelined one is seen with the first.
constexpr std::size_t ReadBytes = 2 * requesthead::MaxBytes;
/// Read and dropped after a refusal before the connection is cut.
constexpr std::size_t MaxDrained = 1024 * 1024;
/// Answers collected for pipelined requests before they must leave.
constexpr std::size_t MaxOutput = 64 * 1024;

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

void appendHttpAnswer(std::string &out, HttpStatus status, std::string_view body,
                      const HttpRequestHead &head)
{
    std::string_view connection = "";
    if (!head.keepAlive)
        connection = "Connection: close\r\n";
    else if (head.isHttp10)
        connection = "Connection: keep-alive\r\n";
    fmt::format_to(std::back_inserter(out),
                   "HTTP/1.1 {} {}\r\nContent-Type: text/plain\r\n{}{}Content-Length: {}\r\n\r\n{}",
                   static_cast<int>(status), reasonPhrase(status), connection,
                   status == HttpStatus::MethodNotAllowed ? "Allow: GET\r\n" : "", body.size(),
                   body);
}

HttpConnection::HttpConnection(int descriptor, const base::Endpoint &remote)
    : m_descriptor(descriptor)
    , m_remote(remote)
{
}

HttpConnection::~HttpConnection()
{
    ::close(m_descriptor);
}

HttpConnection::State HttpConnection::advance(const HttpAnswerer &answerer)
{
    if (m_state == State::Writing)
        write();
    if (m_state == State::Reading)
        read(answerer);
    if (m_state == State::Draining)
        drain();
    return m_state;
}

void HttpConnection::read(const HttpAnswerer &answerer)
{
    static thread_local std::array<char, ReadBytes> buffer;
    const auto count = receive(m_descriptor, buffer);
    if (!count)
        return;
    if (*count == 0) {
        m_state = State::Closed;
        return;
    }
    if (m_input.empty()) {
        answerAll({buffer.data(), *count}, answerer);
    } else {
        std::string input = std::move(m_input);
        m_input.clear();
        input.append(buffer.data(), *count);
        answerAll(input, answerer);
    }
    if (!m_output.empty())
        write();
}

void HttpConnection::answerAll(std::string_view bytes, const HttpAnswerer &answerer)
{
    while (!bytes.empty() && !m_closeAfterWriting) {
        if (!requesthead::isDecided(bytes, m_seen)) {
            m_input = bytes;
            return;
        }
        m_seen = 0;
        const auto head = requesthead::read(bytes);
        if (!head || m_output.size() > MaxOutput) {
            refuse(head ? HttpStatus::BadRequest : head.error());
            return;
        }
        answerer(*head, m_remote, m_output);
        ++m_answered;
        m_closeAfterWriting = !head->keepAlive;
        bytes.remove_prefix(head->length);
    }
}

void HttpConnection::refuse(HttpStatus status)
{
    appendHttpAnswer(m_output, status, reasonPhrase(status), HttpRequestHead{});
    ++m_answered;
    m_refused = true;
    m_closeAfterWriting = true;
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
        if (*count == 0 || m_drained > MaxDrained) {
            m_state = State::Closed;
            return;
        }
    }
}

} // namespace net
