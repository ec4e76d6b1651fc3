#include "support_core/flashcrowd.h"

#include "core/sim/simworld.h"

#include <algorithm>
#include <limits>

using namespace std::chrono_literals;

namespace test {

sim::SimSetup flashCrowd(std::uint32_t leechers, double up)
{
    sim::SimSetup setup;
    setup.totalLength = 10'000'000;
    setup.pieceLength = 64 * 1024;
    setup.groups = {{.name = "seed", .count = 1, .seed = true, .line = {.up = up}},
                    {.name = "leechers", .count = leechers, .line = {.up = up}}};
    setup.groups[1].arrival.kind = sim::Arrival::Kind::Spread;
    setup.groups[1].arrival.span = 10s;
    return setup;
}

std::optional<CompletionTimes> completionTimes(const sim::SimSetup &setup, std::uint32_t group)
{
    sim::SimWorld world(setup);
    while (world.runUntil(world.now() + 1h)) { }
    CompletionTimes times;
    for (const sim::SimPeer &peer : world.peers()) {
        if (peer.outcome.group != group)
            continue;
        if (!peer.outcome.completed)
            return std::nullopt;
        times.mean += base::toSeconds(*peer.outcome.completed - *peer.outcome.joined);
        times.last
            = std::max(times.last, base::toSeconds(peer.outcome.completed->time_since_epoch()));
    }
    times.mean /= setup.groups[group].count;
    return times;
}

double meanCompletion(sim::SimSetup setup, std::uint32_t group, std::uint32_t runs)
{
    double sum = 0;
    for (setup.seed = 1; setup.seed <= runs; ++setup.seed) {
        const auto times = completionTimes(setup, group);
        sum += times ? times->mean : std::numeric_limits<double>::quiet_NaN();
    }
    return sum / runs;
}

} // namespace test
