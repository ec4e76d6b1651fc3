#pragma once

#include "core/lab/value.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lab {

/// The values one key takes in the course of an experiment.
struct Axis {
    std::string path;
    std::vector<Value> values;
};

/// One value of each axis.
using Setting = std::vector<Assignment>;

/// One run of a setting.
struct Trial {
    std::uint32_t index = 0; ///< its place in the order of the experiment
    std::uint32_t setting = 0;
    std::uint32_t repetition = 0;
    std::uint64_t seed = 0; ///< of its every random choice; below 2^53, exact in R and JSON

    bool operator==(const Trial &) const = default;
};

/// What an experiment varies, and how often it repeats.
struct Sweep {
    static constexpr std::size_t maxTrials = 100'000;
    static constexpr std::size_t maxValues = 10'000; ///< of an axis

    enum class Combine {
        Grid, ///< every value of an axis with every value of the others
        Pairs, ///< the first values of all axes, the second ones, and so on
    };

    std::vector<Axis> axes;
    Combine combine = Combine::Grid;
    std::uint32_t repetitions = 1;

    /// One without axes.
    [[nodiscard]] std::size_t settingCount() const;
    /// In a grid the last axis changes fastest.
    [[nodiscard]] Setting setting(std::size_t index) const;

    /// Every trial. Repetition by repetition, so that an unfinished experiment knows something
    /// about every setting. A repetition has one seed, drawn from `seed`, for all settings (common
    /// random numbers, Law 2015): what differs between settings is not chance. More repetitions
    /// leave the seeds of the first ones as they are.
    [[nodiscard]] std::vector<Trial> trials(std::uint64_t seed) const;
};

} // namespace lab
