#include "net/link.h"

#include "net/address.h"

#include <QHostAddress>
#include <QNetworkProxy>

#include <algorithm>
#include <array>
#include <cstring>

namespace net {

namespace {

constexpr std::size_t receiveSize = 256 * 1024;
/// Blocks sent by one call: few system calls, and little to keep when the kernel takes only part.
constexpr std::size_t blocksPerChunk = 8;
constexpr std::size_t controlPerChunk = 64 * 1024;
/// Messages kept for a remote that does not read them; beyond it is dropped (items 25, 32).
constexpr std::size_t maxControl = 1024 * 1024;
constexpr std::size_t chunkSize
    = controlPerChunk + blocksPerChunk * (wire::pieceHeaderSize + wire::blockSize);
/// Reads in a row before other links get their turn.
constexpr int readsPerTurn = 8;

/// Scratch space shared by the links of a thread: none keeps anything there between calls.
std::span<std::uint8_t> receiveScratch()
{
    thread_local const auto buffer = std::make_unique_for_overwrite<std::uint8_t[]>(receiveSize);
    return {buffer.get(), receiveSize};
}

std::span<std::uint8_t> sendScratch()
{
    thread_local const auto buffer = std::make_unique_for_overwrite<std::uint8_t[]>(chunkSize);
    return {buffer.get(), chunkSize};
}

/// Looking up the system's proxy reads files, each time; peers of a swarm are reached without.
void goWithoutProxy(QTcpSocket &socket)
{
    socket.setProxy(QNetworkProxy::NoProxy);
}

constexpr auto openMode = QIODevice::ReadWrite | QIODevice::Unbuffered;

} // namespace

Link::Link(LinkOwner &owner, base::LinkId id, const base::Endpoint &remote,
           const QHostAddress &from)
    : m_owner(owner)
    , m_id(id)
    , m_remote(remote)
    , m_outgoing(true)
    , m_stage(Stage::Connecting)
    , m_since(owner.now())
    , m_lastHeard(m_since)
    , m_lastSpoken(m_since)
{
    goWithoutProxy(m_socket);
    watch();
    if (!from.isNull())
        m_socket.bind(from);
    m_socket.connectToHost(toHostAddress(remote), remote.port, openMode);
}

Link::Link(LinkOwner &owner, base::LinkId id, qintptr descriptor)
    : m_owner(owner)
    , m_id(id)
    , m_outgoing(false)
    , m_stage(Stage::Handshaking)
    , m_since(owner.now())
    , m_lastHeard(m_since)
    , m_lastSpoken(m_since)
{
    goWithoutProxy(m_socket);
    // Only a call of connectToHost() makes a QTcpSocket unbuffered for good.
    m_socket.connectToHost(QString(), 0, openMode);
    m_socket.abort();
    m_socket.setSocketDescriptor(descriptor, QAbstractSocket::ConnectedState, openMode);
    m_remote = toEndpoint(m_socket.peerAddress(), m_socket.peerPort());
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    watch();
}

Link::~Link()
{
    m_socket.disconnect(this);
}

void Link::watch()
{
    connect(&m_socket, &QTcpSocket::connected, this, &Link::connected);
    connect(&m_socket, &QTcpSocket::readyRead, this, &Link::receive);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, [this] { flush(); });
    connect(&m_socket, &QTcpSocket::disconnected, this, &Link::failed);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &Link::failed);
}

void Link::connected()
{
    m_stage = Stage::Handshaking;
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    sendHandshake();
}

void Link::failed()
{
    const auto reason = m_stage == Stage::Connecting ? swarm::CloseReason::ConnectFailed
                                                     : swarm::CloseReason::RemoteClosed;
    close(reason, m_socket.errorString().toStdString());
}

void Link::close(swarm::CloseReason reason, const std::string &detail)
{
    if (m_stage == Stage::Closed)
        return;
    m_stage = Stage::Closed;
    m_socket.disconnect(this);
    m_socket.abort();
    m_uploads.clear();
    m_control.clear();
    m_block = {};
    m_owner.linkClosed(*this, reason, detail);
}

