#include "net/httprequestreader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <fmt/format.h>

namespace net {

namespace {

namespace http = boost::beast::http;
using boost::beast::string_view;
using boost::system::error_code;

std::string lower(string_view text)
{
    std::string out(text.data(), text.size());
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

HttpMethod methodOf(http::verb verb)
{
    switch (verb) {
    case http::verb::get:
        return HttpMethod::Get;
    case http::verb::head:
        return HttpMethod::Head;
    case http::verb::post:
        return HttpMethod::Post;
    case http::verb::delete_:
        return HttpMethod::Delete;
    default:
        return HttpMethod::Other;
    }
}

} // namespace

class HttpRequestReader::Parser : public http::basic_parser<true>
{
public:
    Parser(std::size_t maxBody, HttpBodyBudget &budget)
        : m_maxBody(maxBody)
        , m_budget(budget)
    {
        header_limit(MaxHeadBytes);
        body_limit(maxBody);
        eager(true);
    }
    ~Parser() override { m_budget.used -= m_request.body.size(); }
    Parser(const Parser &) = delete;
    Parser &operator=(const Parser &) = delete;

    /// Keeps the reason given first.
    void refuse(HttpStatus status, std::string detail)
    {
        if (!m_refusal)
            m_refusal = Refusal{status, std::move(detail)};
    }
    void refuseFor(error_code error)
    {
        if (error == http::error::body_limit)
            refuseLength();
        else if (error == http::error::header_limit)
            refuse(HttpStatus::HeaderFieldsTooLarge,
                   fmt::format("the head is longer than {} bytes", MaxHeadBytes));
        else if (error == http::error::bad_version)
            refuse(HttpStatus::VersionNotSupported, "only HTTP/1.0 and HTTP/1.1 are spoken here");
        else
            refuse(HttpStatus::BadRequest, "the request is not HTTP: " + error.message());
    }

    /// Beast asserts that whoever comes back with a last chunk that was cut brings all of
    /// "0\r\n\r\n"; every whole message has that much to come.
    void heard(error_code error)
    {
        const bool cutChunk = error == http::error::need_more && is_header_done() && chunked();
        m_least = cutChunk ? LastChunkBytes : 1;
    }

    HttpRequest m_request;
    std::optional<Refusal> m_refusal;
    std::size_t m_least = 1; ///< bytes it takes to go on
    bool m_wantsContinue = false;

private:
    static constexpr std::size_t LastChunkBytes = 5;

    void refuseLength()
    {
        refuse(HttpStatus::ContentTooLarge,
               fmt::format("the body is longer than {} bytes", m_maxBody));
    }
    void on_request_impl(http::verb method, string_view /*name*/, string_view target,
                         int /*version*/, error_code &error) override
    {
        m_request.method = methodOf(method);
        if (target.size() > MaxTargetBytes) {
            refuse(HttpStatus::UriTooLong,
                   fmt::format("the address is longer than {} bytes", MaxTargetBytes));
            error = http::error::bad_target;
            return;
        }
        const std::size_t mark = target.find('?');
        m_request.path.assign(target.data(), std::min(mark, target.size()));
        if (mark != string_view::npos)
            m_request.query.assign(target.data() + mark + 1, target.size() - mark - 1);
    }
    void on_field_impl(http::field /*name*/, string_view text, string_view value,
                       error_code & /*error*/) override
    {
        if (!is_header_done()) // a trailer says nothing here
            m_request.fields.emplace_back(lower(text), std::string(value.data(), value.size()));
    }
    void on_header_impl(error_code &error) override
    {
        const bool hasBody = chunked() || content_length().value_or(0) > 0;
        if (hasBody && m_request.method != HttpMethod::Post) {
            refuse(HttpStatus::ContentTooLarge, "only a POST request may have a body");
            error = http::error::body_limit;
            return;
        }
        const std::string coding = lower(toView(m_request.field("content-encoding")));
        if (!coding.empty() && coding != "identity") {
            refuse(HttpStatus::UnsupportedMediaType, "Content-Encoding must be identity");
            error = http::error::bad_transfer_encoding;
            return;
        }
        if (!m_request.field("transfer-encoding").empty() && !chunked()) {
            refuse(HttpStatus::BadRequest, "Transfer-Encoding must be chunked");
            error = http::error::bad_transfer_encoding;
            return;
        }
        m_wantsContinue = hasBody && lower(toView(m_request.field("expect"))) == "100-continue";
    }
    static string_view toView(std::string_view text) { return {text.data(), text.size()}; }

    std::size_t append(string_view body, error_code &error)
    {
        if (m_budget.used + body.size() > m_budget.limit) {
            refuse(HttpStatus::ServiceUnavailable, "too many uploads at once, try again later");
            error = http::error::body_limit;
            return 0;
        }
        m_budget.used += body.size();
        m_request.body.append(body.data(), body.size());
        return body.size();
    }
    void on_response_impl(int /*code*/, string_view /*reason*/, int /*version*/,
                          error_code & /*error*/) override
    {
    }
    void on_body_init_impl(const boost::optional<std::uint64_t> & /*length*/,
                           error_code & /*error*/) override
    {
    }
    std::size_t on_body_impl(string_view body, error_code &error) override
    {
        return append(body, error);
    }
    void on_chunk_header_impl(std::uint64_t /*size*/, string_view /*text*/,
                              error_code & /*error*/) override
    {
    }
    std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, string_view body,
                                   error_code &error) override
    {
        return append(body, error);
    }
    void on_finish_impl(error_code & /*error*/) override { }

    std::size_t m_maxBody;
    HttpBodyBudget &m_budget;
};

HttpRequestReader::HttpRequestReader(const base::Endpoint &remote, std::size_t maxBody,
                                     HttpBodyBudget &budget)
    : m_parser(std::make_unique<Parser>(maxBody, budget))
{
    m_parser->m_request.remote = remote;
}

HttpRequestReader::~HttpRequestReader() = default;
HttpRequestReader::HttpRequestReader(HttpRequestReader &&) noexcept = default;

std::size_t HttpRequestReader::take(std::string_view bytes)
{
    std::size_t taken = 0;
    error_code error;
    while (bytes.size() - taken >= m_parser->m_least && !m_parser->is_done() && !error) {
        const std::string_view rest = bytes.substr(taken);
        taken += m_parser->put(boost::asio::const_buffer(rest.data(), rest.size()), error);
        m_parser->heard(error);
    }
    if (error && error != http::error::need_more)
        m_parser->refuseFor(error);
    else if (!m_parser->is_done() && bytes.size() - taken > MaxHeadBytes)
        m_parser->refuse(HttpStatus::BadRequest, "a chunk's head is too long");
    return taken;
}

bool HttpRequestReader::isWhole() const
{
    return m_parser->is_done() && !m_parser->m_refusal;
}

const std::optional<HttpRequestReader::Refusal> &HttpRequestReader::refusal() const
{
    return m_parser->m_refusal;
}

const HttpRequest &HttpRequestReader::request() const
{
    return m_parser->m_request;
}

bool HttpRequestReader::keepAlive() const
{
    return m_parser->keep_alive();
}

bool HttpRequestReader::wantsContinue()
{
    return std::exchange(m_parser->m_wantsContinue, false);
}

} // namespace net
