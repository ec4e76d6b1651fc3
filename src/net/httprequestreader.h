#pragma once

#include "net/httprequest.h"

#include <cstddef>
#include <memory>
#include <optional>

namespace net {

/// How much body a server's connections hold together.
struct HttpBodyBudget {
    std::size_t limit = 64 * 1024 * 1024; ///< bytes
    std::size_t used = 0; ///< bytes
};

/// Reads one request with its body out of bytes as they come, in bounded memory: Boost.Beast's
/// parser checks the framing, what it delivers is counted here. Only POST may have a body.
class HttpRequestReader
{
public:
    static constexpr std::size_t MaxHeadBytes = 8 * 1024; ///< request line and fields
    static constexpr std::size_t MaxTargetBytes = 4 * 1024; ///< path and query

    /// Why a request is refused.
    struct Refusal {
        HttpStatus status;
        std::string detail;
    };

    /// `maxBody` in bytes; `budget` is shared with other readers and outlives this one.
    HttpRequestReader(const base::Endpoint &remote, std::size_t maxBody, HttpBodyBudget &budget);
    ~HttpRequestReader();
    HttpRequestReader(HttpRequestReader &&) noexcept;
    HttpRequestReader &operator=(HttpRequestReader &&) = delete;

    /// Takes bytes from the front and returns how many. Afterwards the request is whole, or
    /// refused, or the rest (less than a head) must be given again with more behind it.
    std::size_t take(std::string_view bytes);

    [[nodiscard]] bool isWhole() const;
    [[nodiscard]] const std::optional<Refusal> &refusal() const;
    /// What has been read; all of it when isWhole().
    [[nodiscard]] const HttpRequest &request() const;
    [[nodiscard]] bool keepAlive() const;
    /// The client waits for "100 Continue" before it sends the body; true once.
    bool wantsContinue();

private:
    class Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace net
