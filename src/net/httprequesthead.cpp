#include "net/httprequesthead.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>

namespace net {

namespace {

namespace http = boost::beast::http;
using boost::beast::string_view;
using boost::system::error_code;

constexpr std::string_view HeadEnd = "\r\n\r\n";

/// Keeps the request line's views and nothing else: no copy, no allocation.
class HeadParser : public http::basic_parser<true>
{
public:
    [[nodiscard]] http::verb method() const { return m_method; }
    [[nodiscard]] std::string_view target() const { return m_target; }
    [[nodiscard]] int version() const { return m_version; }

private:
    void on_request_impl(http::verb method, string_view /*name*/, string_view target, int version,
                         error_code & /*error*/) override
    {
        m_method = method;
        m_target = {target.data(), target.size()};
        m_version = version;
    }
    void on_response_impl(int /*code*/, string_view /*reason*/, int /*version*/,
                          error_code & /*e*/) override
    {
    }
    void on_field_impl(http::field /*name*/, string_view /*text*/, string_view /*value*/,
                       error_code & /*error*/) override
    {
    }
    void on_header_impl(error_code & /*error*/) override { }
    void on_body_init_impl(const boost::optional<std::uint64_t> & /*length*/,
                           error_code & /*e*/) override
    {
    }
    std::size_t on_body_impl(string_view body, error_code & /*error*/) override
    {
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t /*size*/, string_view /*text*/,
                              error_code & /*e*/) override
    {
    }
    std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, string_view body,
                                   error_code & /*e*/) override
    {
        return body.size();
    }
    void on_finish_impl(error_code & /*error*/) override { }

    http::verb m_method = http::verb::unknown;
    std::string_view m_target;
    int m_version = 0;
};

HttpStatus tooLong(std::string_view bytes)
{
    const std::size_t lineEnd = bytes.substr(0, requesthead::MaxTarget + 32).find("\r\n");
    return lineEnd == std::string_view::npos ? HttpStatus::UriTooLong
                                             : HttpStatus::HeaderFieldsTooLarge;
}

} // namespace

bool requesthead::isDecided(std::string_view bytes, std::size_t &seen)
{
    const std::size_t from = seen > HeadEnd.size() ? seen - HeadEnd.size() : 0;
    seen = bytes.size();
    return bytes.find(HeadEnd, from) != std::string_view::npos || bytes.size() > MaxBytes;
}

tl::expected<HttpRequestHead, HttpStatus> requesthead::read(std::string_view bytes)
{
    const std::size_t end = bytes.find(HeadEnd);
    if (end == std::string_view::npos || end + HeadEnd.size() > MaxBytes)
        return tl::unexpected(tooLong(bytes));
    const std::size_t length = end + HeadEnd.size();

    HeadParser parser;
    parser.header_limit(MaxBytes);
    error_code error;
    parser.put(boost::asio::const_buffer(bytes.data(), length), error);
    if (error == http::error::bad_version)
        return tl::unexpected(HttpStatus::VersionNotSupported);
    if (error || !parser.is_header_done())
        return tl::unexpected(HttpStatus::BadRequest);
    if (parser.target().size() > MaxTarget)
        return tl::unexpected(HttpStatus::UriTooLong);
    if (parser.method() != http::verb::get)
        return tl::unexpected(HttpStatus::MethodNotAllowed);
    if (parser.chunked() || parser.content_length().value_or(0) > 0)
        return tl::unexpected(HttpStatus::ContentTooLarge);

    const std::size_t mark = parser.target().find('?');
    HttpRequestHead head;
    head.path = parser.target().substr(0, mark);
    if (mark != std::string_view::npos)
        head.query = parser.target().substr(mark + 1);
    head.length = length;
    head.keepAlive = parser.keep_alive();
    head.isHttp10 = parser.version() == 10;
    return head;
}

} // namespace net