void Link::closeGently(swarm::CloseReason reason)
{
    m_uploads.clear();
    flush();
    close(reason);
}

// -- handshake -------------------------------------------------------------------------------

void Link::sendHandshake()
{
    if (std::exchange(m_greeted, true))
        return;
    const auto bytes = wire::encodeHandshake(m_owner.ownHandshake());
    m_socket.write(reinterpret_cast<const char *>(bytes.data()), bytes.size());
}

/// Takes the front of `input`; false when the link ended.
bool Link::shakeHands(base::ByteView &input)
{
    const std::size_t missing = wire::handshakeSize - m_handshake.size();
    const base::ByteView part = input.first(std::min(missing, input.size()));
    m_handshake.insert(m_handshake.end(), part.begin(), part.end());
    input = input.subspan(part.size());
    const auto reading = wire::readHandshake(m_handshake);
    if (!reading) {
        close(swarm::CloseReason::NotBitTorrent);
        return false;
    }
    if (reading->stage == wire::HandshakeStage::NeedMore)
        return true;
    if (reading->handshake.infoHash != m_owner.ownHandshake().infoHash) {
        close(swarm::CloseReason::UnknownTorrent);
        return false;
    }
    sendHandshake();
    if (reading->stage != wire::HandshakeStage::Complete)
        return true;
    m_stage = Stage::Up;
    m_handshake = {};
    m_owner.linkReady(*this, reading->handshake);
    return m_stage == Stage::Up;
}

// -- receiving -------------------------------------------------------------------------------

void Link::receive()
{
    const std::span<std::uint8_t> scratch = receiveScratch();
    for (int i = 0; i < readsPerTurn && m_stage != Stage::Closed; ++i) {
        const std::uint64_t allowed
            = std::min<std::uint64_t>(m_owner.downAllowance(), scratch.size());
        m_heldBack = allowed == 0;
        if (m_heldBack)
            break;
        const qint64 got
            = m_socket.read(reinterpret_cast<char *>(scratch.data()), static_cast<qint64>(allowed));
        if (got < 0)
            failed(); // an unbuffered socket tells its end to who reads, by no signal
        if (got <= 0)
            break;
        m_lastHeard = m_owner.now();
        m_owner.received(static_cast<std::uint64_t>(got));
        if (!parse(scratch.first(static_cast<std::size_t>(got)))
            || static_cast<std::uint64_t>(got) < allowed)
            break;
    }
    m_owner.turnEnds();
}

/// Takes all of `input`; false when the link ended.
bool Link::parse(base::ByteView input)
{
    if (m_stage == Stage::Handshaking && !shakeHands(input))
        return false;
    if (m_stage != Stage::Up)
        return true;
    while (true) {
        wire::ReadResult result = m_reader.next(input);
        if (std::holds_alternative<wire::NeedMore>(result))
            return true;
        if (auto *error = std::get_if<base::Error>(&result)) {
            close(swarm::CloseReason::Malformed, error->detail);
            return false;
        }
        if (auto *message = std::get_if<wire::Message>(&result))
            m_owner.messageCame(*this, std::move(*message));
        else if (const auto *begin = std::get_if<wire::PieceBegin>(&result))
            accept(*begin);
        else
            take(std::get<wire::PieceBytes>(result));
        if (m_stage != Stage::Up)
            return false;
    }
}

bool Link::accept(const wire::PieceBegin &begin)
{
    m_piece = begin;
    m_block = {};
    m_blockFilled = 0;
    if (const auto block = m_owner.pieceBegins(*this, begin)) {
        m_block.block = *block;
        m_block.length = begin.length;
        m_block.data = std::make_unique_for_overwrite<std::uint8_t[]>(begin.length);
    }
    return begin.length > 0;
}

