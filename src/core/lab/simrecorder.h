#pragma once

#include "core/lab/recordingwriter.h"
#include "core/sim/world.h"

namespace lab {

/// Writes what happens in a virtual world into a recording, with a snapshot of everybody every so
/// often of virtual time.
class SimRecorder : public sim::SimListener
{
public:
    SimRecorder(const sim::World &world, RecordingWriter &writer,
                base::Duration snapshotEvery = std::chrono::seconds(60));

    void joined(sim::PeerIndex peer, base::Time at) override;
    void left(sim::PeerIndex peer, base::Time at) override;
    void completed(sim::PeerIndex peer, base::Time at) override;
    void pieceDone(sim::PeerIndex peer, base::PieceIndex piece, base::Time at) override;
    void linkUp(sim::PeerIndex from, sim::PeerIndex to, base::LinkId link, base::Time at) override;
    void linkDown(sim::PeerIndex by, base::LinkId link, base::Time at) override;
    void decided(sim::PeerIndex peer, const swarm::Reason &reason, base::Time at) override;

private:
    template <typename What> void add(sim::PeerIndex peer, base::Time at, What what);
    void snapshot(base::Time at);

    const sim::World &m_world;
    RecordingWriter &m_writer;
    base::Duration m_every;
    base::Time m_nextSnapshot;
};

} // namespace lab
