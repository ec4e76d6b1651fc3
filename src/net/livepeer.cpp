#include "net/livepeer.h"

#include "core/lab/loglevel.h"
#include "core/lab/peerrow.h"
#include "net/address.h"

#include <QHostAddress>

namespace net {

namespace {

using namespace std::chrono_literals;

constexpr auto housekeepingTime = 5s;
constexpr auto refillTime = 20ms;
constexpr auto acceptPause = 1s;
/// Links in all stages; far above what a brain keeps, so that it is the brain that chooses.
constexpr std::size_t maxSockets = 400;

/// A listener that hands out descriptors, since links make their own unbuffered sockets.
class Listener : public QTcpServer
{
public:
    using Accept = std::function<void(qintptr)>;
    explicit Listener(Accept accept)
        : m_accept(std::move(accept))
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_accept(descriptor); }

private:
    Accept m_accept;
};

} // namespace

LivePeer::LivePeer(PeerSetup setup, QObject *parent)
    : QObject(parent)
    , m_setup(std::move(setup))
    , m_server(std::make_unique<Listener>([this](qintptr descriptor) { acceptOne(descriptor); }))
    , m_store(std::make_unique<PieceStore>(m_setup.layout, m_setup.disk))
    , m_up(m_setup.upRate)
    , m_down(m_setup.downRate)
{
    m_clock.start();
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, [this] {
        tell(swarm::Wake{});
        turnEnds();
    });
    connect(&m_housekeeping, &QTimer::timeout, this, &LivePeer::housekeeping);
    connect(&m_refill, &QTimer::timeout, this, &LivePeer::refillRates);
    m_linger.setSingleShot(true);
    connect(&m_linger, &QTimer::timeout, this, &LivePeer::flushAll);
    m_soonTimer.setSingleShot(true);
    connect(&m_soonTimer, &QTimer::timeout, this, [this] {
        m_dirty.insert(m_dirty.end(), m_soon.begin(), m_soon.end());
        m_soon.clear();
        turnEnds();
    });
    connect(m_server.get(), &QTcpServer::acceptError, this, [this] {
        // Out of descriptors: the server has paused itself; waiting connections stay in the
        // backlog.
        QTimer::singleShot(acceptPause, this, [this] { m_server->resumeAccepting(); });
    });

    watchStore();
    m_housekeeping.setInterval(housekeepingTime);
}

LivePeer::~LivePeer()
{
    m_closing = true;
    for (const auto &[id, link] : m_links)
        delete link;
}

base::Time LivePeer::now() const
{
    // One past the start, so that no event happens at time zero, which means "never".
    return base::Time(base::Duration(m_clock.nsecsElapsed() / 1000 + 1));
}

base::Expected<void> LivePeer::start()
{
    if (!m_server->listen(toHostAddress(m_setup.listen), m_setup.listen.port)) {
        const auto code = m_server->serverError() == QAbstractSocket::AddressInUseError
            ? base::ErrorCode::Busy
            : base::ErrorCode::Io;
        return base::fail(code, m_setup.listen.text(), m_server->errorString().toStdString());
    }
    m_setup.config.listenPort = m_server->serverPort();
    if (m_setup.announces && !m_setup.layout.metainfo->announceTiers.empty()) {
        m_tracker = std::make_unique<TrackerClient>(m_setup.layout.metainfo->announceTiers,
                                                    m_setup.config.seed);
        m_tracker->setLocalAddress(m_setup.listen);
        connect(m_tracker.get(), &TrackerClient::answered, this, &LivePeer::trackerAnswered);
        connect(m_tracker.get(), &TrackerClient::failed, this, &LivePeer::trackerFailed);
    }
    if (m_up.isLimited() || m_down.isLimited())
        m_refill.start(refillTime);
    if (m_setup.trusted)
        m_store->openTrusted(wire::Bitfield(geometry().pieceCount(), true));
    else
        m_store->open(m_setup.checkThreads);
    return {};
}

base::Endpoint LivePeer::listenEndpoint() const
{
    base::Endpoint endpoint = m_setup.listen;
    endpoint.port = m_server->serverPort();
    return endpoint;
}

