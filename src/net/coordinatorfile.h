#pragma once

#include "core/base/expected.h"
#include "core/roles/coordinatorstate.h"

#include <filesystem>

namespace net {

// The coordinator's state on disk: one JSON file, replaced whole (temp, fsync, rename), so that
// what is there after a crash is what some call of saveCoordinator() wrote.

/// The state of the file; a fresh one when there is no file. Malformed when it is not of this
/// program: nothing is guessed.
base::Expected<roles::CoordinatorState> loadCoordinator(const std::filesystem::path &file);

/// An error names the path.
base::Expected<void> saveCoordinator(const std::filesystem::path &file,
                                     const roles::CoordinatorState &state);

} // namespace net
