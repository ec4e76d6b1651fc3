#pragma once

#include "core/lab/theoryuse.h"
#include "core/lab/tomltable.h"

namespace lab {

/// The `[[theory]]` tables of a scenario file, whose document `root` is. An argument is a number, a
/// quantity ("100 kB/s"), the path of a key of the scenario ("group[peers].up"), or an expression
/// of such ("group[peers].up / content.size"). Quantities count in bytes, seconds and 1/s.
std::vector<TheoryUse> readTheories(TomlTable &file, const toml::table &root);

} // namespace lab
