#pragma once

#include "core/lab/observation.h"
#include "core/sim/simlistener.h"
#include "core/sim/world.h"
#include "core/swarm/peerstate.h"

#include <vector>

namespace sim {
class SimWorld;
}

namespace lab {

/// Observes a virtual world: hears what happens in it and takes a sample when it is told to. What
/// lies in messages (interest, waiting, links) only a world of blocks has.
class TrialMeter : public sim::SimListener
{
public:
    /// Listens to `world`, which must outlive it.
    explicit TrialMeter(sim::World &world);
    ~TrialMeter() override;
    TrialMeter(const TrialMeter &) = delete;
    TrialMeter &operator=(const TrialMeter &) = delete;

    /// Looks at the world as it is now; what it sees is taken to hold since the last look.
    void sample();
    /// What was observed until now.
    [[nodiscard]] Observation observation() const;

private:
    void pieceDone(sim::PeerIndex peer, base::PieceIndex piece, base::Time at) override;
    void announced(sim::PeerIndex peer, base::Time at) override;

    void lookAtAll(Sample &sample, double span);
    void look(const swarm::PeerState &peer, double &waited, double span);

    sim::World &m_world;
    const sim::SimWorld *m_blocks; ///< the same world, when it is one of blocks
    struct Extra {
        std::optional<double> firstPiece;
        std::optional<double> nearlyAll;
        std::uint32_t pieces = 0; ///< that it was seen to get
        double waited = 0;
    };
    std::vector<Extra> m_extras; ///< by peer
    Extra &extraOf(std::size_t peer);

    std::vector<Sample> m_samples;
    std::uint64_t m_announces = 0;
    base::Time m_lastSample{};
    // Of the sample that is being taken:
    std::vector<std::uint32_t> m_copies; ///< by piece, among leechers
    std::uint64_t m_links = 0;
    std::uint64_t m_pairs = 0; ///< links between leechers, seen from each side
    std::uint64_t m_interested = 0; ///< of those
};

} // namespace lab
