#pragma once

#include <cstdint>
#include <string_view>

namespace net {

/// The answers of a small HTTP server.
enum class HttpStatus : std::uint16_t {
    Ok = 200,
    Created = 201,
    SeeOther = 303,
    BadRequest = 400,
    Unauthorized = 401,
    Forbidden = 403,
    NotFound = 404,
    MethodNotAllowed = 405,
    ContentTooLarge = 413,
    UriTooLong = 414,
    UnsupportedMediaType = 415,
    MisdirectedRequest = 421,
    HeaderFieldsTooLarge = 431,
    ServiceUnavailable = 503,
    VersionNotSupported = 505,
    InsufficientStorage = 507,
};

/// The words that go with the number.
std::string_view reasonPhrase(HttpStatus status);

} // namespace net
