#include "core/lab/simrecorder.h"

namespace lab {

SimRecorder::SimRecorder(const sim::World &world, RecordingWriter &writer,
                         base::Duration snapshotEvery)
    : m_world(world)
    , m_writer(writer)
    , m_every(snapshotEvery)
    , m_nextSnapshot(snapshotEvery)
{
}

template <typename What> void SimRecorder::add(sim::PeerIndex peer, base::Time at, What what)
{
    if (at >= m_nextSnapshot) {
        snapshot(at);
        while (m_nextSnapshot <= at)
            m_nextSnapshot += m_every;
    }
    m_writer.add(RecordedEvent{at, sim::toNumber(peer) + 1, std::move(what)});
}

/// Everybody before the event at hand.
void SimRecorder::snapshot(base::Time at)
{
    RecordedSnapshot snapshot{at, {}};
    for (std::uint32_t i = 0; i < m_world.population(); ++i) {
        const sim::PeerIndex peer{i};
        const sim::SimOutcome outcome = m_world.outcome(peer);
        if (outcome.takesPart())
            snapshot.peers.push_back(
                {i + 1, outcome.uploaded, outcome.downloaded, m_world.piecesOf(peer)});
    }
    m_writer.add(snapshot);
}

void SimRecorder::joined(sim::PeerIndex peer, base::Time at)
{
    add(peer, at, Joined{m_world.piecesOf(peer).all()});
}

void SimRecorder::left(sim::PeerIndex peer, base::Time at)
{
    add(peer, at, Left{});
}

void SimRecorder::completed(sim::PeerIndex peer, base::Time at)
{
    add(peer, at, Finished{});
}

void SimRecorder::pieceDone(sim::PeerIndex peer, base::PieceIndex piece, base::Time at)
{
    add(peer, at, PieceDone{piece});
}

void SimRecorder::linkUp(sim::PeerIndex from, sim::PeerIndex to, base::LinkId link, base::Time at)
{
    add(from, at, Linked{link, sim::World::endpointOf(to)});
    add(to, at, Linked{link, sim::World::endpointOf(from)});
}

void SimRecorder::linkDown(sim::PeerIndex by, base::LinkId link, base::Time at)
{
    add(by, at, Unlinked{link});
}

void SimRecorder::decided(sim::PeerIndex peer, const swarm::Reason &reason, base::Time at)
{
    add(peer, at, reason);
}

} // namespace lab
