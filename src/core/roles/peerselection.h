#pragma once

#include "core/base/choice.h"
#include "core/roles/peersample.h"

#include <array>
#include <cstdint>
#include <span>

namespace roles {

/// Whom a tracker lists for whom.
enum class PeerSelection : std::uint8_t {
    Random, ///< anybody; for a seed only who downloads (BEP 21)
    SeedsToSeeds, ///< like to like first: seeds to seeds, who downloads to who downloads (thesis)
    SeedsFirst, ///< seeds first, then who downloads; for a seed only who downloads
    Locality, ///< as random, but those of the same region first (Bindal 2006)
};

/// Every selection there is; the first is the default.
std::span<const base::Choice<PeerSelection>> peerSelections();

/// The parts of a list, its first `suppliers` entries seeds and partial seeds, to draw from: all of
/// the first before any of the second. `self` is never drawn; `downloads`: the one who asks does.
std::array<SampleRange, 2> preferredRanges(PeerSelection selection, bool downloads,
                                           std::uint32_t suppliers, std::uint32_t size,
                                           std::uint32_t self);

} // namespace roles
