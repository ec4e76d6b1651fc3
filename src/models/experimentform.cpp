#include "models/experimentform.h"

#include "core/lab/tomlpath.h"
#include "core/wire/geometry.h"
#include "models/quantity.h"
#include "net/torrentfile.h"

#include <QFileInfo>
#include <QThread>

#include <algorithm>
#include <set>

namespace models {

namespace {

/// What one core of a usual machine delivers in virtual time, for the estimate before a run.
constexpr double blocksASecond = 150'000;
constexpr unsigned mostJobs = 256;

QString qt(const std::string &text)
{
    return QString::fromStdString(text);
}

/// A list as the command line and TOML have it.
QString listText(const lab::Axis &axis)
{
    QStringList values;
    for (const lab::Value &value : axis.values) {
        const QString text = qt(lab::textOf(value));
        values << (std::holds_alternative<std::string>(value)
                       ? QLatin1Char('"') + text + QLatin1Char('"')
                       : text);
    }
    return QLatin1Char('[') + values.join(QStringLiteral(", ")) + QLatin1Char(']');
}

/// Keys that have fields of their own, or say nothing about the swarm.
bool isParameter(const std::string &path)
{
    static const std::set<std::string> others{"version", "name", "description", "random-seed"};
    return !others.contains(path);
}

/// A key that was swept and is not any more still takes one value.
QString singleValue(const QString &text)
{
    bool number = false;
    (void)text.toDouble(&number);
    return (number ? QStringLiteral("[%1]") : QStringLiteral("[\"%1\"]")).arg(text);
}

QString quoted(const QString &word)
{
    const bool plain = std::ranges::all_of(word, [](QChar c) {
        return c.isLetterOrNumber() || QStringLiteral("_-./=:,+").contains(c);
    });
    if (plain && !word.isEmpty())
        return word;
    return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QLatin1String("'\\''"))
        + QLatin1Char('\'');
}

/// Blocks of a setting's leechers, all of which travel once.
double blocksOf(const sim::SimSetup &setup)
{
    double leechers = 0;
    for (const sim::PeerGroup &group : setup.groups)
        leechers += group.seed ? 0 : group.count;
    return leechers * static_cast<double>(setup.totalLength) / wire::blockSize;
}

} // namespace

ExperimentForm::ExperimentForm(const QStringList &shipped, QObject *parent)
    : QObject(parent)
    , m_shipped(shipped)
{
    connect(&m_parameters, &ParameterModel::edited, this, &ExperimentForm::check);
}

QStringList ExperimentForm::scenarios() const
{
    QStringList names;
    for (const QString &file : m_shipped)
        names << QFileInfo(file).completeBaseName();
    return names;
}

void ExperimentForm::choose(int scenario)
{
    if (scenario >= 0 && scenario < m_shipped.size())
        load(m_shipped[scenario]);
}

void ExperimentForm::open(const QUrl &file)
{
    load(file.toLocalFile());
}

void ExperimentForm::load(const QString &file)
{
    m_file = file;
    m_text.clear();
    std::vector<Parameter> parameters;
    const auto bytes = net::readWhole(file.toStdString(), lab::Scenario::MaxSize);
    if (bytes)
        m_text = base::asText(*bytes);
    m_fileSeed = QStringLiteral("1");
    for (const lab::Assignment &key : lab::keysOf(m_text)) {
        const QString text = qt(lab::textOf(key.value));
        if (key.path == "random-seed")
            m_fileSeed = text;
        else if (isParameter(key.path))
            parameters.push_back({qt(key.path), text, text});
    }
    m_fileRepetitions = QStringLiteral("1");
    if (const auto plain = lab::Experiment::parse(m_text, file.toStdString())) {
        m_fileRepetitions = QString::number(plain->sweep().repetitions);
        for (const lab::Axis &axis : plain->sweep().axes) {
            const QString path = qt(axis.path);
            std::erase_if(parameters, [&](const Parameter &other) { return other.path == path; });
            parameters.push_back({path, listText(axis), listText(axis)});
        }
    }
    m_seed = m_fileSeed;
    m_repetitions = m_fileRepetitions;
    m_parameters.replace(std::move(parameters));
    if (!bytes) {
        m_error = qt(bytes.error().text());
        Q_EMIT changed();
    }
}

