#pragma once

#include "core/base/expected.h"
#include "core/lab/experimentresults.h"
#include "net/resultsjournal.h"

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace net {

/// An experiment and its results in one folder (docs/experiments.md): the scenario as it was run,
/// the journal of finished trials, and the tables that are made of them. Every file but the journal
/// is there whole or not at all.
class ResultsFolder
{
public:
    /// Begins a folder; one that has an experiment already is refused.
    static base::Expected<ResultsFolder> create(const std::filesystem::path &directory,
                                                const lab::Experiment &experiment);

    struct Opened;
    /// Opens the folder of an experiment to go on with it.
    static base::Expected<Opened> open(const std::filesystem::path &directory);

    /// Keeps the result of a trial at once.
    base::Expected<void> keep(const lab::TrialResult &result) { return m_journal.append(result); }
    /// The folder in it for recordings of trials; made when it is missing.
    [[nodiscard]] base::Expected<std::filesystem::path> recordings() const;
    /// Writes the tables and the manifest, which names the commit the program was built from.
    [[nodiscard]] base::Expected<void> finish(const lab::ExperimentResults &results,
                                              std::string_view commit) const;

private:
    ResultsFolder(std::filesystem::path directory, ResultsJournal journal);

    std::filesystem::path m_directory;
    ResultsJournal m_journal;
};

struct ResultsFolder::Opened {
    ResultsFolder folder;
    lab::Experiment experiment;
    std::vector<lab::TrialResult> results;
};

/// The experiment a folder is of.
base::Expected<lab::Experiment> readExperiment(const std::filesystem::path &directory);

/// The experiment of a folder and its results so far, without changing the folder.
struct StoredExperiment {
    lab::Experiment experiment;
    std::vector<lab::TrialResult> results;
};
base::Expected<StoredExperiment> readResults(const std::filesystem::path &directory);

/// Writes the tables and the manifest of some results into a folder; the manifest names the commit
/// the program was built from, and the recordings there are of finished trials.
base::Expected<void> writeTables(const std::filesystem::path &directory,
                                 const lab::ExperimentResults &results, std::string_view commit);

} // namespace net
