// The part of sim::SimWorld that takes commands while a run is under way.

#include "core/sim/simworld.h"

#include <utility>

namespace sim {

PeerIndex SimWorld::add(std::uint32_t group)
{
    const PeerIndex index{static_cast<std::uint32_t>(m_peers.size())};
    base::Rng rng = m_rng.fork(toNumber(index));
    enroll({group, m_now, drawSpan(m_setup.groups[group].stay, rng)});
    disturbed();
    return index;
}

void SimWorld::disconnect(PeerIndex index)
{
    SimPeer &peer = at(index);
    if (!peer.brain || peer.leaving || peer.away)
        return;
    peer.away = true;
    --headcountOf(peer);
    tell(index, swarm::Disconnect{});
    disturbed();
}

void SimWorld::reconnect(PeerIndex index)
{
    SimPeer &peer = at(index);
    if (!peer.brain || peer.leaving || !peer.away)
        return;
    peer.away = false;
    ++headcountOf(peer);
    tell(index, swarm::Start{});
    disturbed();
}

void SimWorld::remove(PeerIndex index)
{
    leave(index);
    disturbed();
}

void SimWorld::lose(PeerIndex index)
{
    crash(index);
    disturbed();
}

void SimWorld::setStay(std::uint32_t group, const Stay &stay, base::Rng &rng)
{
    m_setup.groups[group].stay = stay;
    for (std::uint32_t number = 0; number < m_peers.size(); ++number) {
        SimPeer &peer = m_peers[number];
        if (peer.outcome.group != group || peer.outcome.left || peer.leaving)
            continue;
        peer.span = drawSpan(stay, rng);
        if (!peer.brain || !peer.brain->state().isSeed())
            continue;
        if (std::exchange(peer.departing, false))
            --m_departing;
        if (stay.isTimed())
            leaveIn(PeerIndex{number}, peer.span);
        leaveWhenDue(PeerIndex{number});
    }
    disturbed();
}

void SimWorld::setTrackerUp(bool up)
{
    m_trackerIsUp = up;
    disturbed();
}

void SimWorld::keepGoingUntil(base::Time time)
{
    m_calmAt = std::max(m_calmAt, time);
}

void SimWorld::disturbed()
{
    keepGoingUntil(m_now + swarm::Peer::roundTime);
}

} // namespace sim
