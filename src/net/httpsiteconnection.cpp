#include "net/httpsiteconnection.h"

#include <fmt/format.h>

namespace net {

namespace {

/// Answers collected for pipelined requests before the connection ends.
constexpr std::size_t MaxOutput = 1024 * 1024;
/// A browser shows the answer to an upload only when it could send most of it.
constexpr std::size_t MaxDrained = 32 * 1024 * 1024;

void append(std::string &out, const HttpReply &reply, HttpMethod method, bool keepAlive)
{
    fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\nContent-Type: {}\r\n",
                   static_cast<int>(reply.status), reasonPhrase(reply.status), reply.contentType);
    for (const auto &[name, value] : reply.fields)
        fmt::format_to(std::back_inserter(out), "{}: {}\r\n", name, value);
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\nConnection: {}\r\n\r\n",
                   reply.body.size(), keepAlive ? "keep-alive" : "close");
    if (method != HttpMethod::Head)
        out += reply.body;
}

} // namespace

HttpSiteConnection::HttpSiteConnection(int descriptor, const base::Endpoint &remote, Shared &shared)
    : HttpConnection(descriptor, remote, MaxDrained)
    , m_shared(shared)
{
    beginNext();
}

void HttpSiteConnection::beginNext()
{
    m_reader.reset();
    m_reader.emplace(remote(), m_shared.maxBody, m_shared.budget);
}

void HttpSiteConnection::take(std::string_view bytes)
{
    m_input.append(bytes);
    while (!m_input.empty() && !endsAfterWriting()) {
        m_isInRequest = true;
        m_input.erase(0, m_reader->take(m_input));
        const HttpRequest &request = m_reader->request();
        if (const auto &refusal = m_reader->refusal()) {
            answer(m_shared.site.refusal(refusal->status, refusal->detail, request), request.method,
                   false);
            return;
        }
        if (!m_reader->isWhole()) {
            if (m_reader->wantsContinue())
                output() += "HTTP/1.1 100 Continue\r\n\r\n";
            return;
        }
        answer(m_shared.site.answer(request), request.method,
               m_reader->keepAlive() && output().size() < MaxOutput);
        beginNext();
        m_isInRequest = false;
    }
}

void HttpSiteConnection::answer(const HttpReply &reply, HttpMethod method, bool keepAlive)
{
    append(output(), reply, method, keepAlive);
    if (static_cast<int>(reply.status) < 400 || keepAlive)
        countAnswer(keepAlive);
    else
        endRefused();
}

} // namespace net
