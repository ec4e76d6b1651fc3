#include "core/sim/coming.h"

namespace sim {

std::vector<Coming> comings(const SimSetup &setup, base::Rng &rng)
{
    std::vector<Coming> all;
    for (std::uint32_t number = 0; number < setup.groups.size(); ++number) {
        const PeerGroup &group = setup.groups[number];
        base::Rng own = rng.fork(2 + number);
        for (const base::Time at : arrivalTimes(group.arrival, group.count, own)) {
            if (at.time_since_epoch() > setup.horizon)
                break;
            all.push_back({number, at, drawSpan(group.stay, own)});
        }
    }
    return all;
}

} // namespace sim
