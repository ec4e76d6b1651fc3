#pragma once

#include "net/httpstatus.h"

#include <cstddef>
#include <string_view>
#include <tl/expected.hpp>

namespace net {

/// What the head of a GET request says. The views lie in the bytes that were read.
struct HttpRequestHead {
    std::string_view path; ///< up to the question mark
    std::string_view query; ///< behind it, still escaped
    std::size_t length = 0; ///< bytes of the head, with the empty line
    bool keepAlive = false;
    bool isHttp10 = false;
};

/// Reads heads of GET requests without body out of bytes as they come.
namespace requesthead {

constexpr std::size_t MaxBytes = 8 * 1024; ///< request line and fields
constexpr std::size_t MaxTarget = 4 * 1024; ///< path and query

/// True when the head that begins `bytes` is whole or longer than allowed, so that read() has an
/// answer. `seen` is how many bytes an earlier call has looked at; it is moved on.
bool isDecided(std::string_view bytes, std::size_t &seen);
/// The head, or the status to refuse it with. Fields are checked by Boost.Beast's parser.
tl::expected<HttpRequestHead, HttpStatus> read(std::string_view bytes);

} // namespace requesthead

} // namespace net
