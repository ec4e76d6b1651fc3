#include "core/lab/summary.h"

#include "core/lab/statistic.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lab {

namespace {

/// A group in the making.
struct Count {
    GroupSummary group;
    std::vector<double> spans; ///< s

    void add(const sim::SimOutcome &outcome, const sim::AccessLink &line, base::Time now)
    {
        if (!outcome.joined)
            return;
        ++group.joined;
        if (outcome.completed) {
            ++group.completed;
            spans.push_back(base::toSeconds(*outcome.completed - *outcome.joined));
        }
        group.uploaded += outcome.uploaded;
        group.downloaded += outcome.downloaded;
        group.wasted += outcome.wasted;
        group.couldUpload
            += line.up * base::toSeconds(outcome.left.value_or(now) - *outcome.joined);
    }

    GroupSummary finished()
    {
        group.completion = Spread::of(std::move(spans));
        return std::move(group);
    }
};

} // namespace

std::optional<Spread> Spread::of(std::vector<double> seconds)
{
    if (seconds.empty())
        return std::nullopt;
    std::ranges::sort(seconds);
    Spread spread;
    spread.min = seconds.front();
    spread.median = quantile(seconds, 0.5);
    spread.mean = std::accumulate(seconds.begin(), seconds.end(), 0.0)
        / static_cast<double>(seconds.size());
    spread.p95 = quantile(seconds, 0.95);
    spread.max = seconds.back();
    return spread;
}

Summary Summary::of(const sim::World &world)
{
    const auto &groups = world.setup().groups;
    std::vector<Count> counts(groups.size());
    Count all;
    for (std::size_t i = 0; i < groups.size(); ++i)
        counts[i].group.name = groups[i].name;
    all.group.name = "all";
    for (std::uint32_t i = 0; i < world.population(); ++i) {
        const sim::SimOutcome outcome = world.outcome(sim::PeerIndex{i});
        const sim::AccessLink &line = groups[outcome.group].line;
        counts[outcome.group].add(outcome, line, world.now());
        all.add(outcome, line, world.now());
    }
    Summary summary;
    for (Count &count : counts)
        summary.groups.push_back(count.finished());
    summary.all = all.finished();
    summary.elapsed = world.now().time_since_epoch();
    summary.occasions = world.occasions();
    summary.blocks = world.blocks();
    return summary;
}

} // namespace lab
