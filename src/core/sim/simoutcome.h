#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>

namespace sim {

/// What became of a peer of the virtual world.
struct SimOutcome {
    std::uint32_t group = 0;
    std::optional<base::Time> joined;
    std::optional<base::Time> completed; ///< not for who had everything from the start
    std::optional<base::Time> left;
    std::uint64_t uploaded = 0; ///< payload bytes
    std::uint64_t downloaded = 0; ///< payload bytes, with those that were of no use
    std::uint64_t wasted = 0; ///< payload bytes of no use
    std::uint32_t pieces = 0; ///< pieces it has or had when it left

    /// Whether it came and has not left.
    [[nodiscard]] bool takesPart() const { return joined && !left; }
};

} // namespace sim
