#pragma once

#include "core/swarm/peerstate.h"

#include <optional>
#include <utility>
#include <vector>

namespace swarm {

class Suspicion;

/// Whom a peer knows and when it calls: addresses to dial with back-off, and the announces to the
/// tracker (BEP 3: started once, completed once and only by a download that finished, stopped at
/// the end).
class Contacts
{
public:
    /// Addresses remembered; more from a tracker are passed over (item 43).
    static constexpr std::size_t maxKnown = 1000;
    /// Dials that may be under way at once.
    static constexpr std::uint32_t maxDialing = 20;

    Contacts(PeerState &state, const Suspicion &suspicion);

    void start();
    void disconnect();
    [[nodiscard]] bool isStarted() const { return m_started; }

    void trackerAnswered(const wire::AnnounceResponse &response);
    void trackerFailed();
    void completed();

    void add(const base::Endpoint &endpoint);
    void dialFailed(const base::Endpoint &endpoint);
    void linkUp(const RemotePeer &remote);
    /// `again` is whether there is any use in another dial.
    void linkGone(const RemotePeer &remote, bool again);
    /// Dials as many as are due and wanted.
    void dialDue();
    /// Announces when it is due.
    void announceDue();
    /// The next moment something here is due; nothing when not started.
    [[nodiscard]] std::optional<base::Time> nextDue() const;

private:
    struct Known {
        base::Time nextTry{};
        std::uint32_t failures = 0;
        std::uint16_t links = 0; ///< that are up
        bool dialing = false;
    };
    void announce(wire::AnnounceEvent event);
    void backOff(Known &known);

    PeerState &m_state;
    const Suspicion &m_suspicion;
    [[nodiscard]] Known *find(const base::Endpoint &endpoint);

    /// Sorted by endpoint, in one piece of memory: it is walked often and grows seldom.
    std::vector<std::pair<base::Endpoint, Known>> m_known;
    bool m_started = false;
    bool m_startedIncomplete = false;
    bool m_announcing = false;
    wire::AnnounceEvent m_underWay = wire::AnnounceEvent::None;
    wire::AnnounceEvent m_pending = wire::AnnounceEvent::None; ///< to be told with the next one
    std::optional<base::Time> m_nextAnnounce;
    std::uint32_t m_failures = 0;
    std::uint32_t m_dialing = 0;
    base::Time m_nextDial{}; ///< before it nobody is worth a dial
};

} // namespace swarm
