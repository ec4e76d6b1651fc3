#pragma once

#include <chrono>

namespace base {

/// The clock of a trial. It has no now(): whoever drives a brain passes the time in.
struct TrialClock {
    using duration = std::chrono::microseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<TrialClock, duration>;
    static constexpr bool is_steady = true;
};

/// Microseconds, signed 64 bits.
using Duration = TrialClock::duration;
/// Microseconds since the start of the trial.
using Time = TrialClock::time_point;

/// The given span in seconds, for rates and charts.
constexpr double toSeconds(Duration span)
{
    return std::chrono::duration<double>(span).count();
}

} // namespace base
