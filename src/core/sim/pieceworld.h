#pragma once

#include "core/base/fairturns.h"
#include "core/base/rng.h"
#include "core/roles/swarmtable.h"
#include "core/sim/coming.h"
#include "core/sim/copycounter.h"
#include "core/sim/eventqueue.h"
#include "core/sim/piecelinks.h"
#include "core/sim/piecetable.h"
#include "core/sim/world.h"
#include "core/swarm/policycatalog.h"

#include <memory>
#include <optional>
#include <vector>

namespace sim {

/// The virtual world of the largest swarms: piece by piece, without messages. A neighbour's pieces
/// are read where they lie; whom to serve and which piece to take are the decisions of the same
/// policies as in SimWorld, with the same reasons. What it leaves out is told in
/// docs/simulation.md.
///
/// A line sends one piece at a time and takes those it serves in turn, by their weights.
class PieceWorld : public World
{
public:
    explicit PieceWorld(SimSetup setup);

    void setListener(SimListener *listener) override { m_listener = listener; }
    bool runUntil(base::Time until) override;
    [[nodiscard]] bool isOver() const override;

    [[nodiscard]] const SimSetup &setup() const override { return m_setup; }
    [[nodiscard]] base::Time now() const override { return m_now; }
    [[nodiscard]] std::uint32_t population() const override
    {
        return static_cast<std::uint32_t>(m_peers.size());
    }
    [[nodiscard]] SimOutcome outcome(PeerIndex peer) const override
    {
        return m_peers[toNumber(peer)].outcome;
    }
    [[nodiscard]] wire::Bitfield piecesOf(PeerIndex peer) const override;
    [[nodiscard]] std::uint32_t seeds() const override { return m_seeds; }
    [[nodiscard]] std::uint32_t leechers() const override { return m_leechers; }
    [[nodiscard]] std::uint64_t occasions() const override { return m_occasions; }
    [[nodiscard]] std::uint64_t blocks() const override { return m_blocks; }
    [[nodiscard]] std::uint64_t crossing() const override { return m_crossing; }
    [[nodiscard]] const roles::SwarmTable &tracker() const { return m_tracker; }

private:
    /// What can be due.
    struct Happening {
        enum class Kind : std::uint8_t {
            Join, ///< a peer comes
            Leave, ///< it says goodbye
            Crash, ///< it is gone without a word
            Round, ///< its choke round
            Announced, ///< its announce `event` is at the tracker
            Dialled, ///< a dial reaches peer `other`
            Sent, ///< its line is through with `piece`, for the end across from `end`
            Arrived, ///< `piece`, sent from `end`, is there
        };
        Kind kind = Kind::Join;
        PeerIndex peer{};
        WireEnd end{};
        union {
            PeerIndex other{};
            base::PieceIndex piece;
            wire::AnnounceEvent event;
        };
    };
    /// A peer's side of a connection.
    struct Neighbour {
        PeerIndex peer{};
        WireEnd end{}; ///< the own end
    };
    /// What a line is sending.
    struct Transfer {
        Neighbour to;
        base::PieceIndex piece{};
    };
    struct Peer {
        SimOutcome outcome;
        base::Duration span{}; ///< how long it stays, where a time decides
        base::Rng rng{0};
        std::unique_ptr<swarm::PiecePicker> picker; ///< while it takes part
        std::vector<Neighbour> neighbours; ///< in the order in which the links came up
        base::FairTurns<Neighbour> served; ///< those it unchokes
        std::vector<PeerIndex> known; ///< listed by the tracker and not dialled yet
        std::optional<Transfer> sending;
        base::Time downFree{}; ///< when its down side has taken all that was sent to it
        base::Time nextAnnounce{};
        std::uint32_t round = 0;
        std::uint16_t dialling = 0; ///< dials under way
        bool departing = false; ///< when it leaves is decided
        bool leaving = false; ///< it said goodbye; only `stopped` is still under way
    };

