#pragma once

#include "core/base/expected.h"

#include <filesystem>

namespace net {

/// A file or folder appears in a `shared` folder under its own name: as hard links where the file
/// system can, else as copies. One of that name that is there already stays as it is. Blocks until
/// it is done; an error names the path.
base::Expected<void> shareContent(const std::filesystem::path &content,
                                  const std::filesystem::path &shared);

} // namespace net
