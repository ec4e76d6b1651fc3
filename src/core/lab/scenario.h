#pragma once

#include "core/base/expected.h"
#include "core/sim/simsetup.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace lab {

/// A virtual swarm as people write it down: a TOML file (docs/scenarios.md).
struct Scenario {
    /// Longer files are refused.
    static constexpr std::size_t MaxSize = 1024 * 1024;

    std::string name;
    std::string description;
    sim::SimSetup setup;

    /// Reads and checks the text of a scenario file. An error's `where` is "file:line:column: key";
    /// the key is written as in `group[0].arrival.rate`.
    static base::Expected<Scenario> parse(std::string_view text, const std::string &file);

    /// What runs when nobody wrote one: 1 seed and 100 leechers that come at once for 10 MB.
    static Scenario standard();
};

} // namespace lab
