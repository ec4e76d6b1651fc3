#pragma once

#include "core/base/expected.h"

#include <filesystem>
#include <string>
#include <vector>

namespace app {

/// Whether these arguments (without the program's name) ask for the window: none at all, or first
/// an option that is not about the command line itself (--help, -h, --version).
bool wantsWindow(const std::vector<std::string> &arguments);

/// Where the window's program lies: next to this one or in ../libexec/torrarium. An error names the
/// places that were looked at.
base::Expected<std::filesystem::path> findWindow(const std::filesystem::path &ownFolder);
/// The same for this very program.
base::Expected<std::filesystem::path> findWindow();

/// Becomes the window's program with these arguments. Returns only with the reason why it could
/// not: no such program, or no display.
base::Error openWindow(const std::vector<std::string> &arguments);

} // namespace app
