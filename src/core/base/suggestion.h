#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace base {

/// How many letters must be changed, added, dropped or swapped with their neighbour to turn one
/// word into the other (optimal string alignment).
std::size_t editDistance(std::string_view a, std::string_view b);

/// What to tell who wrote a word that is none of the known ones: `did you mean "x"?` when one of
/// them is close, else `known are a, b and c`.
std::string suggestion(std::string_view word, std::span<const std::string_view> known);

} // namespace base
