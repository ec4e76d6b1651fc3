#pragma once

#include "core/swarm/contacts.h"
#include "core/swarm/downloads.h"
#include "core/swarm/event.h"
#include "core/swarm/peerstate.h"
#include "core/swarm/uploads.h"

namespace swarm {

/// The behaviour of one participant in one swarm, without sockets, clock or threads.
///
/// Whoever drives it (net::PeerDriver with sockets, a simulator with a queue) calls handle() with
/// what happened and when, and carries out the effects in their order. Nothing else goes in or out,
/// save questions. Determinism: the same config, events and times give the same effects.
class Peer
{
public:
    /// Choke rounds, time-outs and the rest of what is periodic (BEP 3: 10 s).
    static constexpr base::Duration roundTime = std::chrono::seconds(10);
    /// `have` are the pieces verified on disk. Both policy names must be in PolicyCatalog.
    Peer(PeerConfig config, const wire::Geometry &geometry, wire::Bitfield have);
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;

    /// Takes one event; appends what is to be done to `out`.
    void handle(const Event &event, base::Time now, Effects &out);

    /// Whether that link owes us this block: asked before its payload is stored.
    [[nodiscard]] bool isAwaited(base::LinkId link, base::BlockRef block) const
    {
        return m_downloads.isAwaited(link, block);
    }

    // Hints that an event on some link comes soon, each a little before the next one; nothing
    // changes but what the processor's caches hold. For who drives thousands of peers.
    void prefetch() const;
    void prefetchSearch() const { m_state.links.prefetchSearch(); }
    void prefetchPlace(base::LinkId link) const { m_state.links.prefetchPlace(link); }
    void prefetch(base::LinkId link) const { m_state.links.prefetch(link, RemotePeer::warmBytes); }
    // The same where the event will be a Have, of that piece.
    void prefetchHave(base::LinkId link) const
    {
        m_state.links.prefetch(link, RemotePeer::hotBytes);
    }
    void prefetchHave(base::LinkId link, std::uint32_t piece) const;

    // What lists, announces and tests read.
    [[nodiscard]] const PeerState &state() const { return m_state; }
    [[nodiscard]] const Downloads &downloads() const { return m_downloads; }
    [[nodiscard]] const Uploads &uploads() const { return m_uploads; }
    [[nodiscard]] bool isStarted() const { return m_contacts.isStarted(); }
    /// Bytes not verified yet, as an announce tells them.
    [[nodiscard]] std::uint64_t left() const;

private:
    void on(const LinkUp &event);
    void on(const LinkDown &event);
    void on(const DialFailed &event);
    void on(const MessageIn &event);
    void on(const BlockArrived &event);
    void on(const BlockRefused &event);
    void on(const BlockSent &event);
    void on(const PieceChecked &event);
    void on(const PiecesLost &event);
    void on(const PiecesFound &event);
    void on(const StorageFailed &event);
    void on(const StorageRecovered &event);
    void on(const TrackerAnswered &event);
    void on(const TrackerFailed &event);
    void on(const SlotsFreed &event);
    void on(const Wake &event);
    void on(const Start &event);
    void on(const AddPeerAddress &event);
    void on(const Disconnect &event);

    void message(RemotePeer &remote, const wire::Message &message);
    void have(RemotePeer &remote, std::uint32_t piece);
    void availability(RemotePeer &remote, wire::Bitfield pieces);
    void extended(RemotePeer &remote, const wire::Extended &message);
    bool requireFast(RemotePeer &remote);
    void greet(RemotePeer &remote);
    std::optional<CloseReason> refusal(const LinkUp &event);
    bool makeRoom();
    void dropIfBothSeeds(RemotePeer &remote);
    void partWithSeeds();
    static bool mayMoveWake(const Event &event);
    void scheduleWake();

    PeerState m_state;
    Downloads m_downloads;
    Uploads m_uploads;
    Contacts m_contacts;
    std::optional<base::Time> m_nextRound; ///< set while started
    std::optional<base::Time> m_wakeAt; ///< the last WakeAt asked for
};

} // namespace swarm
