#pragma once

#include "core/base/time.h"
#include "core/sim/world.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lab {

/// How a set of spans is distributed; in seconds. Quantiles lie between the two nearest values
/// (Hyndman and Fan 1996, type 7).
struct Spread {
    double min = 0;
    double median = 0;
    double mean = 0;
    double p95 = 0;
    double max = 0;

    /// Nothing for no spans at all.
    static std::optional<Spread> of(std::vector<double> seconds);
};

/// What became of the peers of a group, or of several.
struct GroupSummary {
    std::string name;
    std::uint32_t joined = 0; ///< peers that took part
    std::uint32_t completed = 0; ///< of those without the content at the start
    std::optional<Spread> completion; ///< from joining to having everything
    std::uint64_t uploaded = 0; ///< payload bytes
    std::uint64_t downloaded = 0; ///< payload bytes, the wasted ones with them
    std::uint64_t wasted = 0; ///< payload bytes of no use
    double couldUpload = 0; ///< payload bytes their lines had room for while they were there

    /// The used part of their uplinks.
    [[nodiscard]] double utilisation() const
    {
        return couldUpload > 0 ? static_cast<double>(uploaded) / couldUpload : 0;
    }
    /// The part of what was downloaded that was of no use.
    [[nodiscard]] double waste() const
    {
        return downloaded > 0 ? static_cast<double>(wasted) / static_cast<double>(downloaded) : 0;
    }
};

/// A virtual world in numbers, at its end or before.
struct Summary {
    std::vector<GroupSummary> groups; ///< in the order of the setup
    GroupSummary all; ///< everybody
    base::Duration elapsed{}; ///< virtual time
    std::uint64_t occasions = 0;
    std::uint64_t blocks = 0;

    static Summary of(const sim::World &world);
};

} // namespace lab
