#include "models/experimentrunner.h"

namespace models {

ExperimentRunner::ExperimentRunner(QObject *parent)
    : QObject(parent)
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

void ExperimentRunner::start(const lab::Experiment &experiment, unsigned jobs)
{
    retire();
    const auto tellResult = [this, number = ++m_number](const lab::TrialResult &result) {
        QMetaObject::invokeMethod(
            this,
            [this, number, result] {
                if (number == m_number) // not what an earlier experiment still had to say
                    Q_EMIT trialDone(result);
            },
            Qt::QueuedConnection);
        return base::Expected<void>();
    };
    m_run = new net::ExperimentRun(experiment, tellResult);
    m_run->moveToThread(&m_thread);
    connect(m_run, &net::ExperimentRun::finished, this, &ExperimentRunner::finished);
    tell([jobs](net::ExperimentRun &run) { run.start(jobs); });
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
    tell([this](net::ExperimentRun &run) {
        run.stop();
        Q_EMIT stopped();
    });
}

} // namespace models
