#pragma once

#include "net/httpconnection.h"
#include "net/httprequesthead.h"

namespace net {

/// Appends the whole answer to one request. Called for heads that were read well.
using HttpAnswerer = std::function<void(const HttpRequestHead &head, const base::Endpoint &remote,
                                        std::string &out)>;

/// Appends an answer with its head: status, type, length and what becomes of the connection.
void appendHttpAnswer(std::string &out, HttpStatus status, std::string_view body,
                      const HttpRequestHead &head);

/// A tracker's connection: GET requests without body, heads of at most requesthead::MaxBytes.
class HttpHeadConnection : public HttpConnection
{
public:
    /// Makes connections that `answerer` answers; none may outlive the maker.
    static HttpConnectionMaker maker(HttpAnswerer answerer);

    HttpHeadConnection(int descriptor, const base::Endpoint &remote, const HttpAnswerer &answerer)
        : HttpConnection(descriptor, remote)
        , m_answerer(answerer)
    {
    }

protected:
    void take(std::string_view bytes) override;
    [[nodiscard]] bool isInRequest() const override { return !m_input.empty(); }

private:
    void answerAll(std::string_view bytes);
    void refuse(HttpStatus status);

    const HttpAnswerer &m_answerer; ///< the maker's
    std::size_t m_seen = 0; ///< of m_input, for requesthead::isDecided
    std::string m_input; ///< the beginning of a request
};

} // namespace net