void LivePeer::addPeer(const base::Endpoint &remote)
{
    if (!m_brain) {
        m_earlyAddresses.push_back(remote);
        return;
    }
    tell(swarm::AddPeerAddress{remote});
    turnEnds();
}

void LivePeer::offerSlots()
{
    tell(swarm::SlotsFreed{});
    turnEnds();
}

void LivePeer::leave()
{
    m_leaving = true;
    if (m_brain && m_brain->isStarted())
        tell(swarm::Disconnect{});
    if (!m_tracker || !m_brain || !m_stopping)
        Q_EMIT left();
}

void LivePeer::rejoin()
{
    m_leaving = false;
    tell(swarm::Start{});
    turnEnds();
}

// -- links -----------------------------------------------------------------------------------

Link *LivePeer::find(base::LinkId id) const
{
    const auto at = m_links.find(id);
    return at == m_links.end() ? nullptr : at->second;
}

void LivePeer::acceptOne(qintptr descriptor)
{
    Descriptor owned(static_cast<int>(descriptor));
    if (!m_brain || m_leaving || m_links.size() >= maxSockets)
        return;
    std::size_t strangers = 0;
    Link *eldest = nullptr;
    for (const auto &[id, link] : m_links) {
        if (link->isUp() || link->isOutgoing())
            continue;
        ++strangers;
        if (eldest == nullptr)
            eldest = link;
    }
    if (strangers >= maxStrangers)
        eldest->close(swarm::CloseReason::Evicted);
    const base::LinkId id{m_nextLink++};
    m_links[id] = new Link(*this, id, owned.release());
    m_turns.add(id, 1);
}

wire::Handshake LivePeer::ownHandshake() const
{
    return {m_setup.config.infoHash, m_setup.config.id, true, true};
}

void LivePeer::linkReady(Link &link, const wire::Handshake &remote)
{
    tell(swarm::LinkUp{link.id(), remote.peerId, link.remote(), link.isOutgoing(), remote.fast,
                       remote.extended});
}

void LivePeer::linkClosed(Link &link, swarm::CloseReason reason, const std::string &detail)
{
    if (m_closing)
        return;
    const bool known = m_brain->state().find(link.id()) != nullptr;
    if (reason != swarm::CloseReason::ConnectFailed) {
        const swarm::DropReason drop{reason, detail};
        Q_EMIT noted(QStringLiteral("link"),
                     QString::fromStdString(link.remote().text() + ": " + swarm::describe(drop)),
                     lab::levelOf({link.id(), drop}));
    }
    m_links.erase(link.id());
    m_turns.eraseIf([&](base::LinkId id) { return id == link.id(); });
    link.deleteLater();
    if (known)
        tell(swarm::LinkDown{link.id()});
    else if (link.isOutgoing())
        tell(swarm::DialFailed{link.remote()});
}

void LivePeer::messageCame(Link &link, wire::Message message)
{
    tell(swarm::MessageIn{link.id(), std::move(message)});
}

std::optional<base::BlockRef> LivePeer::pieceBegins(Link &link, const wire::PieceBegin &begin)
{
    const auto block = geometry().block(begin.index, begin.begin, begin.length);
    return block && m_brain->isAwaited(link.id(), *block) ? block : std::nullopt;
}

void LivePeer::blockCame(Link &link, BlockBytes block)
{
    const base::BlockRef which = block.block;
    // It may have come from somebody else while this one was on its way.
    if (!m_brain->isAwaited(link.id(), which)) {
        tell(swarm::BlockRefused{link.id(), base::toNumber(which.piece),
                                 which.block * wire::blockSize, block.length});
        return;
    }
    m_store->write(std::move(block));
    tell(swarm::BlockArrived{link.id(), which});
}

void LivePeer::blockThrownAway(Link &link, const wire::PieceBegin &begin)
{
    tell(swarm::BlockRefused{link.id(), begin.index, begin.begin, begin.length});
}

