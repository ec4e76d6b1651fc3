#pragma once

#include "core/base/expected.h"
#include "core/lab/experiment.h"

#include <filesystem>
#include <string>
#include <vector>

namespace net {

/// A scenario that comes with the program.
struct ShippedScenario {
    std::string name; ///< its file's, without ".toml"
    std::filesystem::path path;
    std::string description;
    std::size_t trials = 0; ///< that running it takes
};

/// All of them by name: those installed beside the program (`../share/torrarium/scenarios`), else
/// those of the source tree it was built from. One that cannot be read is an error.
base::Expected<std::vector<ShippedScenario>> shippedScenarios();

/// The text of a scenario file. That there is no such file is an error of usage.
base::Expected<std::string> readScenarioText(const std::filesystem::path &file);

/// Reads a scenario file. Errors name the file, line, column and key, or the override.
base::Expected<lab::Experiment> readScenario(const std::filesystem::path &file,
                                             std::span<const lab::Override> overrides = {});

/// The file that is meant: the file of that path, else the shipped scenario of that name.
std::filesystem::path findScenario(const std::string &name);

} // namespace net
