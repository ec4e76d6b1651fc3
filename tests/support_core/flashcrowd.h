#pragma once

#include "core/sim/simsetup.h"

#include <cstdint>
#include <optional>

namespace test {

/// One seed (group 0) and that many leechers (group 1), everybody with that uplink and the default
/// policies. Leechers come within 10 s, since a crowd that comes in one instant reaches the tracker
/// in the order of its numbers, and stay. 10 MB in pieces of 64 KiB.
sim::SimSetup flashCrowd(std::uint32_t leechers, double up);

/// How long the peers of a group took from joining to completion, in seconds.
struct CompletionTimes {
    double mean = 0;
    double last = 0; ///< from the start of the run to the last completion
};

/// Runs the setup to its end; nothing when somebody of that group was not complete by then.
std::optional<CompletionTimes> completionTimes(const sim::SimSetup &setup, std::uint32_t group = 1);

/// The mean completion time of a group over as many runs as `runs`, of random seeds 1, 2, ...; in
/// seconds, not a number when somebody was not complete.
double meanCompletion(sim::SimSetup setup, std::uint32_t group, std::uint32_t runs);

} // namespace test
