#include "net/usertorrents.h"

#include "core/wire/clientname.h"
#include "net/livepeer.h"

#include <algorithm>
#include <random>
#include <thread>
#include <tuple>

namespace net {

namespace {

using namespace std::chrono_literals;

/// Ports tried when the first one was given.
constexpr std::uint16_t portRange = 1000;
/// A tracker that does not answer `stopped` holds nobody up for longer.
constexpr auto leaveTime = 3s;

std::uint64_t randomSeed()
{
    std::random_device entropy;
    return (std::uint64_t{entropy()} << 32) | entropy();
}

UserTorrentRow rowOf(const wire::Metainfo &metainfo, const LivePeer &peer, bool wasWhole)
{
    const lab::PeerRow from = peer.row();
    const bool complete = wasWhole && from.seed;
    UserTorrentRow row;
    row.infoHash = metainfo.infoHash;
    row.name = metainfo.name;
    row.size = metainfo.geometry.totalLength();
    row.pieces = metainfo.geometry.pieceCount();
    row.have = from.have.count();
    row.complete = complete;
    row.links = static_cast<std::uint32_t>(from.links.size());
    row.served = from.unchoked;
    row.waiting = static_cast<std::uint32_t>(std::ranges::count_if(
        from.links, [](const auto &link) { return link.peerInterested && link.amChoking; }));
    row.downRate = from.downRate;
    row.upRate = from.upRate;
    row.downloaded = from.downloaded;
    row.uploaded = from.uploaded;
    row.fault = from.fault;
    if (!metainfo.announceTiers.empty())
        row.tracker = metainfo.announceTiers.front().front();
    row.state = from.checking ? UserTorrentState::Checking
        : !from.fault.empty() ? UserTorrentState::Faulty
        : !from.connected     ? UserTorrentState::Paused
        : complete            ? UserTorrentState::Sharing
                              : UserTorrentState::Downloading;
    return row;
}

} // namespace

UserTorrents::UserTorrents(const UserFolders &folders, UserPeerOptions options, QObject *parent)
    : QObject(parent)
    , m_folders(folders)
    , m_options(std::move(options))
    , m_rng(randomSeed())
    , m_disk(std::make_shared<DiskThread>())
    , m_budget(std::make_shared<swarm::ServeBudget>(0))
{
    m_offer.setSingleShot(true);
    connect(&m_offer, &QTimer::timeout, this, &UserTorrents::offerSlots);
    m_budget->onFree = [this] { m_offer.start(0); };
}

UserTorrents::~UserTorrents()
{
    m_budget->onFree = {};
}

void UserTorrents::setMaxN(std::uint32_t maxN)
{
    m_budget->setLimit(maxN);
}

std::uint32_t UserTorrents::maxN() const
{
    return m_budget->limit();
}

std::uint32_t UserTorrents::served() const
{
    return m_budget->taken();
}

base::Expected<void> UserTorrents::add(const std::shared_ptr<const wire::Metainfo> &metainfo,
                                       bool hashed)
{
    if (m_entries.contains(metainfo->infoHash))
        return {};
    // The first port that is free; a number of its own each, so that lists can tell them apart.
    base::Endpoint listen = m_options.listen;
    for (std::uint16_t tried = 0;; ++tried) {
        auto peer = std::make_unique<LivePeer>(setupOf(metainfo, listen, hashed));
        watch(metainfo->infoHash, *peer);
        // In its place first: it may tell of its content before start() returns.
        Entry &entry = m_entries[metainfo->infoHash];
        entry.metainfo = metainfo;
        entry.peer = std::move(peer);
        auto started = entry.peer->start();
        if (started)
            return {};
        m_entries.erase(metainfo->infoHash);
        if (started.error().code != base::ErrorCode::Busy || listen.port == 0 || tried == portRange
            || listen.port == UINT16_MAX)
            return started;
        ++listen.port;
    }
}

PeerSetup UserTorrents::setupOf(const std::shared_ptr<const wire::Metainfo> &metainfo,
                                const base::Endpoint &listen, bool hashed)
{
    PeerSetup setup;
    setup.number = ++m_number;
    setup.layout = {m_folders.shared(), m_folders.temporal(), metainfo};
    setup.disk = m_disk;
    setup.listen = listen;
    setup.trusted = hashed;
    setup.checkThreads = std::thread::hardware_concurrency();
    setup.config.seed = m_rng.next();
    setup.config.id = wire::makePeerId(m_rng, m_options.tag);
    setup.config.infoHash = metainfo->infoHash;
    setup.config.choker = "all-unchoked"; // the thesis: first come, first served, up to Max_N
    setup.config.budget = m_budget;
    setup.config.clientVersion = wire::ownClientName();
    return setup;
}

void UserTorrents::watch(const base::InfoHash &infoHash, LivePeer &peer)
{
    connect(&peer, &LivePeer::opened, this, [this, infoHash](quint32 pieces) {
        Entry &entry = m_entries.at(infoHash);
        entry.complete = pieces == entry.metainfo->geometry.pieceCount();
        entry.whole.start();
        Q_EMIT opened(infoHash, entry.complete);
    });
    connect(&peer, &LivePeer::completed, this, [this, infoHash] {
        Entry &entry = m_entries.at(infoHash);
        if (std::exchange(entry.complete, true))
            return;
        entry.whole.start();
        Q_EMIT downloaded(infoHash);
    });
    connect(&peer, &LivePeer::noted, this,
            [this, infoHash](const QString &subsystem, const QString &text, lab::LogLevel level) {
                const auto at = m_entries.find(infoHash);
                if (level == lab::LogLevel::Warning && at != m_entries.end())
                    Q_EMIT noted(QStringLiteral("%1: %2: %3")
                                     .arg(QString::fromStdString(at->second.metainfo->name),
                                          subsystem, text));
            });
}

void UserTorrents::remove(const base::InfoHash &infoHash)
{
    const auto at = m_entries.find(infoHash);
    if (at == m_entries.end())
        return;
    LivePeer *peer = at->second.peer.release();
    m_entries.erase(at);
    peer->disconnect(this);
    peer->setParent(this);
    connect(peer, &LivePeer::left, peer, &QObject::deleteLater);
    leave(*peer);
}

void UserTorrents::setConnected(bool connected)
{
    if (std::exchange(m_connected, connected) == connected)
        return;
    for (const auto &[infoHash, entry] : m_entries) {
        if (connected)
            entry.peer->rejoin();
        else
            leave(*entry.peer);
    }
    if (!connected && m_leaving == 0)
        QTimer::singleShot(0, this, &UserTorrents::left);
}

/// Ends when the tracker was told, or will not listen.
void UserTorrents::leave(LivePeer &peer)
{
    ++m_leaving;
    auto *once = new QTimer(this);
    once->setSingleShot(true);
    connect(&peer, &LivePeer::left, once, [once] { once->start(0); });
    connect(&peer, &QObject::destroyed, once, [once] { once->start(0); });
    connect(once, &QTimer::timeout, this, [this, once] {
        once->deleteLater();
        if (--m_leaving == 0)
            Q_EMIT left();
    });
    once->start(leaveTime);
    peer.leave();
}

std::shared_ptr<const wire::Metainfo> UserTorrents::find(const base::InfoHash &infoHash) const
{
    const auto at = m_entries.find(infoHash);
    return at == m_entries.end() ? nullptr : at->second.metainfo;
}

bool UserTorrents::isComplete(const base::InfoHash &infoHash) const
{
    const auto at = m_entries.find(infoHash);
    return at != m_entries.end() && at->second.complete;
}

std::int64_t UserTorrents::secondsWhole(const base::InfoHash &infoHash) const
{
    const auto at = m_entries.find(infoHash);
    return at != m_entries.end() && at->second.complete ? at->second.whole.elapsed() / 1000 : 0;
}

std::vector<UserTorrentRow> UserTorrents::rows() const
{
    std::vector<UserTorrentRow> rows;
    for (const auto &[infoHash, entry] : m_entries)
        rows.push_back(rowOf(*entry.metainfo, *entry.peer, entry.complete));
    std::ranges::sort(rows, [](const auto &a, const auto &b) {
        return std::tie(a.name, a.infoHash) < std::tie(b.name, b.infoHash);
    });
    return rows;
}

std::optional<base::Endpoint> UserTorrents::endpointOf(const base::InfoHash &infoHash) const
{
    const auto at = m_entries.find(infoHash);
    if (at == m_entries.end())
        return std::nullopt;
    return at->second.peer->listenEndpoint();
}

void UserTorrents::offerSlots()
{
    std::vector<LivePeer *> peers;
    for (const auto &[infoHash, entry] : m_entries)
        peers.push_back(entry.peer.get());
    if (peers.empty())
        return;
    // Whoever was asked first last time is last now.
    std::rotate(peers.begin(),
                peers.begin() + static_cast<std::ptrdiff_t>(m_firstOffer++ % peers.size()),
                peers.end());
    for (LivePeer *peer : peers)
        peer->offerSlots();
}

} // namespace net
