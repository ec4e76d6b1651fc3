#pragma once

#include "core/base/time.h"
#include "core/sim/simsetup.h"

#include <optional>

namespace lab {

/// The least time in which one seed and N leechers that come together can all have the content,
/// T = max{F / u_s, F / d_min, N F / (u_s + sum u_i)} (Kumar and Ross 2006): no protocol does
/// better. Nothing when the setup is another one: several seeds or none, leechers that come one
/// after the other or go before they are complete.
std::optional<base::Duration> minimumDistributionTime(const sim::SimSetup &setup);

} // namespace lab
