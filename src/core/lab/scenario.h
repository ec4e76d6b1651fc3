#pragma once

#include "core/base/expected.h"
#include "core/lab/sweep.h"
#include "core/lab/theoryuse.h"
#include "core/lab/timelineevent.h"
#include "core/sim/simsetup.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// Where a swarm runs.
enum class World {
    Virtual, ///< simulated machines and lines, in virtual time
    Live, ///< real sockets on this machine
};

/// What people call each sim::Mode, in their order.
std::vector<std::string_view> modeNames();

/// A swarm as people write it down, and what an experiment with it varies: a TOML file
/// (docs/scenarios.md).
struct Scenario {
    /// Longer files are refused.
    static constexpr std::size_t MaxSize = 1024 * 1024;

    std::string name;
    std::string description;
    World world = World::Virtual;
    sim::SimSetup setup;
    std::vector<TimelineEvent> events; ///< of `torrarium run`, by time
    Sweep sweep; ///< of `torrarium run`
    std::vector<TheoryUse> theories; ///< drawn beside the results of `torrarium run`
    /// Between two samples of what is measured over time.
    base::Duration sampleInterval = std::chrono::seconds(5);
    /// The longest recording that is kept of each trial of `torrarium run`, bytes; 0 = none.
    std::uint64_t recordingSize = 0;

    /// Reads and checks the text of a scenario file. An error's `where` is "file:line:column: key";
    /// the key is written as in `group[0].arrival.rate`.
    static base::Expected<Scenario> parse(std::string_view text, const std::string &file);

    /// What runs when nobody wrote one: 1 seed and 100 leechers that come at once for 10 MB.
    static Scenario standard();
};

} // namespace lab
