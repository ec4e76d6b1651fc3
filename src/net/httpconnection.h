#pragma once

#include "core/base/endpoint.h"
#include "core/base/time.h"
#include "net/httprequesthead.h"

#include <functional>
#include <string>
#include <string_view>

namespace net {

/// Appends the whole answer to one request. Called for heads that were read well.
using HttpAnswerer = std::function<void(const HttpRequestHead &head, const base::Endpoint &remote,
                                        std::string &out)>;

/// Appends an answer with its head: status, type, length and what becomes of the connection.
void appendHttpAnswer(std::string &out, HttpStatus status, std::string_view body,
                      const HttpRequestHead &head);

/// The server's end of one HTTP connection on a non-blocking descriptor, which it owns.
///
/// A request's bytes are read into a buffer all connections share; only what is incomplete is kept
/// here, so an idle connection holds no memory to speak of. Answers leave in the order of the
/// requests; while one waits for the socket nothing more is read. After a refusal the rest of what
/// the client sends is read and dropped for a while, or the system would reset the connection and
/// the client never see why.
class HttpConnection
{
public:
    enum class State {
        Reading, ///< wants to read the next request
        Writing, ///< has an answer the socket has not taken
        Draining, ///< has refused, and waits for the client to close
        Closed, ///< over; to be destroyed
    };

    HttpConnection(int descriptor, const base::Endpoint &remote);
    ~HttpConnection();
    HttpConnection(const HttpConnection &) = delete;
    HttpConnection &operator=(const HttpConnection &) = delete;

    /// Reads, answers and writes as far as it goes without waiting.
    State advance(const HttpAnswerer &answerer);

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] State state() const { return m_state; }
    /// No request is under way: between two requests of a connection that is kept.
    [[nodiscard]] bool isIdle() const
    {
        return m_state == State::Reading && m_input.empty() && m_answered > 0;
    }
    /// Requests answered; a change is what counts as progress.
    [[nodiscard]] std::uint32_t answered() const { return m_answered; }

private:
    void read(const HttpAnswerer &answerer);
    void answerAll(std::string_view bytes, const HttpAnswerer &answerer);
    void refuse(HttpStatus status);
    void write();
    void drain();

    int m_descriptor;
    base::Endpoint m_remote;
    State m_state = State::Reading;
    bool m_closeAfterWriting = false;
    bool m_refused = false;
    std::uint32_t m_answered = 0;
    std::size_t m_seen = 0; ///< of m_input, for requesthead::isDecided
    std::size_t m_drained = 0; ///< bytes
    std::string m_input; ///< the beginning of a request
    std::string m_output; ///< what the socket has not taken
};

} // namespace net
