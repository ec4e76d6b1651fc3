#include "net/httpannouncement.h"

#include "core/wire/announceurl.h"
#include "core/wire/httpannounce.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <fmt/format.h>

namespace net {

namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

constexpr int MaxRedirects = 5;
constexpr std::uint32_t MaxHeader = 16 * 1024;
constexpr int HttpPort = 80;
constexpr int HttpsPort = 443;

bool isRedirect(unsigned status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::string requestTarget(const QUrl &url, const wire::AnnounceRequest &request)
{
    std::string target = url.path(QUrl::FullyEncoded).toStdString();
    if (target.empty())
        target = "/";
    if (url.hasQuery())
        target += "?" + url.query(QUrl::FullyEncoded).toStdString();
    // A redirect that repeats the question already holds it.
    if (target.find("info_hash=") == std::string::npos)
        wire::appendAnnounceQuery(target, request);
    return target;
}

} // namespace

/// The reply as it comes, cut into head and body by Beast.
class HttpAnnouncement::Reply
{
public:
    Reply()
    {
        m_parser.header_limit(MaxHeader);
        m_parser.body_limit(wire::maxAnnounceReplyBytes);
        m_parser.eager(true);
    }

    /// False when the bytes are no HTTP reply or past a limit.
    bool add(const QByteArray &bytes)
    {
        m_pending.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        error_code error;
        while (!m_pending.empty() && !m_parser.is_done() && !error)
            m_pending.erase(0, m_parser.put(boost::asio::buffer(m_pending), error));
        return !error || error == http::error::need_more;
    }
    /// The connection is over; false when the reply was not.
    bool end()
    {
        error_code error;
        if (!m_parser.got_some())
            return false;
        if (!m_parser.is_done())
            m_parser.put_eof(error);
        return !error && m_parser.is_done();
    }

    [[nodiscard]] bool isWhole() const { return m_parser.is_done(); }
    [[nodiscard]] unsigned status() const { return m_parser.get().result_int(); }
    [[nodiscard]] const std::string &body() const { return m_parser.get().body(); }
    [[nodiscard]] std::string location() const
    {
        const auto value = m_parser.get()[http::field::location];
        return {value.data(), value.size()};
    }

private:
    http::response_parser<http::string_body> m_parser;
    std::string m_pending;
};

HttpAnnouncement::HttpAnnouncement(const QUrl &url, const wire::AnnounceRequest &request,
                                   QObject *parent)
    : Announcement(parent)
    , m_url(url)
    , m_request(request)
{
}

HttpAnnouncement::~HttpAnnouncement()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void HttpAnnouncement::start()
{
    dial();
}

void HttpAnnouncement::dial()
{
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater();
    }
    m_reply = std::make_unique<Reply>();
    m_socket = std::make_unique<QSslSocket>();
    connect(m_socket.get(), &QSslSocket::readyRead, this, &HttpAnnouncement::readSome);
    connect(m_socket.get(), &QSslSocket::disconnected, this, &HttpAnnouncement::ended);
    connect(m_socket.get(), &QSslSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError error) {
                if (error != QAbstractSocket::RemoteHostClosedError)
                    failWith(base::ErrorCode::Io, m_socket->errorString().toStdString());
                else
                    ended();
            });
    // More than this waits in the system, not in the socket, until it has been judged.
    m_socket->setReadBufferSize(64 * 1024);
    bindTo(*m_socket);
    if (m_url.scheme() == QLatin1String("https")) {
        connect(m_socket.get(), &QSslSocket::encrypted, this, &HttpAnnouncement::sendRequest);
        m_socket->connectToHostEncrypted(m_url.host(), static_cast<quint16>(m_url.port(HttpsPort)));
    } else {
        connect(m_socket.get(), &QSslSocket::connected, this, &HttpAnnouncement::sendRequest);
        m_socket->connectToHost(m_url.host(), static_cast<quint16>(m_url.port(HttpPort)));
    }
}

void HttpAnnouncement::sendRequest()
{
    const std::string host
        = m_url.authority(QUrl::FullyEncoded | QUrl::RemoveUserInfo).toStdString();
    const std::string text = fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: Torrarium\r\n"
                                         "Accept: */*\r\nConnection: close\r\n\r\n",
                                         requestTarget(m_url, m_request), host);
    m_socket->write(text.data(), static_cast<qint64>(text.size()));
}

void HttpAnnouncement::readSome()
{
    if (isFinished())
        return;
    if (!m_reply->add(m_socket->readAll())) {
        failWith(base::ErrorCode::Malformed, "the answer is not HTTP, or larger than 4 MiB");
        return;
    }
    if (m_reply->isWhole())
        judge();
}

void HttpAnnouncement::ended()
{
    if (isFinished() || m_reply->isWhole())
        return;
    if (m_reply->add(m_socket->readAll()) && m_reply->end())
        judge();
    else
        failWith(base::ErrorCode::Malformed, "the connection ended before the answer did");
}

void HttpAnnouncement::judge()
{
    const unsigned status = m_reply->status();
    if (isRedirect(status)) {
        follow(m_reply->location());
        return;
    }
    auto response = wire::decodeAnnounceReply(base::asBytes(m_reply->body()));
    if (status == 200)
        finish(response);
    else
        failWith(base::ErrorCode::Io, fmt::format("HTTP status {}", status));
}

void HttpAnnouncement::follow(const std::string &location)
{
    const QUrl target = m_url.resolved(QUrl(QString::fromStdString(location), QUrl::StrictMode));
    const std::string text = target.toEncoded().toStdString();
    const bool downgrade
        = m_url.scheme() == QLatin1String("https") && target.scheme() != QLatin1String("https");
    if (location.empty() || !target.isValid() || !target.scheme().startsWith(QLatin1String("http")))
        failWith(base::ErrorCode::Malformed, "redirected to nowhere");
    else if (!wire::isAnnounceUrl(text))
        failWith(base::ErrorCode::Malformed, "redirected to a URL that is none of a tracker");
    else if (downgrade)
        failWith(base::ErrorCode::Unsupported, "redirected from https to " + text);
    else if (++m_redirects > MaxRedirects)
        failWith(base::ErrorCode::Limit, "redirected more than five times");
    else {
        m_url = target;
        dial();
    }
}

void HttpAnnouncement::failWith(base::ErrorCode code, const std::string &detail)
{
    finish(base::fail(code, "", detail));
}

} // namespace net
