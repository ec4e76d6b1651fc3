#pragma once

#include "core/base/endpoint.h"
#include "core/wire/handshake.h"
#include "core/wire/messagereader.h"
#include "core/wire/metainfo.h"

#include <QTcpSocket>

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace support {

/// A piece message as it was heard.
struct HeardBlock {
    std::uint32_t index = 0, begin = 0;
    base::Bytes bytes;
};

/// One end of a peer connection that says exactly what a test wants, right or wrong, and keeps what
/// it hears. It answers nothing by itself save through `onRequest`. Needs the thread's event loop.
class ScriptedPeer
{
public:
    /// Dials.
    ScriptedPeer(std::shared_ptr<const wire::Metainfo> metainfo, const base::Endpoint &remote);
    /// Takes over a connection that a ScriptedSeed accepted.
    ScriptedPeer(std::shared_ptr<const wire::Metainfo> metainfo,
                 std::unique_ptr<QTcpSocket> socket);
    ~ScriptedPeer();
    ScriptedPeer(const ScriptedPeer &) = delete;
    ScriptedPeer &operator=(const ScriptedPeer &) = delete;

    /// The handshake that it would send: the torrent's, an id of its own, fast and extended.
    wire::Handshake handshake;
    /// Called for each request heard.
    std::function<void(const wire::Request &)> onRequest;

    void sendBytes(base::ByteView bytes);
    void sendText(std::string_view text) { sendBytes(base::asBytes(text)); }
    void sendHandshake();
    void send(const wire::Message &message);
    /// A message made of an id and any payload, framed with its true length.
    void sendFramed(std::uint8_t id, base::ByteView payload);
    void sendPiece(std::uint32_t index, std::uint32_t begin, base::ByteView bytes);
    /// No more is read; what the other side sends fills the sockets' buffers.
    void stopReading() { m_reading = false; }
    void resumeReading();
    /// Bytes that the other side's refusal to read keeps here.
    [[nodiscard]] std::size_t bytesToSend() const
    {
        return static_cast<std::size_t>(m_socket->bytesToWrite());
    }
    /// Ends what it says and goes on listening.
    void closeHalf();
    /// Ends with a reset.
    void reset();

    /// Runs the event loop until the other side's handshake came; false when it hung up instead.
    bool shakesHands();
    /// Runs the event loop until the other side has closed.
    bool isClosed();
    [[nodiscard]] bool isOpen() const
    {
        return m_socket->state() != QAbstractSocket::UnconnectedState;
    }
    /// Runs the event loop until a message of that kind was heard, and takes the first one.
    template <typename T> std::optional<T> hears()
    {
        std::optional<T> found;
        waitFor([&] { return (found = take<T>()).has_value(); });
        return found;
    }
    /// Takes the first message of that kind among those heard so far.
    template <typename T> std::optional<T> take()
    {
        for (auto at = messages.begin(); at != messages.end(); ++at) {
            if (const T *message = std::get_if<T>(&*at)) {
                const T copy = *message;
                messages.erase(at);
                return copy;
            }
        }
        return std::nullopt;
    }
    /// How many messages of that kind are among those heard so far.
    template <typename T> [[nodiscard]] std::size_t count() const
    {
        std::size_t found = 0;
        for (const wire::Message &message : messages)
            found += std::holds_alternative<T>(message) ? 1 : 0;
        return found;
    }

    std::optional<wire::Handshake> heardHandshake;
    std::vector<wire::Message> messages; ///< heard and not taken
    std::vector<HeardBlock> blocks; ///< heard
    std::size_t bytesHeard = 0;

private:
    void watch();
    void readAll();
    void parse(base::ByteView input);
    static void waitFor(const std::function<bool()> &condition);

    std::shared_ptr<const wire::Metainfo> m_metainfo;
    std::unique_ptr<QTcpSocket> m_socket;
    wire::MessageReader m_reader;
    base::Bytes m_handshakeBytes;
    bool m_reading = true;
};

} // namespace support