QString ExperimentForm::name() const
{
    if (m_file.isEmpty())
        return {};
    const QString own = m_experiment ? qt(m_experiment->scenario().name) : QString();
    return own.isEmpty() ? QFileInfo(m_file).completeBaseName() : own;
}

QString ExperimentForm::description() const
{
    return m_experiment ? qt(m_experiment->scenario().description) : QString();
}

void ExperimentForm::setRepetitions(const QString &text)
{
    change(m_repetitions, text);
}

void ExperimentForm::setSeed(const QString &text)
{
    change(m_seed, text);
}

void ExperimentForm::setJobs(const QString &text)
{
    change(m_jobs, text);
}

void ExperimentForm::change(QString &field, const QString &text)
{
    if (field == text)
        return;
    field = text;
    check();
}

std::vector<lab::Override> ExperimentForm::overrides() const
{
    std::vector<lab::Override> changes;
    for (const Parameter &parameter : m_parameters.parameters()) {
        if (!parameter.isChanged())
            continue;
        const bool list = parameter.isSwept() || parameter.original.startsWith(QLatin1Char('['));
        if (!list) {
            changes.push_back({parameter.path.toStdString(), parameter.text.toStdString(), {}});
            continue;
        }
        const QString values = parameter.isSwept() ? parameter.text : singleValue(parameter.text);
        changes.push_back({QStringLiteral("sweep.over.\"%1\"").arg(parameter.path).toStdString(),
                           values.toStdString(),
                           {}});
    }
    if (m_repetitions != m_fileRepetitions)
        changes.push_back({"sweep.repetitions", m_repetitions.toStdString(), "--reps"});
    if (m_seed != m_fileSeed)
        changes.push_back({"random-seed", m_seed.toStdString(), "--seed"});
    return changes;
}

QString ExperimentForm::jobsError() const
{
    bool whole = true;
    const uint jobs = m_jobs.isEmpty() ? 1 : m_jobs.toUInt(&whole);
    return whole && jobs >= 1 && jobs <= mostJobs
        ? QString()
        : tr("Jobs: a number from 1 to %1, or nothing").arg(mostJobs);
}

void ExperimentForm::check()
{
    m_experiment.reset();
    m_error = jobsError();
    if (m_error.isEmpty() && !m_file.isEmpty()) {
        const auto changes = overrides();
        auto parsed = lab::Experiment::parse(m_text, m_file.toStdString(), changes);
        if (parsed)
            m_experiment = std::move(*parsed);
        else
            m_error = qt(parsed.error().text());
    }
    Q_EMIT changed();
}

unsigned ExperimentForm::jobCount() const
{
    return m_jobs.isEmpty() ? static_cast<unsigned>(std::max(1, QThread::idealThreadCount()))
                            : m_jobs.toUInt();
}

QString ExperimentForm::outlook() const
{
    if (!m_experiment)
        return {};
    const lab::Sweep &sweep = m_experiment->sweep();
    const auto trials = static_cast<qlonglong>(m_experiment->trials().size());
    const double seconds = blocksOf(m_experiment->scenario().setup) * static_cast<double>(trials)
        / (blocksASecond * jobCount());
    const QString sum = tr("%1 settings × %2 repetitions = %3 trials")
                            .arg(sweep.settingCount())
                            .arg(sweep.repetitions)
                            .arg(trials);
    if (m_experiment->scenario().world == lab::World::Live)
        return sum;
    return sum + QStringLiteral(", ")
        + (seconds < 1 ? tr("about a second") : tr("about %1").arg(durationText(seconds)));
}

QString ExperimentForm::command() const
{
    if (m_file.isEmpty())
        return {};
    QStringList words{QStringLiteral("torrarium"), QStringLiteral("run"), quoted(m_file)};
    for (const lab::Override &change : overrides()) {
        if (change.option.empty())
            words << QStringLiteral("--set") << quoted(qt(change.path + "=" + change.text));
        else
            words << qt(change.option) << quoted(qt(change.text));
    }
    if (!m_jobs.isEmpty())
        words << QStringLiteral("--jobs") << m_jobs;
    return words.join(QLatin1Char(' '));
}

} // namespace models
