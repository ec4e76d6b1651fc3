#pragma once

#include "core/lab/experimentresults.h"

#include <string>

namespace app {

/// The means of the first metrics as a table for people: a row for each setting and group, with
/// the 95 % interval where there is more than one trial.
std::string resultsText(const lab::ExperimentResults &results);

/// The summary as one JSON document.
std::string resultsJson(const lab::ExperimentResults &results);

} // namespace app
