#include "core/lab/timeline.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace lab {

std::optional<base::Time> Timeline::next() const
{
    return m_next < m_events.size() ? std::optional(m_events[m_next].at) : std::nullopt;
}

base::Time Timeline::last() const
{
    return m_events.empty() ? base::Time{} : m_events.back().at;
}

void Timeline::carryOut(base::Time now, Stage &stage)
{
    while (m_next < m_events.size() && m_events[m_next].at <= now)
        carryOut(m_events[m_next++], stage);
}

void Timeline::carryOut(const TimelineEvent &event, Stage &stage)
{
    using Kind = TimelineEvent::Kind;
    if (event.concernsPeers())
        befall(event, stage);
    else if (event.kind == Kind::Stay)
        changeStay(event, stage);
    else
        stage.setTrackerUp(event.kind == Kind::TrackerUp);
}

/// It happens to peers that are there, drawn from those it can happen to.
void Timeline::befall(const TimelineEvent &event, Stage &stage)
{
    auto peers = stage.candidates(event.kind, event.group);
    m_rng.shuffle(std::span(peers));
    const auto share
        = static_cast<std::size_t>(std::ceil(event.part * static_cast<double>(peers.size())));
    peers.resize(std::min<std::size_t>(event.count.value_or(share), peers.size()));
    for (const std::uint32_t peer : peers)
        stage.happen(event.kind, peer);
}

void Timeline::changeStay(const TimelineEvent &event, Stage &stage)
{
    for (std::uint32_t group = 0; group < m_groups; ++group) {
        if (event.group.value_or(group) == group)
            stage.setStay(group, event.stay, m_rng);
    }
}

} // namespace lab
