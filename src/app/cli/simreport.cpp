#include "app/cli/simreport.h"

#include "core/base/csv.h"
#include "core/base/units.h"
#include "core/lab/distributiontime.h"

#include <QJsonArray>

#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace app {

namespace {

/// A time of a table: "12.3 s", "5 min 30 s".
std::string span(double seconds)
{
    return base::formatDuration(base::Duration(std::llround(seconds * 1e6)));
}

std::string tableRow(const lab::GroupSummary &group, bool seeds)
{
    std::string row = fmt::format("{:<16} {:>8} ", group.name, group.joined);
    row += fmt::format("{:>9}", seeds ? "-" : fmt::format("{}", group.completed));
    const auto &times = group.completion;
    if (times) {
        for (const double each : {times->min, times->median, times->mean, times->p95, times->max})
            row += fmt::format(" {:>12}", span(each));
    } else {
        for (int i = 0; i < 5; ++i)
            row += fmt::format(" {:>12}", "-");
    }
    return row + fmt::format(" {:>6.1f} %\n", 100 * group.utilisation());
}

std::string boundLine(const base::Duration bound, const lab::GroupSummary &all)
{
    std::string line = fmt::format("minimum distribution time {} (Kumar and Ross 2006)",
                                   base::formatDuration(bound));
    if (all.completion && bound.count() > 0)
        line += fmt::format("; the slowest took {:.2f} times as long",
                            all.completion->max / base::toSeconds(bound));
    return line + "\n";
}

QJsonObject jsonOf(const lab::GroupSummary &group)
{
    QJsonObject object{
        {QStringLiteral("name"), QString::fromStdString(group.name)},
        {QStringLiteral("joined"), static_cast<qint64>(group.joined)},
        {QStringLiteral("completed"), static_cast<qint64>(group.completed)},
        {QStringLiteral("uploadedBytes"), static_cast<qint64>(group.uploaded)},
        {QStringLiteral("downloadedBytes"), static_cast<qint64>(group.downloaded)},
        {QStringLiteral("wastedBytes"), static_cast<qint64>(group.wasted)},
        {QStringLiteral("waste"), group.waste()},
        {QStringLiteral("uplinkUtilisation"), group.utilisation()},
    };
    if (const auto &times = group.completion)
        object[QStringLiteral("completionSeconds")] = QJsonObject{
            {QStringLiteral("min"), times->min},   {QStringLiteral("median"), times->median},
            {QStringLiteral("mean"), times->mean}, {QStringLiteral("p95"), times->p95},
            {QStringLiteral("max"), times->max},
        };
    return object;
}

std::string csvTime(const std::optional<base::Time> &time)
{
    return time ? fmt::format("{:.6f}", base::toSeconds(time->time_since_epoch())) : "";
}

} // namespace

std::string SimReport::text() const
{
    const sim::SimSetup &setup = scenario.setup;
    std::string text
        = fmt::format("{:<16} {:>8} {:>9} {:>12} {:>12} {:>12} {:>12} {:>12} {:>8}\n", "group",
                      "peers", "complete", "min", "median", "mean", "p95", "max", "uplink");
    for (std::size_t i = 0; i < summary.groups.size(); ++i)
        text += tableRow(summary.groups[i], setup.groups[i].seed);
    text += tableRow(summary.all, false);
    text += '\n';
    if (const auto bound = lab::minimumDistributionTime(setup))
        text += boundLine(*bound, summary.all);
    text += fmt::format("downloaded {}, of which {:.2f} % were of no use\n",
                        base::formatBytes(summary.all.downloaded), 100 * summary.all.waste());
    const auto perSecond = [this](std::uint64_t count) {
        return base::formatCount(static_cast<double>(count) / wallSeconds);
    };
    text += fmt::format("virtual time {}{}, wall time {:.2f} s\n",
                        base::formatDuration(summary.elapsed),
                        interrupted                            ? " (interrupted)"
                            : summary.elapsed >= setup.horizon ? " (the horizon)"
                                                               : "",
                        wallSeconds);
    text += fmt::format("{} occasions ({}/s), {} blocks ({}/s)\n", summary.occasions,
                        perSecond(summary.occasions), summary.blocks, perSecond(summary.blocks));
    return text;
}

QJsonObject SimReport::json() const
{
    const sim::SimSetup &setup = scenario.setup;
    QJsonArray groups;
    for (const lab::GroupSummary &group : summary.groups)
        groups.append(jsonOf(group));
    QJsonObject object{
        {QStringLiteral("scenario"), QString::fromStdString(scenario.name)},
        {QStringLiteral("seed"), QString::number(setup.seed)}, // JSON has no 64-bit numbers
        {QStringLiteral("contentBytes"), static_cast<qint64>(setup.totalLength)},
        {QStringLiteral("pieceBytes"), static_cast<qint64>(setup.pieceLength)},
        {QStringLiteral("pieces"), static_cast<qint64>(setup.geometry().pieceCount())},
        {QStringLiteral("interrupted"), interrupted},
        {QStringLiteral("virtualSeconds"), base::toSeconds(summary.elapsed)},
        {QStringLiteral("occasions"), static_cast<qint64>(summary.occasions)},
        {QStringLiteral("blocks"), static_cast<qint64>(summary.blocks)},
        {QStringLiteral("groups"), groups},
        {QStringLiteral("all"), jsonOf(summary.all)},
        {QStringLiteral("wall"),
         QJsonObject{
             {QStringLiteral("seconds"), wallSeconds},
             {QStringLiteral("occasionsPerSecond"),
              static_cast<double>(summary.occasions) / wallSeconds},
             {QStringLiteral("blocksPerSecond"), static_cast<double>(summary.blocks) / wallSeconds},
         }},
    };
    if (const auto bound = lab::minimumDistributionTime(setup))
        object[QStringLiteral("minimumDistributionSeconds")] = base::toSeconds(*bound);
    return object;
}

std::string peersCsv(const sim::World &world)
{
    std::string csv = "number,group,joined_s,completed_s,left_s,uploaded_bytes,downloaded_bytes,"
                      "wasted_bytes,pieces\n";
    for (std::uint32_t i = 0; i < world.population(); ++i) {
        const sim::SimOutcome peer = world.outcome(sim::PeerIndex{i});
        fmt::format_to(std::back_inserter(csv), "{},{},{},{},{},{},{},{},{}\n", i + 1,
                       base::csvField(world.setup().groups[peer.group].name), csvTime(peer.joined),
                       csvTime(peer.completed), csvTime(peer.left), peer.uploaded, peer.downloaded,
                       peer.wasted, peer.pieces);
    }
    return csv;
}

} // namespace app
