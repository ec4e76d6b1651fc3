#include "core/sim/arrival.h"

#include <algorithm>
#include <cmath>

namespace sim {

namespace {

base::Duration fromSeconds(double seconds)
{
    return base::Duration(static_cast<base::Duration::rep>(seconds * 1e6));
}

/// A stream of unit rate, mapped to times by the inverse of the expected number of arrivals.
template <typename Inverse>
std::vector<base::Time> stream(base::Time start, std::uint32_t count, base::Rng &rng,
                               Inverse inverse)
{
    std::vector<base::Time> times;
    double expected = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        expected += -std::log1p(-rng.unit());
        const double seconds = inverse(expected);
        if (!std::isfinite(seconds))
            break;
        times.push_back(start + fromSeconds(seconds));
    }
    return times;
}

} // namespace

std::vector<base::Time> arrivalTimes(const Arrival &arrival, std::uint32_t count, base::Rng &rng)
{
    const base::Time start{arrival.start};
    std::vector<base::Time> times;
    switch (arrival.kind) {
    case Arrival::Kind::AtOnce:
        times.assign(count, start);
        break;
    case Arrival::Kind::Spread:
        for (std::uint32_t i = 0; i < count; ++i)
            times.push_back(start + fromSeconds(rng.unit() * base::toSeconds(arrival.span)));
        break;
    case Arrival::Kind::Poisson:
        return stream(start, count, rng, [&](double n) { return n / arrival.rate; });
    case Arrival::Kind::FlashCrowd: {
        const double tau = base::toSeconds(arrival.span);
        return stream(start, count, rng,
                      [&](double n) { return -tau * std::log1p(-n / (arrival.rate * tau)); });
    }
    case Arrival::Kind::Trace:
        for (std::size_t i = 0; i < std::min<std::size_t>(count, arrival.trace.size()); ++i)
            times.push_back(start + arrival.trace[i]);
        break;
    }
    std::ranges::sort(times);
    return times;
}

} // namespace sim
