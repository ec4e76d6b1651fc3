#pragma once

#include "core/base/fairturns.h"
#include "core/base/rng.h"
#include "core/lab/happening.h"
#include "core/lab/swarmsnapshot.h"
#include "core/swarm/peer.h"
#include "net/link.h"
#include "net/peersetup.h"
#include "net/piecestore.h"
#include "net/ratelimiter.h"
#include "net/trackerclient.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpServer>
#include <QTimer>

#include <map>
#include <memory>

namespace net {

/// A peer in the real world: drives a swarm::Peer with sockets, files and timers. It turns what
/// happens into events and carries out the effects; it decides nothing itself beyond what guards
/// this machine (time-outs of half-open links, how many there may be).
///
/// It lives in one thread with its links and its store, and dies there.
class LivePeer : public QObject, private LinkOwner
{
    Q_OBJECT
public:
    /// No whole handshake after this: closed (item 16).
    static constexpr base::Duration handshakeTime = std::chrono::seconds(20);
    /// Nothing heard for this long: closed (item 32).
    static constexpr base::Duration idleTime = std::chrono::seconds(150);
    /// Nothing said for this long: a keep-alive (BEP 3).
    static constexpr base::Duration keepAliveTime = std::chrono::seconds(100);
    /// Links without handshake at once; the eldest gives way (item 44).
    static constexpr std::size_t maxStrangers = 100;

    explicit LivePeer(PeerSetup setup, QObject *parent = nullptr);
    ~LivePeer() override;

    /// Listens, checks what is on disk, then takes part. An error when it cannot listen.
    base::Expected<void> start();
    /// Leaves: links end, `stopped` is announced; left() when that is through.
    void leave();
    /// Comes back after leave().
    void rejoin();
    /// A slot of the budget it shares with other peers is free: it may serve one more.
    void offerSlots();
    /// Dials that address too.
    void addPeer(const base::Endpoint &remote);

    [[nodiscard]] std::uint32_t number() const { return m_setup.number; }
    [[nodiscard]] base::Endpoint listenEndpoint() const;
    [[nodiscard]] bool isComplete() const { return m_brain && m_brain->state().isSeed(); }
    /// Its state as the lists show it.
    [[nodiscard]] lab::PeerRow row() const;
    /// The remote of a link as the log calls it: its address; empty when there is no such link.
    [[nodiscard]] std::string nameOf(base::LinkId link) const;
    /// The remote's id; nothing when there is no such link.
    [[nodiscard]] std::optional<base::PeerId> idOf(base::LinkId link) const
    {
        const swarm::RemotePeer *remote = m_brain ? m_brain->state().find(link) : nullptr;
        return remote == nullptr ? std::nullopt : std::optional(remote->id);
    }
    /// Bytes checked while it opens.
    [[nodiscard]] std::uint64_t checkedBytes() const { return m_store->checkedBytes(); }

Q_SIGNALS:
    /// The check is done; how many pieces are there.
    void opened(quint32 pieces);
    /// Everything is verified and lies in `shared`.
    void completed();
    /// The disk refuses: it waits and tries again.
    void storageFault(const base::Error &error);
    /// `stopped` was announced, or there was nobody to tell.
    void left();
    /// A message other than piece was put on a link (keep-alives aside).
    void messageSent(base::LinkId link, const wire::Message &message);
    /// A decision and its reason.
    void reasonNoted(const swarm::Reason &reason);
    /// Something else worth a line in the log.
    void noted(const QString &subsystem, const QString &text, lab::LogLevel level);

private:
    // LinkOwner
    [[nodiscard]] wire::Handshake ownHandshake() const override;
    void linkReady(Link &link, const wire::Handshake &remote) override;
    void linkClosed(Link &link, swarm::CloseReason reason, const std::string &detail) override;
    void messageCame(Link &link, wire::Message message) override;
    std::optional<base::BlockRef> pieceBegins(Link &link, const wire::PieceBegin &begin) override;
    void blockCame(Link &link, BlockBytes block) override;
    void blockThrownAway(Link &link, const wire::PieceBegin &begin) override;
    void blockLeft(Link &link, base::BlockRef block) override;
    ReadOutcome readBlock(base::BlockRef block, std::span<std::uint8_t> into) override;
    [[nodiscard]] std::uint64_t downAllowance() override;
    [[nodiscard]] std::uint64_t upAllowance() override;
    void received(std::uint64_t bytes) override { m_down.spend(bytes); }
    void sent(std::uint64_t bytes) override { m_up.spend(bytes); }
    void turnEnds() override;
    [[nodiscard]] base::Time now() const override;
    [[nodiscard]] const wire::Geometry &geometry() const override
    {
        return m_setup.layout.metainfo->geometry;
    }

    void watchStore();
    void storeOpened(const wire::Bitfield &have);
    void storeFailed(const base::Error &error);
    void pieceChecked(const PieceVerdict &verdict);
    void trackerAnswered(const std::string &url, const wire::AnnounceResponse &response);
    void trackerFailed(const base::Error &error);
    void announceEnded();
    void acceptOne(qintptr descriptor);
    void housekeeping();
    void refillRates();
    void flushAll();
    bool serveNext();
    void resumeLinks();

    /// Hands one event to the brain and carries out what it wants.
    void tell(const swarm::Event &event);
    /// Puts it into the recording; only while there is one.
    void record(std::optional<lab::Happening> happening) const;
    // one overload an effect: a new effect does not compile until it has one
    void carryOut(const swarm::Send &effect);
    void carryOut(const swarm::Dial &effect);
    void carryOut(const swarm::Hangup &effect);
    void carryOut(const swarm::Upload &effect);
    void carryOut(const swarm::Verify &effect);
    void carryOut(const swarm::Announce &effect);
    void carryOut(const swarm::ProbeStorage &effect);
    void carryOut(const swarm::WakeAt &effect);
    void carryOut(const swarm::Note &effect);
    void carryOut(const swarm::Completed &effect);

    [[nodiscard]] Link *find(base::LinkId id) const;
    [[nodiscard]] wire::AnnounceRequest announceRequest(wire::AnnounceEvent event) const;

    PeerSetup m_setup;
    QElapsedTimer m_clock;
    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<PieceStore> m_store;
    std::unique_ptr<TrackerClient> m_tracker;
    std::unique_ptr<swarm::Peer> m_brain; ///< there once the content is checked
    std::map<base::LinkId, Link *> m_links; ///< children of this object
    std::uint32_t m_nextLink = 1;
    std::vector<base::Endpoint> m_earlyAddresses; ///< told before the brain was there
    RateLimiter m_up;
    RateLimiter m_down;
    QTimer m_wake;
    QTimer m_housekeeping;
    QTimer m_refill;
    QTimer m_linger; ///< runs while a Have waits for long
    QTimer m_soonTimer; ///< runs while m_soon is not empty
    std::vector<base::LinkId> m_soon; ///< links with a Have that waits shortly
    base::Time m_completedAt{};
    std::string m_fault;
    swarm::Effects m_effects; ///< still to be carried out
    std::vector<base::LinkId> m_dirty; ///< links with something to send
    std::size_t m_turn = 0; ///< which link reads first under a limit
    base::FairTurns<base::LinkId> m_turns; ///< of the links to send under a limit
    bool m_carryingOut = false;
    bool m_leaving = false;
    bool m_stopping = false; ///< `stopped` is being announced
    bool m_closing = false; ///< the destructor runs
};

} // namespace net
