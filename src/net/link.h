#pragma once

#include "core/base/endpoint.h"
#include "core/base/fifo.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/swarm/reason.h"
#include "core/wire/handshake.h"
#include "core/wire/messagereader.h"
#include "net/piecewriter.h"

#include <QHostAddress>
#include <QObject>
#include <QTcpSocket>

#include <memory>
#include <optional>

namespace net {

class Link;

/// What a link needs of the peer it belongs to.
class LinkOwner
{
public:
    virtual ~LinkOwner() = default;
    [[nodiscard]] virtual wire::Handshake ownHandshake() const = 0;
    /// Both handshakes are through and fit.
    virtual void linkReady(Link &link, const wire::Handshake &remote) = 0;
    /// It ended; `detail` says how in words. The owner deletes it later.
    virtual void linkClosed(Link &link, swarm::CloseReason reason, const std::string &detail) = 0;
    virtual void messageCame(Link &link, wire::Message message) = 0;
    /// A piece message begins: the block to keep, or nothing to throw its payload away.
    virtual std::optional<base::BlockRef> pieceBegins(Link &link, const wire::PieceBegin &begin)
        = 0;
    virtual void blockCame(Link &link, BlockBytes block) = 0;
    virtual void blockThrownAway(Link &link, const wire::PieceBegin &begin) = 0;
    virtual void blockLeft(Link &link, base::BlockRef block) = 0;
    /// Reads a block's bytes for sending.
    virtual ReadOutcome readBlock(base::BlockRef block, std::span<std::uint8_t> into) = 0;
    /// Bytes that may be received or sent now; the link tells what it used.
    [[nodiscard]] virtual std::uint64_t downAllowance() = 0;
    [[nodiscard]] virtual std::uint64_t upAllowance() = 0;
    virtual void received(std::uint64_t payload) = 0;
    virtual void sent(std::uint64_t payload) = 0;
    /// A run of things from this link is through: what it caused can be sent.
    virtual void turnEnds() = 0;
    [[nodiscard]] virtual base::Time now() const = 0;
    [[nodiscard]] virtual const wire::Geometry &geometry() const = 0;
};

/// One connection to a remote peer over QTcpSocket: handshake, framing, coalesced sending. The
/// socket is unbuffered, so that bytes go from the kernel straight to where they are read; it keeps
/// only what the kernel did not take. Lives in its peer's thread.
class Link : public QObject
{
    Q_OBJECT
public:
    /// Dials, from that address; a null one leaves it to the system.
    Link(LinkOwner &owner, base::LinkId id, const base::Endpoint &remote, const QHostAddress &from);
    /// Takes over an accepted connection.
    Link(LinkOwner &owner, base::LinkId id, qintptr descriptor);
    ~Link() override;

    [[nodiscard]] base::LinkId id() const { return m_id; }
    [[nodiscard]] const base::Endpoint &remote() const { return m_remote; }
    [[nodiscard]] bool isOutgoing() const { return m_outgoing; }
    [[nodiscard]] bool isUp() const { return m_stage == Stage::Up; }
    [[nodiscard]] bool isClosed() const { return m_stage == Stage::Closed; }
    /// Whether a limit (rate, disk) stopped its reading; receive() goes on.
    [[nodiscard]] bool isHeldBack() const { return m_heldBack; }
    /// When a byte last came.
    [[nodiscard]] base::Time lastHeard() const { return m_lastHeard; }
    [[nodiscard]] base::Time lastSpoken() const { return m_lastSpoken; }
    [[nodiscard]] base::Time since() const { return m_since; }

    /// Puts a message after those before it; blocks queued for sending come later. Ends the link
    /// when 1 MiB of them waits to be read.
    void send(const wire::Message &message);
    /// Queues a block; the weight is that of the link's turns from now on.
    void upload(base::BlockRef block, double weight);
    /// Of its turns under a limit that it shares with other links.
    [[nodiscard]] double weight() const { return m_weight; }
    static constexpr std::size_t everything = SIZE_MAX;
    /// Sends what the socket and the rate limit take, at most so many blocks; returns how many
    /// left.
    std::size_t flush(std::size_t mostBlocks = everything);
    /// Reads what is there; called by the socket, and again when a limit that held it back is
    /// lifted.
    void receive();
    /// Ends it; what was queued is lost. `linkClosed` follows at once.
    void close(swarm::CloseReason reason, const std::string &detail = {});
    /// Sends what was put there first (a last message), then ends.
    void closeGently(swarm::CloseReason reason);

private:
    enum class Stage : std::uint8_t { Connecting, Handshaking, Up, Closed };

    void watch();
    void connected();
    void failed();
    void sendHandshake();
    bool shakeHands(base::ByteView &input);
    bool parse(base::ByteView input);
    bool accept(const wire::PieceBegin &begin);
    bool take(const wire::PieceBytes &bytes);
    void adaptChunk(std::size_t size, std::size_t blocks);
    std::size_t fillChunk(std::span<std::uint8_t> chunk, std::size_t mostBlocks,
                          std::vector<base::BlockRef> &blocks);

    LinkOwner &m_owner;
    base::LinkId m_id;
    base::Endpoint m_remote;
    bool m_outgoing;
    Stage m_stage;
    bool m_greeted = false; ///< our handshake was sent
    bool m_heldBack = false;
    QTcpSocket m_socket;
    base::Time m_since;
    base::Time m_lastHeard;
    base::Time m_lastSpoken;

    base::Bytes m_handshake; ///< what came of the remote's
    wire::MessageReader m_reader;
    wire::PieceBegin m_piece; ///< the piece message at hand
    BlockBytes m_block; ///< its payload so far; no data = thrown away
    std::uint32_t m_blockFilled = 0;

    base::Bytes m_control; ///< messages to send
    base::Fifo<base::BlockRef> m_uploads; ///< blocks to send after them
    double m_weight = 1;
    std::size_t m_blocksAtOnce = 1; ///< blocks the next write may hold
};

} // namespace net
