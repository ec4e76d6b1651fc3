#pragma once

#include "core/base/expected.h"
#include "core/lab/value.h"

#include <string_view>
#include <toml++/toml.h>
#include <vector>

namespace lab {

/// Sets the key at a path of a TOML document; tables on the way are made when they are missing.
///
/// A path is written as errors write it: "content.size", "group[1].up". In brackets stands the
/// number of a table in its list, its name ("group[leechers].up"), or * for all of them; a key with
/// other letters than a-z, 0-9, _ and - stands in quotes. An error's `where` is the path.
base::Expected<void> assign(toml::table &root, const Assignment &assignment);

/// The same with a value as the command line has it: what stands there as a text stays a text,
/// numbers, true, false and [lists] are read as TOML, everything else is a text.
base::Expected<void> assignText(toml::table &root, std::string_view path, std::string_view text);

/// The number, text or truth value at a path; with [*] that of the first table. What the file does
/// not say is an error, also where a key has a default.
base::Expected<Value> valueAt(const toml::table &root, std::string_view path);

/// What can be changed in a scenario file: every key whose value is a number, a text or a truth
/// value, by its path, in the order of the file. Not what `[sweep]`
/// and `[[theory]]` say. Empty when it is no TOML.
std::vector<Assignment> keysOf(std::string_view file);

} // namespace lab
