#pragma once

#include "core/base/expected.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace app {

/// Adds --plots: the kinds of pictures that results get, "svg", "png" and "pdf". The drawings (SVG)
/// are always there.
CLI::Option *addPlotsOption(CLI::App &command, std::vector<std::string> &kinds);

/// Whether those kinds of pictures can be made: what is no SVG needs the window's program.
base::Expected<void> checkPictures(const std::vector<std::string> &kinds);

/// Makes pictures of those kinds of every drawing in `plots` of a folder of results.
base::Expected<void> writePictures(const std::filesystem::path &directory,
                                   const std::vector<std::string> &kinds);

} // namespace app
