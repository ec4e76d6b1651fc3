#include "models/statisticspanel.h"

#include "models/plotfile.h"

namespace models {

namespace {

constexpr double millisecondsASecond = 1000;
constexpr QSize savedSize(960, 540); // pixels
/// A chart is no wider than this many pixels.
constexpr std::size_t mostPoints = 512;

using Sample = roles::StatisticsSample;

using Shape = lab::PlotSeries::Shape;

lab::PlotSeries seriesOf(const QString &name, Shape shape, const std::vector<Sample> &history,
                         double (*value)(const Sample &))
{
    lab::PlotSeries series{.name = name.toStdString(), .shape = shape};
    const std::size_t stride = history.size() / mostPoints + 1;
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (i % stride != 0 && i + 1 != history.size())
            continue;
        const auto since = static_cast<double>(history[i].at - history.front().at);
        series.points.push_back({since / millisecondsASecond, value(history[i])});
    }
    return series;
}

} // namespace

StatisticsPanel::StatisticsPanel(net::StatisticsOptions options, QObject *parent)
    : RolePanel(Kind::Statistics, QString::fromStdString(options.control.name), parent)
    , m_options(std::move(options))
    , m_trackers(trackerCountsColumns())
    , m_host(this, [this](const net::StatisticsSnapshot &snapshot) { show(snapshot); })
{
}

QString StatisticsPanel::status() const
{
    return joinStatus(isOnline(), m_host.shown().coordinator);
}

QString StatisticsPanel::timeSeed() const
{
    return tr("%1 s").arg(m_host.shown().times.timeSeed, 0, 'f', 1);
}

QString StatisticsPanel::stays() const
{
    return tr("stays that run: %1, that ended: %2")
        .arg(m_host.shown().times.running)
        .arg(m_host.shown().times.ended);
}

void StatisticsPanel::start()
{
    m_host.launch([options = m_options] { return std::make_unique<net::StatisticsHost>(options); });
}

void StatisticsPanel::printPeers()
{
    screen()->print(QStringLiteral("nPeers: %1").arg(peers()));
}

void StatisticsPanel::printSeeds()
{
    screen()->print(QStringLiteral("nSeeds: %1").arg(seeds()));
}

void StatisticsPanel::printTimeSeed()
{
    screen()->print(QStringLiteral("timeSeed: %1 (%2)").arg(timeSeed(), stays()));
}

QString StatisticsPanel::save(const QUrl &file, const PlotFigure &figure) const
{
    const QString name = file.toLocalFile();
    if (!name.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
        const auto drawn = writePlot(figure.plot, name, savedSize);
        return drawn ? QString() : QString::fromStdString(drawn.error().text());
    }
    QString text = QStringLiteral("milliseconds since 1970,nPeers,nSeeds,timeSeed [s]\n");
    for (const Sample &sample : m_host.shown().history)
        text += QStringLiteral("%1,%2,%3,%4\n")
                    .arg(sample.at)
                    .arg(sample.peers)
                    .arg(sample.seeds)
                    .arg(sample.timeSeed);
    const auto saved = saveFile(name, text.toUtf8());
    return saved ? QString() : QString::fromStdString(saved.error().text());
}

void StatisticsPanel::show(const net::StatisticsSnapshot &snapshot)
{
    m_trackers.apply(trackerCountsEntries(snapshot.counts));
    const std::string time = tr("time [s]").toStdString();
    m_counts.plot = {.title = tr("Peers and seeds").toStdString(),
                     .x = {.label = time, .fromZero = true},
                     .y = {.label = tr("users").toStdString(), .fromZero = true, .whole = true}};
    m_time.plot = {.title = tr("How long seeds stay").toStdString(),
                   .x = {.label = time, .fromZero = true},
                   .y = {.label = tr("timeSeed [s]").toStdString(), .fromZero = true}};
    if (snapshot.history.empty())
        return;
    m_counts.plot.series = {seriesOf(QStringLiteral("nPeers"), Shape::Step, snapshot.history,
                                     [](const Sample &s) { return static_cast<double>(s.peers); }),
                            seriesOf(QStringLiteral("nSeeds"), Shape::Step, snapshot.history,
                                     [](const Sample &s) { return static_cast<double>(s.seeds); })};
    m_time.plot.series = {seriesOf(QStringLiteral("timeSeed"), Shape::Band, snapshot.history,
                                   [](const Sample &s) { return s.timeSeed; })};
}

} // namespace models
