#pragma once

#include "core/base/rng.h"
#include "core/base/time.h"

#include <cstdint>
#include <vector>

namespace sim {

/// When the peers of a group come.
struct Arrival {
    enum class Kind : std::uint8_t {
        AtOnce, ///< all at `start`
        Spread, ///< evenly drawn from `start` on, within `span`
        Poisson, ///< `rate` a second
        FlashCrowd, ///< a Poisson stream whose rate falls as rate * e^(-t / span) (Guo 2005)
        Trace, ///< at the times of `trace`
    };
    Kind kind = Kind::AtOnce;
    base::Duration start{}; ///< since the start of the trial
    base::Duration span{};
    double rate = 0; ///< peers/s
    std::vector<base::Duration> trace{};
};

/// The times at which `count` peers come, earliest first; fewer when the stream ends before (a
/// falling rate, a short trace).
std::vector<base::Time> arrivalTimes(const Arrival &arrival, std::uint32_t count, base::Rng &rng);

} // namespace sim
