#pragma once

#include "core/lab/timeline.h"
#include "core/sim/simworld.h"

namespace lab {

/// Lets events happen in a virtual world of blocks; peers are numbered by their index.
class VirtualStage : public Stage
{
public:
    /// `world` must outlive it.
    explicit VirtualStage(sim::SimWorld &world)
        : m_world(world)
    {
    }

    std::vector<std::uint32_t> candidates(TimelineEvent::Kind kind,
                                          std::optional<std::uint32_t> group) override;
    void happen(TimelineEvent::Kind kind, std::uint32_t peer) override;
    void setTrackerUp(bool up) override { m_world.setTrackerUp(up); }
    void setStay(std::uint32_t group, const sim::Stay &stay, base::Rng &rng) override
    {
        m_world.setStay(group, stay, rng);
    }

private:
    sim::SimWorld &m_world;
};

} // namespace lab
