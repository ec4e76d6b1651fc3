#include "models/experimentcontroller.h"

#include "models/quantity.h"
#include "net/resultsfolder.h"

#include <QDateTime>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QRegularExpression>
#include <QtConcurrent>

namespace models {

ExperimentController::ExperimentController(const QStringList &shipped, QString kept,
                                           std::string commit, QObject *parent)
    : QObject(parent)
    , m_kept(std::move(kept))
    , m_form(shipped)
    , m_runner(std::move(commit))
{
    // Two experiments are compared by one metric: what is chosen for one is chosen for both.
    connect(&m_results, &ResultSet::chosen, this, [this] { m_other.follow(m_results.choice()); });
    connect(&m_other, &ResultSet::chosen, this, [this] { m_results.follow(m_other.choice()); });
    connect(&m_runner, &ExperimentRunner::failed, this, [this](const base::Error &error) {
        warn(QString::fromStdString(error.text()));
        enter(Phase::Stopped);
    });
    connect(&m_runner, &ExperimentRunner::trialDone, this, &ExperimentController::take);
    connect(&m_runner, &ExperimentRunner::finished, this, [this] { enter(Phase::Finished); });
    connect(&m_runner, &ExperimentRunner::stopped, this, [this] { enter(Phase::Stopped); });
}

bool ExperimentController::isRunning() const
{
    return m_phase == Phase::Running || m_phase == Phase::Paused || m_phase == Phase::Stopping;
}

void ExperimentController::enter(Phase phase)
{
    m_phase = phase;
    if (!isRunning())
        m_results.refresh();
    Q_EMIT phaseChanged();
}

void ExperimentController::run()
{
    if (!m_form.isValid() || isRunning())
        return;
    dismissError();
    m_done = 0;
    m_failed = 0;
    m_total = static_cast<int>(m_form.experiment().trials().size());
    m_results.begin(m_form.experiment());
    m_clock.start();
    m_folder = newFolder();
    m_runner.start(m_form.experiment(), m_form.jobCount(), m_folder.toStdString());
    Q_EMIT progressed();
    enter(Phase::Running);
}

/// Named after the experiment and the time: "small-crowd-2026-11-26-101500", "...-2".
QString ExperimentController::newFolder() const
{
    QString name = m_form.name().toLower();
    name.replace(QRegularExpression(QStringLiteral("[^a-z0-9]+")), QStringLiteral("-"));
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-hhmmss"));
    const QString first = QStringLiteral("%1/%2-%3").arg(m_kept, name, time);
    QString folder = first;
    for (int number = 2; QFileInfo::exists(folder); ++number)
        folder = QStringLiteral("%1-%2").arg(first).arg(number);
    return folder;
}

void ExperimentController::pause()
{
    if (m_phase != Phase::Running)
        return;
    m_runner.pause();
    enter(Phase::Paused);
}

void ExperimentController::resume()
{
    if (m_phase != Phase::Paused)
        return;
    m_runner.resume();
    enter(Phase::Running);
}

void ExperimentController::stop()
{
    if (!isRunning() || m_phase == Phase::Stopping)
        return;
    enter(Phase::Stopping);
    m_runner.stop();
}

void ExperimentController::take(const lab::TrialResult &result)
{
    ++m_done;
    m_failed += result.fault ? 1 : 0;
    m_results.add(result);
    Q_EMIT progressed();
}

QString ExperimentController::progressText() const
{
    if (m_total == 0)
        return {};
    QString text = tr("%1 of %2 trials").arg(m_done).arg(m_total);
    if (m_failed > 0)
        text += tr(", %1 failed").arg(m_failed);
    if (m_phase == Phase::Running && m_done > 0 && m_done < m_total) {
        const double each = static_cast<double>(m_clock.elapsed()) / 1000 / m_done;
        text += tr(", about %1 to go").arg(durationText(each * (m_total - m_done)));
    }
    return text;
}

void ExperimentController::openFolder(const QUrl &folder)
{
    if (isRunning()) {
        warn(tr("An experiment is running: stop it before opening another one's results"));
        return;
    }
    load(m_results, folder);
}

void ExperimentController::openOther(const QUrl &folder)
{
    load(m_other, folder);
}

/// Reads in a thread of Qt's pool: a folder may hold a hundred megabytes.
void ExperimentController::load(ResultSet &into, const QUrl &folder)
{
    using Read = base::Expected<net::StoredExperiment>;
    auto *watcher = new QFutureWatcher<std::shared_ptr<Read>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, &into] {
        const std::shared_ptr<Read> read = watcher->result();
        watcher->deleteLater();
        if (!*read) {
            warn(QString::fromStdString(read->error().text()));
            return;
        }
        into.begin((*read)->experiment);
        for (const lab::TrialResult &result : (*read)->results)
            into.add(result);
        if (&into == &m_other)
            into.follow(m_results.choice());
        else
            into.refresh();
    });
    watcher->setFuture(QtConcurrent::run([path = folder.toLocalFile().toStdString()] {
        return std::make_shared<Read>(net::readResults(path));
    }));
}

void ExperimentController::play(const QString &trial)
{
    const lab::ExperimentResults *results = m_results.results();
    const std::size_t index = trial.toULongLong();
    if (results == nullptr || index >= results->experiment().trials().size())
        return;
    const auto scenario = results->experiment().scenarioOf(results->experiment().trials()[index]);
    if (!scenario) {
        warn(QString::fromStdString(scenario.error().text()));
        return;
    }
    const bool isLive = scenario->world == lab::World::Live;
    const QString name = isLive ? tr("Trial %1 of %2, in the virtual world") : tr("Trial %1 of %2");
    Q_EMIT playWanted(*scenario, name.arg(index + 1).arg(m_results.name()));
}

void ExperimentController::warn(const QString &why)
{
    if (m_error == why)
        return;
    m_error = why;
    Q_EMIT errorChanged();
}

} // namespace models
