#pragma once

#include "net/experimentrun.h"
#include "net/resultsfolder.h"

#include <QObject>
#include <QThread>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace models {

/// Runs one experiment at a time away from the GUI thread, in which this object lives: results come
/// as values, commands go as queued calls, and nothing waits but the destructor.
class ExperimentRunner : public QObject
{
    Q_OBJECT
public:
    /// Manifests name `commit`, from which the program was built.
    explicit ExperimentRunner(std::string commit, QObject *parent = nullptr);
    /// Breaks off what runs.
    ~ExperimentRunner() override;

    /// Begins, and keeps results in a folder that is made for them as `torrarium run -o` does;
    /// finished() follows, or failed(), unless it is stopped before.
    void start(const lab::Experiment &experiment, unsigned jobs,
               const std::filesystem::path &folder);
    /// Begins no more trials; those that run go on.
    void pause();
    void resume();
    /// Breaks off the trials that run, and writes the tables of the others; stopped() follows.
    void stop();

Q_SIGNALS:
    void trialDone(const lab::TrialResult &result);
    void finished();
    void stopped();
    /// Results could not be kept; nothing runs any more.
    void failed(const base::Error &error);

private:
    /// Where results go; made, used and written in m_thread.
    using Folder = std::optional<net::ResultsFolder>;

    template <typename Call> void tell(Call call);
    void retire();
    void begin(net::ExperimentRun &run, unsigned jobs, const std::filesystem::path &folder,
               Folder &to);
    bool writeTables(const net::ExperimentRun &run, const Folder &folder);

    const std::string m_commit;
    QThread m_thread;
    net::ExperimentRun *m_run = nullptr; ///< lives in m_thread
    std::shared_ptr<Folder> m_folder; ///< of that run
    unsigned m_number = 0; ///< of the experiment that runs
};

} // namespace models