bool Link::take(const wire::PieceBytes &bytes)
{
    if (m_block.data) {
        std::memcpy(m_block.data.get() + m_blockFilled, bytes.bytes.data(), bytes.bytes.size());
        m_blockFilled += static_cast<std::uint32_t>(bytes.bytes.size());
    }
    if (!bytes.last)
        return false;
    if (m_block.data)
        m_owner.blockCame(*this, std::exchange(m_block, {}));
    else
        m_owner.blockThrownAway(*this, m_piece);
    return true;
}

// -- sending ---------------------------------------------------------------------------------

void Link::send(const wire::Message &message)
{
    if (m_stage != Stage::Up)
        return;
    wire::append(m_control, message);
    if (m_control.size() > maxControl)
        close(swarm::CloseReason::NotReading);
}

void Link::upload(base::BlockRef block, double weight)
{
    m_weight = weight;
    if (m_stage == Stage::Up)
        m_uploads.push(block);
}

/// Fills the chunk with messages, then blocks; returns its size. A block that cannot be read yet
/// waits with all behind it; one that cannot be read at all is left out (its piece is lost, and the
/// link with it).
std::size_t Link::fillChunk(std::span<std::uint8_t> chunk, std::size_t mostBlocks,
                            std::vector<base::BlockRef> &blocks)
{
    std::size_t size = std::min(m_control.size(), controlPerChunk);
    std::copy_n(m_control.data(), size, chunk.data());
    m_control.erase(m_control.begin(), m_control.begin() + static_cast<std::ptrdiff_t>(size));
    std::uint64_t payload = 0;
    // No block between the parts of a message that the chunk's end has cut.
    while (m_control.empty() && !m_uploads.empty() && blocks.size() < mostBlocks
           && m_owner.upAllowance() > payload) {
        const base::BlockRef block = m_uploads.front();
        const std::uint32_t length = m_owner.geometry().lengthOf(block);
        const ReadOutcome outcome
            = m_owner.readBlock(block, chunk.subspan(size + wire::pieceHeaderSize, length));
        if (outcome == ReadOutcome::WouldWait || m_stage != Stage::Up)
            break;
        m_uploads.pop();
        if (outcome == ReadOutcome::Failed)
            continue;
        wire::writePieceHeader(chunk.data() + size, base::toNumber(block.piece),
                               block.block * wire::blockSize, length);
        size += wire::pieceHeaderSize + length;
        payload += length;
        blocks.push_back(block);
    }
    m_owner.sent(payload);
    return size;
}

/// What the kernel does not take is kept in memory: next time about as much as it took.
void Link::adaptChunk(std::size_t size, std::size_t blocks)
{
    const auto left = static_cast<std::size_t>(m_socket.bytesToWrite());
    if (left > 0)
        m_blocksAtOnce = std::max<std::size_t>(1, (size - left) / wire::blockSize);
    else if (blocks == m_blocksAtOnce)
        m_blocksAtOnce = std::min(blocksPerChunk, m_blocksAtOnce * 2);
}

std::size_t Link::flush(std::size_t mostBlocks)
{
    const std::span<std::uint8_t> chunk = sendScratch();
    std::vector<base::BlockRef> blocks;
    std::size_t left = 0;
    while (m_stage == Stage::Up && m_socket.bytesToWrite() == 0) {
        blocks.clear();
        const std::size_t size
            = fillChunk(chunk, std::min(m_blocksAtOnce, mostBlocks - left), blocks);
        if (size == 0 || m_stage != Stage::Up)
            break;
        if (m_socket.write(reinterpret_cast<const char *>(chunk.data()), static_cast<qint64>(size))
            < 0) {
            failed();
            break;
        }
        m_lastSpoken = m_owner.now();
        adaptChunk(size, blocks.size());
        left += blocks.size();
        for (const base::BlockRef block : blocks)
            m_owner.blockLeft(*this, block);
    }
    return left;
}

} // namespace net
