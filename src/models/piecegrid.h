#pragma once

#include "core/lab/swarmsnapshot.h"

#include <cstdint>
#include <vector>

namespace models {

/// The share (0..1) of set pieces in each of `columns` equal slices of a bitfield. A slice covers
/// at least one piece; it is exactly 1 only when every piece in it is set, so that a map with many
/// pieces a pixel never looks complete before it is.
std::vector<float> slicedShares(const wire::Bitfield &have, std::uint32_t columns);

/// The first piece of slice `column` of `columns`; slice `columns` gives the end.
std::uint32_t sliceBegin(std::uint32_t pieceCount, std::uint32_t columns, std::uint32_t column);

/// How many connected lab peers have each piece.
std::vector<std::uint32_t> availability(const lab::SwarmSnapshot &snapshot);

/// The lowest availability in each of `columns` equal slices: a rare piece must not drown.
std::vector<std::uint32_t> slicedMinimum(const std::vector<std::uint32_t> &values,
                                         std::uint32_t columns);

} // namespace models
