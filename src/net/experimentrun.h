#pragma once

#include "core/lab/campaign.h"
#include "core/lab/experimentresults.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace net {

class LiveTrial;

/// What the recording of a trial is called: "trial-3.torrec" of the one whose `run_id` is 3.
std::string recordingName(std::uint32_t trial);

/// Runs the trials of an experiment: virtual ones in threads of their own, live ones as swarms with
/// theirs, as many at a time as it has jobs. Lives in its owner's thread, which never waits but in
/// stop().
///
/// A trial that fails is a result like the others; what ends a run early is what `keep` says.
class ExperimentRun : public QObject
{
    Q_OBJECT
public:
    /// Keeps a result, on disk say; an error ends the run.
    using Keep = std::function<base::Expected<void>(const lab::TrialResult &)>;

    ExperimentRun(lab::Experiment experiment, Keep keep, QObject *parent = nullptr);
    ~ExperimentRun() override;

    /// Results of trials that were run before; not after start().
    void restore(std::vector<lab::TrialResult> results);
    /// That trial is not run, and has no result; not after start().
    void leaveOut(std::uint32_t trial) { m_campaign.restore(trial); }
    /// Keeps a recording of each trial in that folder, which is there, as long as the scenario
    /// allows; not after start().
    void recordInto(std::filesystem::path folder) { m_recordings = std::move(folder); }
    /// Begins; `jobs` trials at a time, 0 = one a core and one alone in the live world. finished()
    /// or failed() follows, unless it is stopped before.
    void start(unsigned jobs = 0);
    /// Begins no more trials; those that run go on.
    void pause();
    void resume();
    /// Breaks off the trials that run and waits for it; they leave no results.
    void stop();

    [[nodiscard]] const lab::Campaign &campaign() const { return m_campaign; }
    [[nodiscard]] const lab::ExperimentResults &results() const { return m_results; }
    [[nodiscard]] const lab::Experiment &experiment() const { return m_experiment; }

Q_SIGNALS:
    /// One more trial is finished or failed, and kept.
    void progressed();
    /// All trials are finished or failed.
    void finished();
    /// A result could not be kept; nothing runs any more.
    void failed(const base::Error &error);

private:
    void beginTrials();
    void begin(const lab::Trial &trial);
    void beginLive(const lab::Trial &trial, lab::Scenario scenario);
    void take(lab::TrialResult result);
    [[nodiscard]] std::filesystem::path recordingOf(const lab::Trial &trial) const;

    const lab::Experiment m_experiment;
    lab::ExperimentResults m_results;
    lab::Campaign m_campaign;
    Keep m_keep;
    std::filesystem::path m_recordings; ///< empty = none are kept
    std::map<std::uint32_t, std::unique_ptr<LiveTrial>> m_liveTrials; ///< that run, by index
    std::atomic<bool> m_stopped{false};
    unsigned m_jobs = 1;
    QThreadPool m_threads; ///< last: its threads use the others
};

} // namespace net
