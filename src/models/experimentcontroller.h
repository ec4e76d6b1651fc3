#pragma once

#include "models/experimentform.h"
#include "models/experimentrunner.h"
#include "models/resultset.h"

#include <QElapsedTimer>
#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace models {

/// The window's way to experiments: fills in one, runs it, shows what comes of it, and opens
/// results that were kept in a folder. Lives in the GUI thread and never waits.
class ExperimentController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the program makes it")
    Q_PROPERTY(models::ExperimentForm *form READ form CONSTANT)
    Q_PROPERTY(models::ResultSet *results READ results CONSTANT)
    Q_PROPERTY(models::ResultSet *other READ other CONSTANT)
    Q_PROPERTY(Phase phase READ phase NOTIFY phaseChanged)
    Q_PROPERTY(bool running READ isRunning NOTIFY phaseChanged)
    Q_PROPERTY(int done READ done NOTIFY progressed)
    Q_PROPERTY(int total READ total NOTIFY progressed)
    Q_PROPERTY(int failed READ failed NOTIFY progressed)
    Q_PROPERTY(QString progressText READ progressText NOTIFY progressed)
    Q_PROPERTY(QString folder READ folder NOTIFY phaseChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorChanged)
public:
    enum class Phase : std::uint8_t {
        Idle, ///< nothing was run yet
        Running,
        Paused, ///< trials that run go on, no other begins
        Stopping, ///< what runs is being broken off
        Finished, ///< every trial is finished or failed
        Stopped, ///< ended before; what is finished is shown
    };
    Q_ENUM(Phase)

    /// `shipped` are the scenario files to choose from; every run gets a folder in `kept`, whose
    /// manifest names `commit`, from which the program was built.
    ExperimentController(const QStringList &shipped, QString kept, std::string commit,
                         QObject *parent = nullptr);

    [[nodiscard]] ExperimentForm *form() { return &m_form; }
    /// Of the experiment run last, or of the folder opened last.
    [[nodiscard]] ResultSet *results() { return &m_results; }
    /// Another experiment to compare with; empty until one is opened.
    [[nodiscard]] ResultSet *other() { return &m_other; }
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] int failed() const { return m_failed; }
    /// "23 of 60 trials, 1 failed, about 0:40 to go".
    [[nodiscard]] QString progressText() const;
    /// Where the results of the last run are kept, as `torrarium run -o` keeps them; empty before.
    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] QString errorText() const { return m_error; }

    /// Runs what the form says; does nothing while it is not valid or something runs.
    Q_INVOKABLE void run();
    Q_INVOKABLE void pause();
    Q_INVOKABLE void resume();
    Q_INVOKABLE void stop();
    /// Shows the results that `torrarium run -o` left in a folder.
    Q_INVOKABLE void openFolder(const QUrl &folder);
    /// The same for the experiment to compare with.
    Q_INVOKABLE void openOther(const QUrl &folder);
    /// Asks for a trial, by its key in the table, to be played: playWanted() follows. A live trial
    /// was measured: what plays is the virtual one of its scenario and seed.
    Q_INVOKABLE void play(const QString &trial);
    Q_INVOKABLE void warn(const QString &why);
    Q_INVOKABLE void dismissError() { warn({}); }

Q_SIGNALS:
    void phaseChanged();
    void progressed();
    void errorChanged();
    /// A trial as a swarm of its own.
    void playWanted(const lab::Scenario &scenario, const QString &name);

private:
    void enter(Phase phase);
    void take(const lab::TrialResult &result);
    void load(ResultSet &into, const QUrl &folder);

    [[nodiscard]] QString newFolder() const;

    const QString m_kept;
    QString m_folder;
    ExperimentForm m_form;
    ResultSet m_results;
    ResultSet m_other;
    ExperimentRunner m_runner;
    QElapsedTimer m_clock; ///< since the run began
    Phase m_phase = Phase::Idle;
    int m_done = 0;
    int m_total = 0;
    int m_failed = 0;
    QString m_error;
};

} // namespace models
