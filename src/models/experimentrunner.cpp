#include "models/experimentrunner.h"

namespace models {

ExperimentRunner::ExperimentRunner(std::string commit, QObject *parent)
    : QObject(parent)
    , m_commit(std::move(commit))
{
    m_thread.setObjectName(QStringLiteral("experiment"));
    m_thread.start();
}

ExperimentRunner::~ExperimentRunner()
{
    retire();
    m_thread.quit();
    m_thread.wait();
}

template <typename Call> void ExperimentRunner::tell(Call call)
{
    if (m_run)
        QMetaObject::invokeMethod(
            m_run, [run = m_run, call] { call(*run); }, Qt::QueuedConnection);
}

/// What ran ends in its own thread, where it may wait for its trials.
void ExperimentRunner::retire()
{
    if (!m_run)
        return;
    m_run->disconnect(this);
    m_run->deleteLater();
    m_run = nullptr;
}

void ExperimentRunner::start(const lab::Experiment &experiment, unsigned jobs,
                             const std::filesystem::path &folder)
{
    retire();
    m_folder = std::make_shared<Folder>();
    const auto keepAndTell
        = [this, to = m_folder, number = ++m_number](const lab::TrialResult &result) {
              if (auto kept = (*to)->keep(result); !kept)
                  return kept;
              QMetaObject::invokeMethod(
                  this,
                  [this, number, result] {
                      if (number == m_number) // not what an earlier experiment still had to say
                          Q_EMIT trialDone(result);
                  },
                  Qt::QueuedConnection);
              return base::Expected<void>();
          };
    m_run = new net::ExperimentRun(experiment, keepAndTell);
    m_run->moveToThread(&m_thread);
    connect(m_run, &net::ExperimentRun::failed, this, &ExperimentRunner::failed);
    connect(m_run, &net::ExperimentRun::finished, m_run, [this, run = m_run, to = m_folder] {
        if (writeTables(*run, *to))
            Q_EMIT finished();
        to->reset(); // others may go on with it
    });
    tell([this, jobs, folder, to = m_folder](net::ExperimentRun &run) {
        begin(run, jobs, folder, *to);
    });
}

void ExperimentRunner::begin(net::ExperimentRun &run, unsigned jobs,
                             const std::filesystem::path &folder, Folder &to)
{
    auto made = net::ResultsFolder::create(folder, run.experiment());
    if (!made) {
        Q_EMIT failed(made.error());
        return;
    }
    to = std::move(*made);
    if (run.experiment().scenario().recordingSize > 0) {
        auto recordings = to->recordings();
        if (!recordings) {
            Q_EMIT failed(recordings.error());
            return;
        }
        run.recordInto(std::move(*recordings));
    }
    run.start(jobs);
}

/// Whether there is nothing to tell; what is wrong is told by failed().
bool ExperimentRunner::writeTables(const net::ExperimentRun &run, const Folder &folder)
{
    if (!folder)
        return true; // it was not even begun
    const auto written = folder->finish(run.results(), m_commit);
    if (!written)
        Q_EMIT failed(written.error());
    return written.has_value();
}

void ExperimentRunner::pause()
{
    tell([](net::ExperimentRun &run) { run.pause(); });
}

void ExperimentRunner::resume()
{
    tell([](net::ExperimentRun &run) { run.resume(); });
}

void ExperimentRunner::stop()
{
    tell([this, to = m_folder](net::ExperimentRun &run) {
        run.stop();
        if (writeTables(run, *to))
            Q_EMIT stopped();
        to->reset(); // others may go on with it
    });
}

} // namespace models
