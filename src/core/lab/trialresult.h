#pragma once

#include "core/lab/observation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lab {

/// What came of a trial: an observation, or why there is none.
struct TrialResult {
    std::uint32_t trial = 0; ///< its index in the experiment
    std::optional<std::string> fault{}; ///< one line
    Observation observation{};

    bool operator==(const TrialResult &) const = default;
};

/// A result as one line of a journal, without the line's end; numbers in full.
std::string encode(const TrialResult &result);
/// Reads such a line; nothing when it is none, or was not written to its end.
std::optional<TrialResult> decodeTrialResult(std::string_view line);

} // namespace lab
