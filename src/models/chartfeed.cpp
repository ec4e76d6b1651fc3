#include "models/chartfeed.h"

#include "models/plotfile.h"
#include "models/quantity.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace models {

namespace {

constexpr qreal shortestSpan = 30; // seconds
constexpr QSize savedSize(960, 540); // pixels

bool isShare(SwarmHistory::Metric metric)
{
    return metric == SwarmHistory::Metric::MeanProgress || metric == SwarmHistory::Metric::Complete;
}

/// Ends of the time axis at which halves are round too.
double roundedSpan(double seconds)
{
    constexpr std::array spans{30.0, 60.0, 120.0, 240.0, 360.0, 600.0, 1200.0, 2400.0, 3600.0};
    const auto *fit = std::ranges::find_if(spans, [&](double span) { return span >= seconds; });
    return fit == spans.end() ? std::ceil(seconds / spans.back()) * spans.back() : *fit;
}

} // namespace

double roundedUp(double value)
{
    if (value <= 0)
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 3.0, 4.0, 6.0, 8.0}) {
        if (step * power >= value)
            return step * power;
    }
    return 10 * power;
}

void ChartFeed::setHistory(SwarmHistory *history)
{
    if (m_history == history)
        return;
    if (m_history)
        m_history->disconnect(this);
    m_history = history;
    if (m_history)
        connect(m_history, &SwarmHistory::changed, this, &ChartFeed::update);
    Q_EMIT historyChanged();
    update();
}

void ChartFeed::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    Q_EMIT activeChanged();
    update();
}

void ChartFeed::setPixelWidth(qreal width)
{
    if (m_pixelWidth == width)
        return;
    m_pixelWidth = width;
    Q_EMIT pixelWidthChanged();
}

void ChartFeed::addSeries(QXYSeries *series, SwarmHistory::Metric metric, const QString &name)
{
    m_lines.push_back({series, metric, name});
    update();
}

void ChartFeed::update()
{
    if (!m_active || !m_history || m_lines.empty())
        return;
    std::vector<QList<QPointF>> lines;
    double highest = 0;
    for (const Line &line : m_lines) {
        lines.push_back(m_history->points(line.metric));
        for (const QPointF &point : lines.back())
            highest = std::max(highest, point.y());
    }
    m_scale = chooseUnit(highest);
    const qsizetype limit = std::max<qsizetype>(64, static_cast<qsizetype>(2 * m_pixelWidth));
    m_latest.clear();
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const double newest = lines[i].isEmpty() ? 0 : lines[i].last().y();
        m_latest.append(isShare(m_lines[i].metric) ? shareText(newest) : rateText(newest));
        for (QPointF &point : lines[i])
            point.ry() /= m_scale;
        if (m_lines[i].series)
            m_lines[i].series->replace(decimated(lines[i], limit));
    }
    const auto &samples = m_history->samples();
    m_xMaximum = roundedSpan(samples.empty() ? shortestSpan : samples.back().at);
    Q_EMIT updated();
}

lab::Plot ChartFeed::plot(const QString &title) const
{
    lab::Plot plot;
    plot.title = title.toStdString();
    plot.x.label = tr("time [s]").toStdString();
    plot.y = {.label = QStringLiteral("[%1]").arg(m_unit).toStdString(), .fromZero = true};
    for (const Line &line : m_lines) {
        lab::PlotSeries &series = plot.series.emplace_back();
        series.name = line.name.toStdString();
        series.shape = lab::PlotSeries::Shape::Band;
        for (const QPointF &point : m_history->points(line.metric))
            series.points.push_back({point.x(), point.y() / m_scale});
    }
    return plot;
}

QByteArray ChartFeed::table() const
{
    QStringList head{QStringLiteral("seconds")};
    std::vector<QList<QPointF>> lines;
    for (const Line &line : m_lines) {
        head << line.name + (isShare(line.metric) ? QString() : QStringLiteral(" [bytes/s]"));
        lines.push_back(m_history->points(line.metric));
    }
    QString text = head.join(QLatin1Char(',')) + QLatin1Char('\n');
    for (qsizetype row = 0; row < lines.front().size(); ++row) {
        text += QString::number(lines.front()[row].x());
        for (const QList<QPointF> &line : lines)
            text += QLatin1Char(',') + QString::number(line[row].y());
        text += QLatin1Char('\n');
    }
    return text.toUtf8();
}

QString ChartFeed::save(const QUrl &file, const QString &title) const
{
    const QString name = file.toLocalFile();
    if (!m_history || m_lines.empty())
        return tr("%1: there is nothing to save yet").arg(name);
    const auto saved = name.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)
        ? saveFile(name, table())
        : writePlot(plot(title), name, savedSize);
    return saved ? QString() : QString::fromStdString(saved.error().text());
}

double ChartFeed::chooseUnit(double highest)
{
    if (isShare(m_lines.front().metric)) {
        m_unit = QStringLiteral("%");
        m_yMaximum = 100;
        return 0.01;
    }
    constexpr std::array units{"B/s", "KiB/s", "MiB/s", "GiB/s"};
    constexpr double kibi = 1024;
    std::size_t unit = 1;
    double scale = kibi;
    while (highest / scale >= kibi && unit + 1 < units.size()) {
        scale *= kibi;
        ++unit;
    }
    m_unit = QString::fromLatin1(units[unit]);
    m_yMaximum = roundedUp(highest / scale);
    return scale;
}

} // namespace models
