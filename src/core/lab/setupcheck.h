#pragma once

#include "core/base/expected.h"
#include "core/sim/simsetup.h"

#include <cstdint>
#include <optional>
#include <string>

namespace lab {

inline constexpr std::uint32_t maxPieces = 1 << 20;
inline constexpr std::uint32_t maxPieceLength = 1U << 31; ///< bytes
inline constexpr std::uint32_t maxPeers = 1 << 23; ///< half of the virtual world's addresses
inline constexpr std::uint32_t maxNeighbours = 10'000;

/// Why a setup cannot run.
struct Flaw {
    std::string key; ///< as in a scenario file: "content.size", "group[1].arrival.rate"
    std::string detail; ///< one sentence without a final period
};

/// The first thing in a setup that makes no sense; nothing when it can run.
std::optional<Flaw> findFlaw(const sim::SimSetup &setup);

/// The first key of a stay ("span") whose value makes no sense.
std::optional<Flaw> findFlaw(const sim::Stay &stay);

/// The piece length in bytes that cuts `size` bytes into exactly so many pieces.
base::Expected<std::uint32_t> pieceLengthFor(std::uint64_t size, std::uint64_t pieces);

} // namespace lab
