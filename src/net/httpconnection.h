#pragma once

#include "core/base/endpoint.h"
#include "core/base/time.h"
#include "net/httpstatus.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace net {

/// The server's end of one HTTP connection on a non-blocking descriptor, which it owns. What a
/// request is, and its limits, is told by the derived class.
///
/// Bytes are read into a buffer all connections share; only what is incomplete is kept, so an idle
/// connection holds no memory to speak of. Answers leave in the order of the
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

    /// Read and dropped after a refusal before the connection is cut, bytes.
    static constexpr std::size_t DefaultDrain = 1024 * 1024;

    HttpConnection(int descriptor, const base::Endpoint &remote,
                   std::size_t maxDrained = DefaultDrain);
    virtual ~HttpConnection();
    HttpConnection(const HttpConnection &) = delete;
    HttpConnection &operator=(const HttpConnection &) = delete;

    /// Reads, answers and writes as far as it goes without waiting.
    State advance();

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] State state() const { return m_state; }
    /// No request is under way: between two requests of a connection that is kept.
    [[nodiscard]] bool isIdle() const
    {
        return m_state == State::Reading && m_answered > 0 && !isInRequest();
    }
    /// Requests answered; a change is what counts as progress.
    [[nodiscard]] std::uint32_t answered() const { return m_answered; }

protected:
    /// Takes the next bytes, answering every request they make whole; stops once
    /// endsAfterWriting().
    virtual void take(std::string_view bytes) = 0;
    /// The beginning of a request is kept here.
    [[nodiscard]] virtual bool isInRequest() const = 0;

    [[nodiscard]] const base::Endpoint &remote() const { return m_remote; }
    /// What leaves next; answers are appended.
    [[nodiscard]] std::string &output() { return m_output; }
    /// An answer was appended; `keepAlive` as its head says.
    void countAnswer(bool keepAlive);
    /// A refusal was appended: the connection ends once the client had time to read it.
    void endRefused();
    [[nodiscard]] bool endsAfterWriting() const { return m_closeAfterWriting; }

private:
    void read();
    void write();
    void drain();

    int m_descriptor;
    base::Endpoint m_remote;
    std::size_t m_maxDrained; ///< bytes
    State m_state = State::Reading;
    bool m_closeAfterWriting = false;
    bool m_refused = false;
    std::uint32_t m_answered = 0;
    std::size_t m_drained = 0; ///< bytes
    std::string m_output; ///< what the socket has not taken
};

/// Makes the connection of a client that was accepted.
using HttpConnectionMaker
    = std::function<std::unique_ptr<HttpConnection>(int descriptor, const base::Endpoint &remote)>;

} // namespace net
