#include "core/lab/schedule.h"

#include "core/base/rng.h"

#include <algorithm>

namespace lab {

std::vector<sim::Coming> scheduleOf(const Scenario &scenario)
{
    base::Rng rng(scenario.setup.seed);
    rng.fork(1); // the virtual tracker's
    auto comings = sim::comings(scenario.setup, rng);
    std::ranges::stable_sort(comings, {}, &sim::Coming::at);
    return comings;
}

} // namespace lab
