#include "core/sim/stay.h"

#include <algorithm>
#include <cmath>

namespace sim {

namespace {

/// The announcements that reach a peer, up to the first one it does not care for.
std::int64_t announcementsSeen(double interest, base::Rng &rng)
{
    constexpr double most = 1e6;
    const double more = interest > 0 ? std::log1p(-rng.unit()) / std::log(interest) : 0;
    return 1 + static_cast<std::int64_t>(std::min(more, most));
}

} // namespace

base::Duration drawSpan(const Stay &stay, base::Rng &rng)
{
    if (stay.kind == Stay::Kind::Announcements)
        return stay.span * announcementsSeen(stay.interest, rng);
    if (stay.kind != Stay::Kind::Exponential && stay.kind != Stay::Kind::Crash)
        return stay.span;
    return base::Duration(static_cast<base::Duration::rep>(static_cast<double>(stay.span.count())
                                                           * -std::log1p(-rng.unit())));
}

} // namespace sim
