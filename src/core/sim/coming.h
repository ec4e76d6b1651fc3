#pragma once

#include "core/base/rng.h"
#include "core/sim/simsetup.h"

#include <vector>

namespace sim {

/// A peer that will come.
struct Coming {
    std::uint32_t group = 0;
    base::Time at{};
    base::Duration span{}; ///< how long it stays, where a time decides
};

/// Everybody who comes before the horizon, group by group, in each the earliest first.
std::vector<Coming> comings(const SimSetup &setup, base::Rng &rng);

} // namespace sim
