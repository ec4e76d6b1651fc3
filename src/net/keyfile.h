#pragma once

#include "core/base/expected.h"

#include <filesystem>
#include <string>

namespace net {

/// Reads a join key from a file of at most 1 KiB, without the newline at its end. An error's
/// `where` is the path.
base::Expected<std::string> readKeyFile(const std::filesystem::path &path);

} // namespace net
