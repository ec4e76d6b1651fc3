#include "core/roles/seedstatistics.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace roles {

namespace {

constexpr double MillisecondsPerSecond = 1000;

/// Adds up the stays of one user and torrent.
struct Sum {
    std::uint64_t ended = 0;
    std::uint64_t running = 0;
    std::int64_t endedTime = 0; ///< milliseconds
    std::int64_t runningTime = 0;
    std::optional<std::int64_t> open{}; ///< since when a stay runs

    void add(const SeedEvent &event)
    {
        if (event.kind == SeedEvent::Kind::Started) {
            if (!open)
                open = event.at;
        } else if (open) {
            ++ended;
            endedTime += std::max<std::int64_t>(event.at - *open, 0);
            open.reset();
        }
    }

    void finish(std::int64_t now)
    {
        if (!open)
            return;
        ++running;
        runningTime += std::max<std::int64_t>(now - *open, 0);
        open.reset();
    }
};

double mean(std::int64_t milliseconds, std::uint64_t count)
{
    if (count == 0)
        return 0;
    return static_cast<double>(milliseconds) / MillisecondsPerSecond / static_cast<double>(count);
}

} // namespace

bool SeedStatistics::isKnown(const SeedEvent &event) const
{
    const auto node = m_heard.find(event.node);
    return node != m_heard.end() && node->second.contains(event.sequence);
}

void SeedStatistics::take(SeedEvent event, std::int64_t now)
{
    if (event.at < 0 || event.user.empty() || event.node.empty()) {
        ++m_faults.impossible;
        return;
    }
    if (isKnown(event)) {
        ++m_faults.repeated;
        return;
    }
    if (m_size == MaxEvents) {
        ++m_faults.dropped;
        return;
    }
    if (event.at > now) {
        ++m_faults.ahead;
        event.at = now;
    }
    ++m_size;
    m_heard[event.node].insert(event.sequence);
    Story &story = m_stories[{event.user, event.infoHash}][event.node];
    story.emplace(event.sequence, std::move(event));
}

SeedTimes SeedStatistics::times(std::int64_t now) const
{
    Sum sum;
    for (const auto &[what, stories] : m_stories) {
        std::vector<const Story *> inTime;
        for (const auto &[node, story] : stories)
            inTime.push_back(&story);
        std::ranges::stable_sort(inTime, {},
                                 [](const Story *story) { return story->begin()->second.at; });
        for (const Story *story : inTime) {
            for (const auto &[sequence, event] : *story)
                sum.add(event);
        }
        sum.finish(now);
    }
    return {sum.ended, sum.running, mean(sum.endedTime + sum.runningTime, sum.ended + sum.running),
            mean(sum.endedTime, sum.ended)};
}

} // namespace roles
