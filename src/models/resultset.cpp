#include "models/resultset.h"

#include "core/lab/overlay.h"
#include "core/lab/plotplaces.h"
#include "core/lab/resulttables.h"
#include "models/plotfile.h"

#include <algorithm>

namespace models {

namespace {

constexpr int refreshEvery = 250; // ms

QString qt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

struct ResultSet::Outcome {
    explicit Outcome(const lab::Experiment &of)
        : experiment(of)
        , results(experiment)
    {
    }
    const lab::Experiment experiment;
    lab::ExperimentResults results;
};

ResultSet::ResultSet(QObject *parent)
    : QObject(parent)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(refreshEvery);
    connect(&m_soon, &QTimer::timeout, this, &ResultSet::refresh);
}

ResultSet::~ResultSet() = default;

void ResultSet::begin(const lab::Experiment &experiment)
{
    m_outcome = std::make_unique<Outcome>(experiment);
    m_choice.group = "all";
    m_choice.along.clear();
    refresh();
}

void ResultSet::add(const lab::TrialResult &result)
{
    if (!m_outcome)
        return;
    m_outcome->results.add(result);
    later();
}

void ResultSet::later()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void ResultSet::refresh()
{
    if (m_outcome) {
        m_figure.plot = lab::plotOf(m_outcome->results, m_choice);
        m_table.apply(trialEntries(m_outcome->results, m_choice.metric, m_choice.group));
    }
    Q_EMIT changed();
}

const lab::ExperimentResults *ResultSet::results() const
{
    return m_outcome ? &m_outcome->results : nullptr;
}

QString ResultSet::name() const
{
    return m_outcome ? qt(m_outcome->experiment.scenario().name) : QString();
}

bool ResultSet::isEmpty() const
{
    return !m_outcome || m_outcome->results.trials().empty();
}

QStringList ResultSet::kinds() const
{
    return {tr("Means with 95 % interval"), tr("Boxes"), tr("Distribution of trials"),
            tr("Single trials"), tr("Distribution of peers")};
}

QStringList ResultSet::metrics() const
{
    QStringList names;
    for (const lab::Metric &metric : lab::metrics())
        names << qt(lab::axisLabel(metric));
    return names;
}

QStringList ResultSet::groups() const
{
    QStringList names;
    if (m_outcome) {
        for (const std::string &group : lab::groupsWith(m_outcome->results, m_choice.metric))
            names << qt(group);
    }
    return names.isEmpty() ? QStringList{QStringLiteral("all")} : names;
}

QStringList ResultSet::axes() const
{
    QStringList paths;
    if (m_outcome) {
        for (const lab::Axis &axis : m_outcome->experiment.sweep().axes)
            paths << qt(axis.path);
    }
    return paths;
}

void ResultSet::choose()
{
    refresh();
    Q_EMIT chosen();
}

void ResultSet::follow(const lab::PlotChoice &choice)
{
    m_choice = choice;
    if (!groups().contains(qt(m_choice.group)))
        m_choice.group = "all";
    refresh();
}

void ResultSet::setKind(int kind)
{
    if (kind < 0 || kind >= kinds().size() || kind == this->kind())
        return;
    m_choice.kind = static_cast<lab::PlotChoice::Kind>(kind);
    choose();
}

int ResultSet::metric() const
{
    const auto at = std::ranges::find(lab::metrics(), m_choice.metric, &lab::Metric::name);
    return static_cast<int>(at - lab::metrics().begin());
}

void ResultSet::setMetric(int metric)
{
    if (metric < 0 || metric >= static_cast<int>(lab::metrics().size()))
        return;
    m_choice.metric = lab::metrics()[static_cast<std::size_t>(metric)].name;
    if (!groups().contains(qt(m_choice.group)))
        m_choice.group = "all";
    choose();
}

int ResultSet::group() const
{
    return static_cast<int>(groups().indexOf(qt(m_choice.group)));
}

void ResultSet::setGroup(int group)
{
    const QStringList names = groups();
    if (group < 0 || group >= names.size())
        return;
    m_choice.group = names[group].toStdString();
    choose();
}

int ResultSet::along() const
{
    if (!m_outcome)
        return 0;
    const lab::Sweep &sweep = m_outcome->experiment.sweep();
    const lab::Axis *axis = lab::axisAlong(sweep, m_choice.along);
    return axis == nullptr ? 0 : static_cast<int>(axis - sweep.axes.data());
}

void ResultSet::setAlong(int axis)
{
    const QStringList paths = axes();
    if (axis < 0 || axis >= paths.size())
        return;
    m_choice.along = paths[axis].toStdString();
    choose();
}

void ResultSet::setTheory(bool shown)
{
    if (shown == m_choice.theory)
        return;
    m_choice.theory = shown;
    choose();
}

bool ResultSet::hasTheory() const
{
    return m_outcome && !lab::overlayOf(m_outcome->results, m_choice).empty();
}

QString ResultSet::meaning() const
{
    const lab::Metric &metric = lab::metrics()[static_cast<std::size_t>(this->metric())];
    return qt(metric.meaning);
}

QString ResultSet::save(const QUrl &file, int width, int height) const
{
    const QString name = file.toLocalFile();
    if (!m_outcome)
        return tr("%1: there is nothing to save yet").arg(name);
    const auto saved = name.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)
        ? saveFile(name, QByteArray::fromStdString(lab::trialsCsv(m_outcome->results)))
        : writePlot(m_figure.plot, name, {width, height});
    return saved ? QString() : QString::fromStdString(saved.error().text());
}

} // namespace models
