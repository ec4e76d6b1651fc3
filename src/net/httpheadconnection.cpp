#include "net/httpheadconnection.h"

#include <fmt/format.h>

namespace net {

namespace {

/// Answers collected for pipelined requests before they must leave.
constexpr std::size_t MaxOutput = 64 * 1024;

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

HttpConnectionMaker HttpHeadConnection::maker(HttpAnswerer answerer)
{
    return [shared = std::make_shared<const HttpAnswerer>(std::move(answerer))](
               int descriptor, const base::Endpoint &remote) {
        return std::make_unique<HttpHeadConnection>(descriptor, remote, *shared);
    };
}

void HttpHeadConnection::take(std::string_view bytes)
{
    if (m_input.empty()) {
        answerAll(bytes);
        return;
    }
    std::string input = std::move(m_input);
    m_input.clear();
    input.append(bytes);
    answerAll(input);
}

void HttpHeadConnection::answerAll(std::string_view bytes)
{
    while (!bytes.empty() && !endsAfterWriting()) {
        if (!requesthead::isDecided(bytes, m_seen)) {
            m_input = bytes;
            return;
        }
        m_seen = 0;
        const auto head = requesthead::read(bytes);
        if (!head || output().size() > MaxOutput) {
            refuse(head ? HttpStatus::BadRequest : head.error());
            return;
        }
        m_answerer(*head, remote(), output());
        countAnswer(head->keepAlive);
        bytes.remove_prefix(head->length);
    }
}

void HttpHeadConnection::refuse(HttpStatus status)
{
    appendHttpAnswer(output(), status, reasonPhrase(status), HttpRequestHead{});
    endRefused();
}

} // namespace net
