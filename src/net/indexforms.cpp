#include "net/indexforms.h"

#include "core/wire/multipart.h"
#include "core/wire/querystring.h"
#include "net/indexview.h"

#include <algorithm>
#include <charconv>

namespace net {

namespace {

using base::ErrorCode;

constexpr std::size_t MaxTokenBytes = 200;

/// A form's value; nothing for a bad escape.
std::optional<std::string> formDecoded(std::string_view text)
{
    std::string spaced(text);
    std::ranges::replace(spaced, '+', ' ');
    base::Bytes out(spaced.size());
    const auto size = wire::percentDecode(spaced, out);
    if (!size)
        return std::nullopt;
    return std::string(base::asText(base::ByteView(out).first(*size)));
}

/// A page number; what is too small or large becomes the nearest, nothing for no number.
std::optional<std::uint32_t> pageNumber(std::string_view text)
{
    std::int64_t number = 1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range)
        return text.starts_with('-') ? 1 : UINT32_MAX;
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(number, 1, UINT32_MAX));
}

std::string bearerOf(const HttpRequest &request)
{
    constexpr std::string_view scheme = "Bearer ";
    const std::string_view value = request.field("authorization");
    return std::string(value.starts_with(scheme) ? value.substr(scheme.size())
                                                 : std::string_view());
}

} // namespace

base::Expected<roles::IndexQuery> readIndexQuery(std::string_view text)
{
    roles::IndexQuery query;
    wire::QueryString parts(text);
    while (parts.next()) {
        const auto value = formDecoded(parts.value());
        const auto refuse = [&](const char *why) {
            return base::fail(ErrorCode::Malformed, std::string(parts.key()), why);
        };
        if (!value)
            return refuse("its %XX escapes are wrong");
        if (parts.key() == "q") {
            if (value->size() > roles::IndexQuery::maxTextBytes)
                return refuse("a search has at most 256 bytes");
            query.text = *value;
        } else if (parts.key() == "page") {
            const auto number = pageNumber(*value);
            if (!number)
                return refuse("it is not a number");
            query.page = *number;
        } else if (parts.key() == "sort") {
            const auto sort = sortNamed(*value);
            if (!sort)
                return refuse("it is none of date, name, size, files, seeds, peers");
            query.sort = *sort;
        }
    }
    return query;
}

base::Expected<Submission> readSubmission(const HttpRequest &request)
{
    Submission submission{request.body, std::string(request.field("x-owner-token")),
                          bearerOf(request)};
    if (const auto boundary = wire::multipartBoundary(request.field("content-type"))) {
        const auto parts = wire::readMultipart(request.body, *boundary);
        if (!parts)
            return tl::unexpected(parts.error());
        submission.torrent = wire::findPart(*parts, "torrent").value_or(std::string_view());
        if (const auto owner = wire::findPart(*parts, "owner"))
            submission.owner = *owner;
        if (const auto token = wire::findPart(*parts, "token"))
            submission.token = *token;
    }
    if (submission.owner.size() > MaxTokenBytes)
        return base::fail(ErrorCode::Limit, "owner", "the token is longer than 200 bytes");
    return submission;
}

bool isForm(const HttpRequest &request)
{
    return wire::multipartBoundary(request.field("content-type")).has_value();
}

} // namespace net
