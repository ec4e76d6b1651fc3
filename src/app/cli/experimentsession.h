#pragma once

#include "app/cli/progressline.h"
#include "net/experimentrun.h"
#include "net/resultsfolder.h"

#include <QObject>

#include <optional>
#include <vector>

namespace app {

/// An experiment on the command line: runs its trials with the progress on stderr; the first
/// SIGINT or SIGTERM ends it after what is finished was kept.
class ExperimentSession : public QObject
{
public:
    /// Without a folder nothing is kept on disk.
    ExperimentSession(lab::Experiment experiment, std::optional<net::ResultsFolder> folder);

    /// Results of trials that were run before.
    void restore(std::vector<lab::TrialResult> results);
    /// Runs what is left, prints the results, writes the tables; returns an exit code.
    int run(unsigned jobs, bool json);

private:
    void showProgress();
    int conclude(bool json);

    std::optional<net::ResultsFolder> m_folder;
    net::ExperimentRun m_run;
    ProgressLine m_line{"running"};
    std::optional<base::Error> m_error;
    bool m_interrupted = false;
};

} // namespace app
