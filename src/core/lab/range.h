#pragma once

#include "core/base/expected.h"
#include "core/lab/value.h"

#include <string_view>
#include <vector>

namespace lab {

/// The values of a range as people write it: "1..5 step 1", "10..1000 times 10" or, with a unit,
/// "1 MB..4 MB step 1 MB" (the unit is the same throughout). The last value is not past the end.
base::Expected<std::vector<Value>> parseRange(std::string_view text);

} // namespace lab