    void enroll(const Coming &coming);
    void due(base::Time at, Happening::Kind kind, PeerIndex index);
    void carryOut(const Happening &happening);
    void join(PeerIndex index);
    void completed(PeerIndex index);
    void leave(PeerIndex index);
    void crash(PeerIndex index);
    void gone(PeerIndex index);
    void leaveIn(PeerIndex index, base::Duration span);
    void leaveWhenDue(PeerIndex index);
    void round(PeerIndex index);

    void announce(PeerIndex index, wire::AnnounceEvent event);
    void announced(PeerIndex index, wire::AnnounceEvent event);
    void dialDue(PeerIndex index, base::Duration later = {});
    void dialled(PeerIndex from, PeerIndex to);
    [[nodiscard]] bool welcomes(PeerIndex index, PeerIndex other);
    void hangUp(PeerIndex index, Neighbour neighbour, swarm::CloseReason reason);
    void forget(PeerIndex index, WireEnd end);
    void hangUpAll(PeerIndex index);

    void chokeRound(PeerIndex index);
    void apply(PeerIndex index, const Neighbour &neighbour, const swarm::ChokeDecision &decision);
    void settleSlots(PeerIndex index);
    void begin(PeerIndex index);
    std::optional<swarm::PickReason> pick(PeerIndex index, PeerIndex from);
    void sent(const Happening &happening);
    void arrived(const Happening &happening);

    [[nodiscard]] Peer &at(PeerIndex index) { return m_peers[toNumber(index)]; }
    [[nodiscard]] const PeerGroup &groupOf(PeerIndex index) const
    {
        return m_setup.groups[m_peers[toNumber(index)].outcome.group];
    }
    [[nodiscard]] base::Duration latency(PeerIndex a, PeerIndex b) const
    {
        return latencyBetween(groupOf(a).line, groupOf(b).line, m_setup.latency);
    }
    [[nodiscard]] bool takesPart(PeerIndex index) const
    {
        return m_peers[toNumber(index)].outcome.takesPart() && !m_peers[toNumber(index)].leaving;
    }
    [[nodiscard]] bool isSeed(PeerIndex index) const
    {
        return m_peers[toNumber(index)].outcome.pieces == m_geometry.pieceCount();
    }
    [[nodiscard]] bool isInterested(PeerIndex index, PeerIndex inOther) const
    {
        return m_have.lacksSomethingOf(index, inOther);
    }
    [[nodiscard]] std::uint32_t slotsOf(PeerIndex index) const;
    template <typename What> void note(PeerIndex index, base::LinkId link, What what);

    SimSetup m_setup;
    wire::Geometry m_geometry;
    base::Rng m_rng;
    base::Rng m_trackerRng;
    EventQueue<Happening> m_agenda;
    roles::SwarmTable m_tracker;
    std::vector<Peer> m_peers;
    std::vector<std::unique_ptr<swarm::Choker>> m_chokers; ///< one a group: they remember nothing
    PieceTable m_have;
    PieceTable m_asked; ///< pieces that are being sent to a peer
    PieceLinks m_links;

    // What the picks are made on, filled for each anew.
    CopyCounter m_copies;
    std::vector<std::uint16_t> m_counts;
    std::vector<std::uint64_t> m_wanted;
    swarm::Availability m_availability;
    wire::Bitfield m_offered;

    base::Time m_now{};
    std::uint64_t m_occasions = 0;
    std::uint64_t m_blocks = 0;
    std::uint64_t m_crossing = 0;
    std::uint32_t m_toCome = 0; ///< peers that have not joined
    std::uint32_t m_seeds = 0;
    std::uint32_t m_leechers = 0;
    std::uint32_t m_departing = 0; ///< peers whose leaving is decided
    SimListener *m_listener = nullptr;
};

template <typename What> void PieceWorld::note(PeerIndex index, base::LinkId link, What what)
{
    if (m_listener != nullptr)
        m_listener->decided(index, swarm::Reason{link, std::move(what)}, m_now);
}

} // namespace sim
