#include "net/experimentrun.h"

#include "core/lab/virtualtrial.h"
#include "core/wire/clientname.h"
#include "net/livetrial.h"
#include "net/recordingstream.h"

#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <optional>
#include <utility>

namespace net {

namespace {

using Tape = std::unique_ptr<RecordingStream>;

/// The recording of a virtual trial in the making; none without a file.
base::Expected<Tape> tapeOf(const lab::Scenario &scenario, std::uint32_t trial,
                            const std::filesystem::path &file)
{
    if (file.empty())
        return Tape();
    const lab::RecordingHeader header{.world = "virtual",
                                      .program = wire::ownClientName(),
                                      .setup
                                      = fmt::format("{}, trial {}", scenario.name, trial + 1),
                                      .seed = scenario.setup.seed,
                                      .totalLength = scenario.setup.totalLength,
                                      .pieceLength = scenario.setup.pieceLength};
    return RecordingStream::create(file, header, scenario.recordingSize);
}

/// Runs a trial in the thread that calls, and records it where there is a file; nothing when it was
/// broken off.
std::optional<lab::TrialResult> run(const lab::Experiment &experiment, const lab::Trial &trial,
                                    const std::filesystem::path &recording,
                                    const std::atomic<bool> &stopped)
{
    lab::TrialResult result;
    result.trial = trial.index;
    try {
        const auto scenario = experiment.scenarioOf(trial);
        if (!scenario) {
            result.fault = scenario.error().text();
            return result;
        }
        const auto tape = tapeOf(*scenario, trial.index, recording);
        if (!tape) {
            result.fault = tape.error().text();
            return result;
        }
        auto seen = lab::runVirtualTrial(
            *scenario, [&] { return !stopped; }, *tape ? &(*tape)->writer() : nullptr);
        if (!seen)
            return std::nullopt;
        result.observation = std::move(*seen);
        if (*tape) {
            if (const auto kept = (*tape)->finish(); !kept)
                result.fault = kept.error().text();
        }
    } catch (const std::exception &error) { // memory, say: the other trials need not suffer
        result.fault = error.what();
    }
    return result;
}

} // namespace

std::string recordingName(std::uint32_t trial)
{
    return fmt::format("trial-{}.torrec", trial + 1);
}

ExperimentRun::ExperimentRun(lab::Experiment experiment, Keep keep, QObject *parent)
    : QObject(parent)
    , m_experiment(std::move(experiment))
    , m_results(m_experiment)
    , m_campaign(m_experiment.trials())
    , m_keep(std::move(keep))
{
}

ExperimentRun::~ExperimentRun()
{
    stop();
}

void ExperimentRun::restore(std::vector<lab::TrialResult> results)
{
    for (lab::TrialResult &result : results) {
        m_campaign.restore(result.trial);
        m_results.add(std::move(result));
    }
}

void ExperimentRun::start(unsigned jobs)
{
    const bool live = m_experiment.scenario().world == lab::World::Live;
    const int cores = std::max(1, QThread::idealThreadCount());
    m_jobs = jobs > 0 ? jobs : live ? 1 : static_cast<unsigned>(cores);
    m_threads.setMaxThreadCount(static_cast<int>(m_jobs));
    if (m_campaign.isOver())
        QMetaObject::invokeMethod(this, &ExperimentRun::finished, Qt::QueuedConnection);
    beginTrials();
}

void ExperimentRun::pause()
{
    m_campaign.pause();
}

void ExperimentRun::resume()
{
    m_campaign.resume();
    beginTrials();
}

void ExperimentRun::stop()
{
    m_stopped = true;
    m_threads.waitForDone();
    m_liveTrials.clear();
}

void ExperimentRun::beginTrials()
{
    while (!m_stopped && m_campaign.running() < m_jobs) {
        const auto trial = m_campaign.next();
        if (!trial)
            return;
        begin(*trial);
    }
}

void ExperimentRun::beginLive(const lab::Trial &trial, lab::Scenario scenario)
{
    auto &live = m_liveTrials[trial.index];
    live = std::make_unique<LiveTrial>(std::move(scenario), recordingOf(trial));
    const auto conclude = [this](lab::TrialResult result) {
        const auto at = m_liveTrials.find(result.trial);
        if (at == m_liveTrials.end())
            return; // it told of a second fault
        at->second.release()->deleteLater(); // it is the sender
        m_liveTrials.erase(at);
        take(std::move(result));
    };
    connect(live.get(), &LiveTrial::finished, this,
            [conclude, index = trial.index](const lab::Observation &seen) {
                conclude({.trial = index, .observation = seen});
            });
    connect(live.get(), &LiveTrial::failed, this,
            [conclude, index = trial.index](const base::Error &error) {
                conclude({.trial = index, .fault = error.text()});
            });
    live->start();
}

void ExperimentRun::begin(const lab::Trial &trial)
{
    if (auto scenario = m_experiment.scenarioOf(trial);
        scenario && scenario->world == lab::World::Live) {
        beginLive(trial, std::move(*scenario));
        return;
    }
    m_threads.start([this, trial] {
        auto result = run(m_experiment, trial, recordingOf(trial), m_stopped);
        OPENSSL_thread_stop(); // its own clean-up may come after the pool let go of the thread
        if (!result)
            return;
        QMetaObject::invokeMethod(
            this, [this, done = std::move(*result)]() mutable { take(std::move(done)); },
            Qt::QueuedConnection);
    });
}

std::filesystem::path ExperimentRun::recordingOf(const lab::Trial &trial) const
{
    return m_recordings.empty() ? m_recordings : m_recordings / recordingName(trial.index);
}

void ExperimentRun::take(lab::TrialResult result)
{
    if (m_stopped)
        return;
    if (const auto kept = m_keep(result); !kept) {
        stop();
        Q_EMIT failed(kept.error());
        return;
    }
    if (result.fault)
        m_campaign.failed(result.trial);
    else
        m_campaign.finished(result.trial);
    m_results.add(std::move(result));
    Q_EMIT progressed();
    beginTrials();
    if (m_campaign.isOver())
        Q_EMIT finished();
}

} // namespace net
