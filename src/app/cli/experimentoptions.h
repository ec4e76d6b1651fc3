#pragma once

#include "core/base/expected.h"
#include "core/lab/experiment.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// A scenario on the command line and what is changed in it; what is empty was not typed.
struct ExperimentArguments {
    std::string scenario;
    std::string world;
    std::vector<std::string> set;
    std::optional<std::uint32_t> repetitions;
    std::optional<std::uint64_t> seed;
    std::string recordings; ///< of `torrarium run`: the size of each at most
};

/// Adds them to a sub-command.
void addExperimentOptions(CLI::App &command, ExperimentArguments &arguments);

/// The experiment they describe. A usage error names the option, or file, line, column and key.
base::Expected<lab::Experiment> readExperiment(const ExperimentArguments &arguments);

} // namespace app
