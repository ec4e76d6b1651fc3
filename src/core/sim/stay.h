#pragma once

#include "core/base/rng.h"
#include "core/base/time.h"

#include <cstdint>

namespace sim {

/// How long a peer takes part.
struct Stay {
    enum class Kind : std::uint8_t {
        Forever,
        AtOnce, ///< until it is complete
        For, ///< `span` longer than that
        Exponential, ///< a drawn time of mean `span` longer than that (Qiu and Srikant 2004)
        UntilRatio, ///< until it gave `ratio` times what it took
        Abort, ///< until it has that part (`ratio`) of the content
        Announcements, ///< until one of the announcements, every `span`, does not interest it
        Crash, ///< a drawn time of mean `span` from its start, then gone without a word
    };
    Kind kind = Kind::Forever;
    base::Duration span{};
    double ratio = 0;
    double interest = 0; ///< probability that an announcement makes it stay, below 1

    /// Whether it leaves some time after it was complete.
    [[nodiscard]] bool isTimed() const
    {
        return kind == Kind::AtOnce || kind == Kind::For || kind == Kind::Exponential
            || kind == Kind::Announcements;
    }
};

/// The span of one peer: drawn where the kind draws it. With announcements that is a whole number
/// of their spans, 1 / (1 - interest) of them in the mean (thesis 2008, experiment 4).
base::Duration drawSpan(const Stay &stay, base::Rng &rng);

} // namespace sim
