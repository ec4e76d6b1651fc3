#include "core/sim/stay.h"

#include <cmath>

namespace sim {

base::Duration drawSpan(const Stay &stay, base::Rng &rng)
{
    if (stay.kind != Stay::Kind::Exponential && stay.kind != Stay::Kind::Crash)
        return stay.span;
    return base::Duration(static_cast<base::Duration::rep>(static_cast<double>(stay.span.count())
                                                           * -std::log1p(-rng.unit())));
}

} // namespace sim
