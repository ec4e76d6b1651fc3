#pragma once

#include "core/base/endpoint.h"
#include "net/httpstatus.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace net {

enum class HttpMethod { Get, Head, Post, Delete, Other };

/// A whole request of a client, its body without transfer coding.
struct HttpRequest {
    HttpMethod method = HttpMethod::Get;
    std::string path; ///< up to the question mark, as it came
    std::string query; ///< behind it, still escaped
    std::vector<std::pair<std::string, std::string>> fields; ///< names in lower case
    std::string body;
    base::Endpoint remote;

    /// The value of the first field of that lower-case name; empty when there is none.
    [[nodiscard]] std::string_view field(std::string_view name) const;
    [[nodiscard]] std::size_t countOf(std::string_view name) const;
};

/// What is answered; length and connection fields are added by the connection.
struct HttpReply {
    HttpStatus status = HttpStatus::Ok;
    std::string contentType;
    std::vector<std::pair<std::string, std::string>> fields; ///< no line breaks in them
    std::string body;
};

/// What a server of documents says.
class HttpSite
{
public:
    virtual ~HttpSite() = default;
    /// The answer to a whole request.
    virtual HttpReply answer(const HttpRequest &request) = 0;
    /// The page for a request that was refused while it was read; of `request` only what came
    /// before is there. `detail` is one sentence without a final period.
    virtual HttpReply refusal(HttpStatus status, const std::string &detail,
                              const HttpRequest &request)
        = 0;
};

} // namespace net
