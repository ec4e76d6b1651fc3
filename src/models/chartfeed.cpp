#include "models/chartfeed.h"

#include "models/quantity.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace models {

namespace {

constexpr qreal shortestSpan = 30; // seconds

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

void ChartFeed::addSeries(QXYSeries *series, SwarmHistory::Metric metric)
{
    m_lines.push_back({series, metric});
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
    const double scale = chooseUnit(highest);
    const qsizetype limit = std::max<qsizetype>(64, static_cast<qsizetype>(2 * m_pixelWidth));
    m_latest.clear();
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const double newest = lines[i].isEmpty() ? 0 : lines[i].last().y();
        m_latest.append(isShare(m_lines[i].metric) ? shareText(newest) : rateText(newest));
        for (QPointF &point : lines[i])
            point.ry() /= scale;
        if (m_lines[i].series)
            m_lines[i].series->replace(decimated(lines[i], limit));
    }
    const auto &samples = m_history->samples();
    m_xMaximum = roundedSpan(samples.empty() ? shortestSpan : samples.back().at);
    Q_EMIT updated();
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
