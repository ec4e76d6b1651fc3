#pragma once

#include <string>
#include <string_view>

namespace base {

/// A field of a CSV file, in quotes where it needs them (RFC 4180).
std::string csvField(std::string_view text);

} // namespace base
