#pragma once

#include "core/lab/sweep.h"
#include "core/lab/tomltable.h"

namespace lab {

/// Reads `[sweep]` of a scenario. Whether its keys exist and its values fit is found out when a
/// setting is applied (experiment.h).
Sweep readSweep(TomlTable table);

} // namespace lab
