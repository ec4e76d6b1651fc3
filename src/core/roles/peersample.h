#pragma once

#include "core/base/rng.h"

#include <cstdint>

namespace roles {

/// Positions [begin, end) of a list, one of which may be left out.
struct SampleRange {
    static constexpr std::uint32_t None = UINT32_MAX;

    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t excluded = None; ///< a position never drawn

    [[nodiscard]] bool excludesOne() const { return excluded >= begin && excluded < end; }
    [[nodiscard]] std::uint32_t size() const { return end - begin - (excludesOne() ? 1 : 0); }
};

/// Calls `visit(position)` for `wanted` different positions of the range, or for all when there are
/// no more. Every position is equally likely: the range is turned by a random amount, cut into
/// `wanted` strips as even as they go, and each strip gives one. Takes O(wanted) and no memory.
template <typename Visit>
void samplePositions(const SampleRange &range, std::uint32_t wanted, base::Rng &rng, Visit visit)
{
    const std::uint32_t available = range.size();
    if (available == 0 || wanted == 0)
        return;
    const std::uint32_t hole
        = range.excludesOne() ? range.excluded - range.begin : SampleRange::None;
    const auto give = [&](std::uint32_t at) { visit(range.begin + at + (at >= hole ? 1 : 0)); };
    if (wanted >= available) {
        for (std::uint32_t at = 0; at < available; ++at)
            give(at);
        return;
    }
    const std::uint64_t step = (static_cast<std::uint64_t>(available) << 32) / wanted;
    const std::uint64_t turn = rng.below(available);
    std::uint64_t strip = 0;
    for (std::uint32_t i = 1; i <= wanted; ++i) {
        const std::uint64_t next = i == wanted ? available : (step * i) >> 32;
        std::uint64_t at = turn + strip + rng.below(next - strip);
        if (at >= available)
            at -= available;
        give(static_cast<std::uint32_t>(at));
        strip = next;
    }
}

} // namespace roles
