#include "core/swarm/peer.h"

namespace swarm {

Peer::Peer(PeerConfig config, const wire::Geometry &geometry, wire::Bitfield have)
    : m_state{.config = std::move(config),
              .geometry = geometry,
              .have = std::move(have),
              .rng = base::Rng(0),
              .links = {}}
    , m_downloads((m_state.rng = base::Rng(m_state.config.seed), m_state))
    , m_uploads(m_state)
    , m_contacts(m_state, m_downloads.suspicion())
{
}

std::uint64_t Peer::left() const
{
    const wire::Geometry &geometry = m_state.geometry;
    std::uint64_t had = std::uint64_t{geometry.pieceLength()} * m_state.have.count();
    const std::uint32_t pieces = geometry.pieceCount();
    if (pieces > 0 && m_state.have.has(base::PieceIndex{pieces - 1}))
        had -= geometry.pieceLength() - geometry.lengthOf(base::PieceIndex{pieces - 1});
    return geometry.totalLength() - had;
}

void Peer::handle(const Event &event, base::Time now, Effects &out)
{
    m_state.now = now;
    m_state.out = &out;
    std::visit([this](const auto &what) { on(what); }, event);
    if (mayMoveWake(event))
        scheduleWake();
    m_state.out = nullptr;
}

/// Whether the next wake may have to be another one: never with what comes by the thousand.
bool Peer::mayMoveWake(const Event &event)
{
    return !std::holds_alternative<MessageIn>(event) && !std::holds_alternative<BlockSent>(event)
        && !std::holds_alternative<BlockArrived>(event);
}

void Peer::prefetch() const
{
    // The config in front of it is seldom looked at.
    const auto *begin = reinterpret_cast<const char *>(&m_state.geometry);
    const auto *end = reinterpret_cast<const char *>(this + 1);
    base::prefetch(begin, static_cast<std::size_t>(end - begin));
}

void Peer::prefetchHave(base::LinkId link, std::uint32_t piece) const
{
    const RemotePeer *remote = m_state.find(link);
    if (remote == nullptr || piece >= m_state.geometry.pieceCount())
        return;
    __builtin_prefetch(remote->pieces.words().data() + piece / 64);
    m_downloads.prefetch(base::PieceIndex{piece});
}

void Peer::scheduleWake()
{
    std::optional<base::Time> due = m_nextRound;
    if (const auto announce = m_contacts.nextDue(); announce && (!due || *announce < *due))
        due = announce;
    if (!due || due == m_wakeAt)
        return;
    m_wakeAt = due;
    m_state.emit(WakeAt{*due});
}

// -- links -----------------------------------------------------------------------------------

/// Why a new link is not welcome; nothing when it is. Two peers that dial each other at once must
/// both keep the same link: the one whose dialler has the smaller peer id.
std::optional<CloseReason> Peer::refusal(const LinkUp &event)
{
    if (!m_contacts.isStarted())
        return CloseReason::Disconnected;
    if (event.remoteId == m_state.config.id)
        return CloseReason::SelfConnection;
    if (m_downloads.suspicion().isBanned({event.remoteId, event.remote}))
        return CloseReason::Banned;
    const bool isKnown = m_state.links.mayHold(event.remoteId);
    for (const auto &other : m_state.links) {
        if (!isKnown)
            break;
        if (other->id != event.remoteId || other->closing)
            continue;
        const bool oursIsSmaller = m_state.config.id < event.remoteId;
        const bool keepNew = other->outgoing != event.outgoing && event.outgoing == oursIsSmaller;
        if (!keepNew)
            return CloseReason::DuplicatePeer;
        m_state.hangup(*other, CloseReason::DuplicatePeer);
    }
    if (m_state.links.size() < m_state.config.maxLinks)
        return std::nullopt;
    const auto open
        = std::ranges::count_if(m_state.links, [](const auto &other) { return !other->closing; });
    if (open >= m_state.config.maxLinks && !makeRoom())
        return CloseReason::TooManyLinks;
    return std::nullopt;
}

/// Gives up the longest idle link for a newcomer (item 44); false when none is idle.
bool Peer::makeRoom()
{
    for (const auto &remote : m_state.links) {
        if (!remote->closing && remote->isIdle()) {
            m_state.hangup(*remote, CloseReason::Evicted);
            return true;
        }
    }
    return false;
}

void Peer::on(const LinkUp &event)
{
    auto remote = std::make_unique<RemotePeer>();
    remote->link = event.link;
    remote->id = event.remoteId;
    remote->endpoint = event.remote;
    remote->listenKnown = event.outgoing;
    remote->outgoing = event.outgoing;
    remote->fast = event.fast;
    remote->extended = event.extended;
    remote->since = m_state.now;
    remote->pieces = wire::Bitfield(m_state.geometry.pieceCount());
    const auto refused = refusal(event);
    RemotePeer &added = m_state.links.add(std::move(remote));
    m_contacts.linkUp(added);
    if (refused) {
        m_state.hangup(added, *refused);
        return;
    }
    greet(added);
}

void Peer::on(const LinkDown &event)
{
    const std::unique_ptr<RemotePeer> remote = m_state.links.remove(event.link);
    if (!remote)
        return;
    m_downloads.linkGone(*remote);
    m_uploads.linkGone(*remote);
    const bool again = !(m_state.isSeed() && remote->pieces.all());
    m_contacts.linkGone(*remote, again);
}

void Peer::on(const DialFailed &event)
{
    m_contacts.dialFailed(event.remote);
}

/// A link between two complete peers has no use; one with a partial seed (BEP 21) neither.
void Peer::dropIfBothSeeds(RemotePeer &remote)
{
    if (remote.toldPieces && m_state.isSeed() && remote.pieces.all())
        m_state.hangup(remote, CloseReason::BothSeeds);
}

// -- payload ---------------------------------------------------------------------------------

void Peer::on(const BlockArrived &event)
{
    if (RemotePeer *remote = m_state.find(event.link))
        m_downloads.blockArrived(*remote, event.block);
}

void Peer::on(const BlockRefused &event)
{
    if (RemotePeer *remote = m_state.find(event.link); remote != nullptr && !remote->closing)
        m_downloads.blockRefused(*remote, event);
}

void Peer::on(const BlockSent &event)
{
    if (RemotePeer *remote = m_state.find(event.link); remote != nullptr)
        m_uploads.blockSent(*remote, event.block);
}

void Peer::on(const PieceChecked &event)
{
    const bool wasSeed = m_state.isSeed();
    m_downloads.pieceChecked(event);
    if (!wasSeed)
        partWithSeeds();
}

/// What changes with the last piece: the tracker hears of it, other seeds are of no more use.
void Peer::partWithSeeds()
{
    if (!m_state.isSeed())
        return;
    m_contacts.completed();
    for (const auto &remote : m_state.links)
        dropIfBothSeeds(*remote);
}

void Peer::on(const PiecesLost &event)
{
    m_uploads.endSuperSeeding();
    m_downloads.piecesLost(event.pieces);
}

void Peer::on(const PiecesFound &event)
{
    const bool wasSeed = m_state.isSeed();
    m_downloads.piecesFound(event.pieces);
    if (!wasSeed)
        partWithSeeds();
}

void Peer::on(const StorageFailed &event)
{
    m_downloads.storageFailed(event.why);
}

void Peer::on(const StorageRecovered & /*event*/)
{
    m_downloads.storageRecovered();
}

// -- tracker, time, commands -----------------------------------------------------------------

void Peer::on(const TrackerAnswered &event)
{
    m_contacts.trackerAnswered(event.response);
}

void Peer::on(const TrackerFailed & /*event*/)
{
    m_contacts.trackerFailed();
}

void Peer::on(const SlotsFreed & /*event*/)
{
    m_uploads.slotsFreed();
}

void Peer::on(const Wake & /*event*/)
{
    m_wakeAt.reset();
    m_contacts.announceDue();
    if (!m_nextRound || m_state.now < *m_nextRound)
        return;
    m_nextRound = m_state.now + roundTime;
    m_downloads.round();
    m_uploads.round();
    m_contacts.dialDue();
}

void Peer::on(const Start & /*event*/)
{
    // A random phase, so that the rounds of many peers do not fall on one moment.
    const auto phase = m_state.rng.below(static_cast<std::uint64_t>(roundTime.count()));
    m_nextRound = m_state.now + base::Duration(static_cast<base::Duration::rep>(phase));
    m_contacts.start();
}

void Peer::on(const AddPeerAddress &event)
{
    m_contacts.add(event.remote);
    m_contacts.dialDue();
}

void Peer::on(const Disconnect & /*event*/)
{
    m_contacts.disconnect();
    m_nextRound.reset();
    for (const auto &remote : m_state.links)
        m_state.hangup(*remote, CloseReason::Disconnected);
}

} // namespace swarm