void LivePeer::blockLeft(Link &link, base::BlockRef block)
{
    tell(swarm::BlockSent{link.id(), block});
}

ReadOutcome LivePeer::readBlock(base::BlockRef block, std::span<std::uint8_t> into)
{
    return m_store->read(block, into);
}

std::uint64_t LivePeer::downAllowance()
{
    return m_store->hasRoom() ? m_down.allowance() : 0;
}

std::uint64_t LivePeer::upAllowance()
{
    return m_up.allowance();
}

/// Sends what the events so far have caused: once a turn, so that small messages travel together.
void LivePeer::turnEnds()
{
    m_store->flush();
    for (std::size_t i = 0; i < m_dirty.size(); ++i) {
        if (Link *link = find(m_dirty[i]))
            link->flush();
    }
    m_dirty.clear();
}

void LivePeer::resumeLinks()
{
    std::vector<base::LinkId> held;
    for (const auto &[id, link] : m_links) {
        if (link->isHeldBack())
            held.push_back(id);
    }
    // Whoever was first last time is last now: a limit is shared by all.
    if (!held.empty())
        std::rotate(held.begin(),
                    held.begin() + static_cast<std::ptrdiff_t>(m_turn++ % held.size()), held.end());
    for (const base::LinkId id : held) {
        if (Link *link = find(id))
            link->receive();
    }
}

/// Lets every link send what it has. A limit is shared: one block at a time, by the links' turns.
void LivePeer::flushAll()
{
    if (m_up.isLimited()) {
        while (serveNext()) { }
        return;
    }
    for (const auto &turn : std::vector(m_turns.begin(), m_turns.end())) {
        if (Link *link = find(turn.who)) // one that ends may take others with it
            link->flush();
    }
}

/// Lets the first link in turn that can send a block do so; false when none can.
bool LivePeer::serveNext()
{
    for (std::size_t i = 0; i < m_turns.size();) {
        const base::LinkId id = m_turns[i];
        Link *link = find(id);
        if (link != nullptr && link->flush(1) > 0) {
            if (const auto at = m_turns.find(id); at != m_turns.end())
                m_turns.add(m_turns.take(at), link->weight());
            return true;
        }
        if (i < m_turns.size() && m_turns[i] == id) // else it ended, or one before it did
            ++i;
    }
    return false;
}

void LivePeer::refillRates()
{
    m_up.refill(now());
    m_down.refill(now());
    flushAll();
    resumeLinks();
}

void LivePeer::housekeeping()
{
    const base::Time time = now();
    std::vector<std::pair<Link *, swarm::CloseReason>> overdue;
    std::vector<Link *> quiet;
    for (const auto &[id, link] : m_links) {
        if (!link->isUp() && time - link->since() > handshakeTime)
            overdue.emplace_back(link, swarm::CloseReason::HandshakeTimeout);
        else if (link->isUp() && !link->isHeldBack() && time - link->lastHeard() > idleTime)
            overdue.emplace_back(link, swarm::CloseReason::IdleTimeout);
        else if (link->isUp() && time - link->lastSpoken() > keepAliveTime)
            quiet.push_back(link);
    }
    for (Link *link : quiet) {
        m_dirty.push_back(link->id());
        link->send(wire::KeepAlive{});
    }
    for (const auto &[link, reason] : overdue)
        link->close(reason);
    turnEnds();
}

// -- what lists show -------------------------------------------------------------------------

lab::PeerRow LivePeer::row() const
{
    lab::PeerRow row;
    if (m_brain)
        row = lab::rowOf(*m_brain, now());
    else
        row.have = wire::Bitfield(geometry().pieceCount());
    row.number = m_setup.number;
    row.id = m_setup.config.id;
    row.listen = listenEndpoint();
    row.checking = !m_brain;
    row.fault = m_fault;
    row.completed = m_completedAt;
    return row;
}

std::string LivePeer::nameOf(base::LinkId link) const
{
    const swarm::RemotePeer *remote = m_brain ? m_brain->state().find(link) : nullptr;
    return remote == nullptr ? std::string() : remote->endpoint.text();
}

} // namespace net
