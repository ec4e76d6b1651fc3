#pragma once

#include "core/base/expected.h"
#include "core/lab/scenario.h"
#include "core/roles/peerselection.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace app {

/// The options of `simulate` as they were typed; what is empty was not.
struct SimulateArguments {
    std::string scenario;
    std::string mode;
    std::optional<std::uint32_t> peers;
    std::optional<std::uint64_t> pieces;
    std::string size;
    std::string pieceSize;
    std::string up;
    std::string down;
    std::string seedUp;
    std::string arrival;
    std::string stay;
    std::string picker;
    std::string choker;
    std::string seedChoker;
    bool superSeeding = false;
    std::optional<roles::PeerSelection> selection;
    std::optional<std::uint32_t> maxN;
    std::optional<std::uint32_t> neighbours;
    std::optional<std::uint64_t> seed;
    std::string horizon;
    std::string output;
    std::string record;
    bool json = false;
};

/// Adds them to the sub-command.
void addSimulateOptions(CLI::App &command, SimulateArguments &arguments);

/// The scenario that is named, or the standard one, with what the options change in it. A usage
/// error names the option, or the scenario's file, line, column and key.
base::Expected<lab::Scenario> readScenario(const SimulateArguments &arguments);

} // namespace app
