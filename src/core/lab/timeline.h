#pragma once

#include "core/base/rng.h"
#include "core/lab/timelineevent.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace lab {

/// The swarm that events happen to; virtual and live ones have a stage each.
class Stage
{
public:
    virtual ~Stage() = default;
    /// The numbers of the peers of a group, or of all, that this can happen to now.
    virtual std::vector<std::uint32_t> candidates(TimelineEvent::Kind kind,
                                                  std::optional<std::uint32_t> group)
        = 0;
    virtual void happen(TimelineEvent::Kind kind, std::uint32_t peer) = 0;
    virtual void setTrackerUp(bool up) = 0;
    /// From now on a group stays like that, those to come too; whoever is complete decides anew.
    /// What it draws, it draws from `rng`.
    virtual void setStay(std::uint32_t group, const sim::Stay &stay, base::Rng &rng) = 0;
};

/// The events of a trial, one after the other. Which peers an event picks is drawn from the seed of
/// the trial.
class Timeline
{
public:
    /// `events` by time, for a swarm of so many groups.
    Timeline(std::vector<TimelineEvent> events, std::size_t groups, std::uint64_t seed)
        : m_events(std::move(events))
        , m_groups(static_cast<std::uint32_t>(groups))
        , m_rng(seed)
    {
    }

    /// When the next event is due; nothing when there is none any more.
    [[nodiscard]] std::optional<base::Time> next() const;
    /// When the last one is or was due; the start of the trial without events.
    [[nodiscard]] base::Time last() const;
    /// Carries out every event that is due.
    void carryOut(base::Time now, Stage &stage);

private:
    void carryOut(const TimelineEvent &event, Stage &stage);
    void befall(const TimelineEvent &event, Stage &stage);
    void changeStay(const TimelineEvent &event, Stage &stage);

    std::vector<TimelineEvent> m_events;
    std::uint32_t m_groups;
    std::size_t m_next = 0;
    base::Rng m_rng;
};

} // namespace lab
