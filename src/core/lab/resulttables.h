#pragma once

#include "core/lab/experimentresults.h"

#include <string>

namespace lab {

// The tables of an experiment as CSV (RFC 4180, UTF-8, a header, decimal points). Columns named by
// the paths of the swept keys hold what the trial had there. docs/experiments.md tells the columns.

/// Tidy: a row for each number of each trial.
std::string trialsCsv(const ExperimentResults &results);
/// A row for each peer of each trial.
std::string peersCsv(const ExperimentResults &results);
/// A row for each sample of each trial.
std::string samplesCsv(const ExperimentResults &results);
/// A row for each metric of each group under each setting.
std::string summaryCsv(const ExperimentResults &results);
/// A row for each failed trial: its number, repetition, seed, setting and fault.
std::string failuresCsv(const ExperimentResults &results);

/// The settings as they head a row: "group[leechers].count=40, ...", or "-" without axes.
std::string settingText(const Setting &setting);

} // namespace lab
