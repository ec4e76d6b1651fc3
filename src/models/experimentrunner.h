#pragma once

#include "net/experimentrun.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace models {

/// Runs one experiment at a time away from the GUI thread, in which this object lives: results come
/// as values, commands go as queued calls, and nothing waits but the destructor.
class ExperimentRunner : public QObject
{
    Q_OBJECT
public:
    explicit ExperimentRunner(QObject *parent = nullptr);
    /// Breaks off what runs.
    ~ExperimentRunner() override;

    /// Begins; finished() follows, or broken(), unless it is stopped before.
    void start(const lab::Experiment &experiment, unsigned jobs);
    /// Begins no more trials; those that run go on.
    void pause();
    void resume();
    /// Breaks off the trials that run; stopped() follows.
    void stop();

Q_SIGNALS:
    void trialDone(const lab::TrialResult &result);
    void finished();
    void stopped();

private:
    template <typename Call> void tell(Call call);
    void retire();

    QThread m_thread;
    net::ExperimentRun *m_run = nullptr; ///< lives in m_thread
    unsigned m_number = 0; ///< of the experiment that runs
};

} // namespace models
