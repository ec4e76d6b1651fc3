#pragma once

#include "core/base/expected.h"
#include "core/lab/tomltable.h"
#include "core/sim/simsetup.h"

#include <string_view>
#include <vector>

namespace lab {

/// Reads one `[[group]]` of a scenario; `regions` are the names of the network's regions. Types and
/// units only: whether the group makes sense is setupcheck's business.
sim::PeerGroup readGroup(TomlTable &table, const std::vector<std::string> &regions);

/// Reads how long peers stay: `{ kind = "for", span = "10 min" }`; as readGroup() no more than
/// that.
sim::Stay readStay(TomlTable table);

/// Reads how peers come as an option says it: "at-once", "spread:60s", "poisson:2/s",
/// "flash-crowd:5/s,10min" or "trace:0s,5s,9s".
base::Expected<sim::Arrival> parseArrival(std::string_view text);
/// Reads how long peers stay as an option says it: "forever", "at-once", "for:10min",
/// "exponential:10min", "until-ratio:1", "abort:0.5" or "crash:1h".
base::Expected<sim::Stay> parseStay(std::string_view text);

} // namespace lab
