#pragma once

#include "core/base/rng.h"
#include "core/roles/swarmtable.h"
#include "core/sim/coming.h"
#include "core/sim/parcels.h"
#include "core/sim/simnetwork.h"
#include "core/sim/simpeer.h"
#include "core/sim/simsetup.h"
#include "core/sim/world.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sim {

/// The virtual world: the brains of the live one over a simulated network, in virtual time. Block
/// by block and message by message; a block is its number, no bytes.
///
/// One thread; the same setup gives the same run. What it leaves out is told in docs/simulation.md.
class SimWorld : public World
{
public:
    explicit SimWorld(SimSetup setup);

    void setListener(SimListener *listener) override { m_listener = listener; }

    // Commands, between two runUntil(): a run with the same ones at the same virtual times repeats.
    // Each keeps the run going for one choke round at least, so that everybody sees what it caused.

    /// One more peer of that group comes now; its number is the next one.
    PeerIndex add(std::uint32_t group);
    /// It leaves the swarm and keeps what it has. Nothing happens unless it takes part.
    void disconnect(PeerIndex index);
    /// It comes back after disconnect().
    void reconnect(PeerIndex index);
    /// It leaves for good.
    void remove(PeerIndex index);
    /// It is gone without a word to anybody.
    void lose(PeerIndex index);
    /// From now on a group stays like that, those to come too; a seed decides anew from now on, and
    /// everybody's span is drawn anew from `rng`. A group that crashes does so no more.
    void setStay(std::uint32_t group, const Stay &stay, base::Rng &rng);
    /// The tracker answers, or nobody does; what it knew it still knows afterwards.
    void setTrackerUp(bool up);
    /// The run does not end before that virtual time, unless nobody is there any more.
    void keepGoingUntil(base::Time time);

    bool runUntil(base::Time until) override;
    [[nodiscard]] bool isOver() const override;

    [[nodiscard]] const SimSetup &setup() const override { return m_setup; }
    [[nodiscard]] base::Time now() const override { return m_now; }
    [[nodiscard]] std::uint32_t population() const override
    {
        return static_cast<std::uint32_t>(m_peers.size());
    }
    /// Every peer, in the order of the setup's groups.
    [[nodiscard]] std::span<const SimPeer> peers() const { return m_peers; }
    [[nodiscard]] SimOutcome outcome(PeerIndex peer) const override;
    [[nodiscard]] wire::Bitfield piecesOf(PeerIndex peer) const override
    {
        return m_peers[toNumber(peer)].brain->state().have;
    }
    [[nodiscard]] std::uint64_t occasions() const override { return m_occasions; }
    [[nodiscard]] std::uint64_t blocks() const override { return m_blocks; }
    [[nodiscard]] std::uint64_t crossing() const override { return m_crossing; }
    [[nodiscard]] const roles::SwarmTable &tracker() const { return m_tracker; }
    [[nodiscard]] std::uint32_t seeds() const override { return m_seeds; }
    [[nodiscard]] std::uint32_t leechers() const override { return m_leechers; }

private:
    static constexpr std::size_t foresight = 16; ///< receivers looked ahead to at once
    static constexpr std::size_t foresightFrom = 700; ///< peers; fewer lie in the caches anyway

    /// Whether it is worth looking ahead.
    [[nodiscard]] bool isLarge() const { return m_peers.size() >= foresightFrom; }
    [[nodiscard]] std::uint64_t regionOf(const base::Endpoint &endpoint) const;
    void enroll(const Coming &coming);
    void foresee() const;
    void carryOut(const Occasion &occasion);
    void join(PeerIndex index);
    void leave(PeerIndex index);
    void crash(PeerIndex index);
    void dialled(PeerIndex from, PeerIndex to);
    void arrived(PeerIndex index, WireEnd end, base::BlockRef block);
    void checked(PeerIndex index, base::PieceIndex piece);
    void linkDown(PeerIndex index, WireEnd end);
    [[nodiscard]] const swarm::Peer *upcomingBrain(std::size_t ahead) const;
    [[nodiscard]] std::optional<base::LinkId> upcomingLink(std::size_t ahead) const;
    void foresee(std::span<const WireEnd> receivers, const wire::Message &message) const;
    void foreseeEffects(PeerIndex index) const;
    void deliver(const Occasion &occasion);
    void deliver(WireEnd to, swarm::Event &message);
    void atTracker(PeerIndex index, std::uint32_t parcel);
    void tell(PeerIndex index, const swarm::Event &event);

    void carryOut(PeerIndex index, swarm::Send &effect);
    void carryOut(PeerIndex index, const swarm::Dial &effect);
    void carryOut(PeerIndex index, const swarm::Hangup &effect);
    void carryOut(PeerIndex index, const swarm::Upload &effect);
    void carryOut(PeerIndex index, const swarm::Verify &effect);
    void carryOut(PeerIndex index, const swarm::Announce &effect);
    void carryOut(PeerIndex index, const swarm::ProbeStorage &effect);
    void carryOut(PeerIndex index, const swarm::WakeAt &effect);
    void carryOut(PeerIndex index, const swarm::Note &effect);
    void carryOut(PeerIndex index, const swarm::Completed &effect);

    [[nodiscard]] const WireEnd *endOf(PeerIndex index, base::LinkId link);
    [[nodiscard]] std::optional<WireEnd> upEnd(PeerIndex index, base::LinkId link);
    [[nodiscard]] SimPeer &at(PeerIndex index) { return m_peers[toNumber(index)]; }
    [[nodiscard]] const PeerGroup &groupOf(const SimPeer &peer) const
    {
        return m_setup.groups[peer.outcome.group];
    }
    void closeWire(PeerIndex by, WireEnd end);
    void leaveWhenDue(PeerIndex index);
    void endSessionWhenDue(PeerIndex index);
    void untold(PeerIndex index, wire::AnnounceEvent event);
    void leaveIn(PeerIndex index, base::Duration span);
    void gone(PeerIndex index);
    void disturbed();
    [[nodiscard]] std::uint32_t &headcountOf(const SimPeer &peer)
    {
        return peer.brain->state().isSeed() ? m_seeds : m_leechers;
    }

    SimSetup m_setup;
    wire::Geometry m_geometry;
    base::Rng m_rng;
    base::Rng m_trackerRng;
    Agenda m_agenda;
    SimNetwork m_network;
    roles::SwarmTable m_tracker;
    std::vector<SimPeer> m_peers;
    Parcels<Letter> m_letters;
    Parcels<wire::AnnounceRequest> m_announces;
    Parcels<wire::AnnounceResponse> m_answers;
    swarm::Effects m_effects;
    /// The last letter put on its way, for as long as equal messages follow.
    struct Last {
        std::uint32_t letter = 0;
        base::Time at{};
        bool open = false;
    } m_last;
    WireEnd m_atHand{}; ///< where the last message or block came from: most effects go there
    std::size_t m_nextEnd = 0; ///< of a peer's ends, where the next effect of many probably goes
    base::Time m_now{};
    std::uint64_t m_occasions = 0;
    std::uint64_t m_blocks = 0;
    std::uint64_t m_crossing = 0;
    std::uint32_t m_toCome = 0; ///< peers that have not joined
    std::uint32_t m_seeds = 0;
    std::uint32_t m_leechers = 0;
    std::uint32_t m_departing = 0; ///< peers whose leaving is decided
    base::Time m_calmAt{}; ///< when what the last command caused is through
    bool m_trackerIsUp = true;
    SimListener *m_listener = nullptr;
};

} // namespace sim
