#pragma once

#include <string_view>

namespace app {

/// The commit this program was built from, with "-dirty" when files differed from it; "unknown"
/// when it was built outside a clone.
std::string_view buildCommit();

} // namespace app
