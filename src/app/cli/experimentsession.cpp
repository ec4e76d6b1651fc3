#include "app/cli/experimentsession.h"

#include "app/buildcommit.h"
#include "app/cli/command.h"
#include "app/cli/experimenttext.h"
#include "app/cli/shutdown.h"
#include "core/lab/resulttables.h"

#include <QCoreApplication>

#include <cstdio>
#include <fmt/format.h>
#include <utility>

namespace app {

ExperimentSession::ExperimentSession(lab::Experiment experiment,
                                     std::optional<net::ResultsFolder> folder)
    : m_folder(std::move(folder))
    , m_run(std::move(experiment), [this](const lab::TrialResult &result) {
        return m_folder ? m_folder->keep(result) : base::Expected<void>{};
    })
{
    connect(&m_run, &net::ExperimentRun::progressed, this, &ExperimentSession::showProgress);
    connect(&m_run, &net::ExperimentRun::finished, this, [] { QCoreApplication::quit(); });
    connect(&m_run, &net::ExperimentRun::failed, this, [this](const base::Error &error) {
        m_error = error;
        QCoreApplication::quit();
    });
    onShutdownSignal(this, [this] {
        m_interrupted = true;
        QCoreApplication::quit();
    });
}

void ExperimentSession::restore(std::vector<lab::TrialResult> results)
{
    m_run.restore(std::move(results));
}

void ExperimentSession::showProgress()
{
    const lab::Campaign &campaign = m_run.campaign();
    m_line.show(static_cast<unsigned>(100 * campaign.done() / campaign.size()),
                fmt::format("{} of {} trials, {} failed", campaign.done(), campaign.size(),
                            campaign.failures().size()));
}

int ExperimentSession::run(unsigned jobs, bool json)
{
    if (m_folder && m_run.experiment().scenario().recordingSize > 0) {
        auto recordings = m_folder->recordings();
        if (!recordings)
            return report(recordings.error());
        m_run.recordInto(std::move(*recordings));
    }
    m_run.start(jobs);
    QCoreApplication::exec();
    m_run.stop();
    return conclude(json);
}

int ExperimentSession::conclude(bool json)
{
    const lab::ExperimentResults &results = m_run.results();
    if (json)
        fmt::print("{}\n", resultsJson(results));
    else
        fmt::print("{}", resultsText(results));
    std::fflush(stdout);
    if (m_folder && !m_error) {
        if (const auto written = m_folder->finish(results, buildCommit()); !written)
            m_error = written.error();
    }
    for (const auto &[index, trial] : results.trials()) {
        const lab::Trial &which = results.experiment().trials()[index];
        if (trial.fault)
            fmt::print(stderr, "torrarium: trial {} (seed {}, {}): {}\n", index + 1, which.seed,
                       lab::settingText(results.experiment().sweep().setting(which.setting)),
                       *trial.fault);
    }
    if (m_error)
        return report(*m_error);
    if (m_interrupted)
        return Interrupted;
    return results.failures() > 0 ? PartlyFailed : Ok;
}

} // namespace app
