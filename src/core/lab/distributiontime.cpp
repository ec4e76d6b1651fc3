#include "core/lab/distributiontime.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lab {

namespace {

/// Whether all of them come at `start` and stay until they are complete.
bool isOneCrowd(const sim::PeerGroup &group, base::Duration start)
{
    return group.arrival.kind == sim::Arrival::Kind::AtOnce && group.arrival.start == start
        && group.stay.kind != sim::Stay::Kind::Abort && group.stay.kind != sim::Stay::Kind::Crash;
}

} // namespace

std::optional<base::Duration> minimumDistributionTime(const sim::SimSetup &setup)
{
    const sim::PeerGroup *seed = nullptr;
    const sim::PeerGroup *first = nullptr; // of the leechers
    double leechers = 0;
    double capacity = 0; // bytes/s
    double slowest = std::numeric_limits<double>::infinity(); // bytes/s
    for (const sim::PeerGroup &group : setup.groups) {
        if (group.count == 0)
            continue;
        capacity += group.count * group.line.up;
        if (group.seed) {
            if (seed != nullptr || group.count != 1)
                return std::nullopt;
            seed = &group;
            continue;
        }
        if (first == nullptr)
            first = &group;
        if (!isOneCrowd(group, first->arrival.start))
            return std::nullopt;
        leechers += group.count;
        if (group.line.down > 0)
            slowest = std::min(slowest, group.line.down);
    }
    if (seed == nullptr || first == nullptr || !isOneCrowd(*seed, seed->arrival.start)
        || seed->line.up <= 0)
        return std::nullopt;
    const auto content = static_cast<double>(setup.totalLength);
    const double seconds
        = std::max({content / seed->line.up, content / slowest, leechers * content / capacity});
    return base::Duration(std::llround(seconds * 1e6));
}

} // namespace lab
