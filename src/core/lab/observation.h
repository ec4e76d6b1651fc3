#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lab {

/// What became of a peer; times in seconds since the start of the trial.
struct PeerObservation {
    std::uint32_t number = 0; ///< from 1
    std::uint32_t group = 0; ///< in the order of the scenario
    std::optional<double> joined{};
    std::optional<double> firstPiece{}; ///< its first verified piece
    std::optional<double> nearlyAll{}; ///< all but the last pieces, see lastPieces()
    std::optional<double> completed{}; ///< not for who had everything from the start
    std::optional<double> left{};
    std::uint64_t uploaded = 0; ///< payload bytes
    std::uint64_t downloaded = 0; ///< payload bytes, with those that were of no use
    std::uint64_t wasted = 0; ///< payload bytes of no use
    double waited = 0; ///< s it wanted pieces of others and none of them served it

    bool operator==(const PeerObservation &) const = default;
};

/// How many of so many pieces are the last ones of a download: 2 percent, at least one.
inline std::uint32_t lastPieces(std::uint32_t pieces)
{
    return pieces < 100 ? 1 : pieces / 50;
}

/// The swarm at one moment.
struct Sample {
    double at = 0; ///< s
    std::uint32_t leechers = 0; ///< that take part
    std::uint32_t seeds = 0; ///< that take part
    std::optional<std::uint32_t> copies{}; ///< of the rarest piece, among those that take part
    std::optional<double> connections{}; ///< of a peer, on average
    /// The part of the links between leechers over which one is interested; none without such.
    std::optional<double> interest{};

    bool operator==(const Sample &) const = default;
};

/// Everything that is kept of a trial; what it means is the business of metric.h.
struct Observation {
    std::vector<PeerObservation> peers{};
    std::vector<Sample> samples{};
    std::optional<std::uint64_t> announces{}; ///< the tracker answered
    double elapsed = 0; ///< s, to the end of the trial
    /// Payload bytes that came from another region; nothing where there are no regions.
    std::optional<std::uint64_t> crossing{};

    bool operator==(const Observation &) const = default;
};

} // namespace lab
