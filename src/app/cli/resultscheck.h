#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace app {

/// Checks a folder of results: the SHA-256 of each file the manifest names, and the rows of some
/// trials in trials.csv, which it runs again. `runs` are run_ids; empty = one of each setting, ten
/// at most. Prints what differs; returns an exit code.
int checkResults(const std::filesystem::path &directory, std::vector<std::uint32_t> runs);

} // namespace app
