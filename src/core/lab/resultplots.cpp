#include "core/lab/resultplots.h"

#include "core/lab/overlay.h"
#include "core/lab/plotplaces.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>

namespace lab {

namespace {

using Kind = PlotChoice::Kind;
using Shape = PlotSeries::Shape;

std::vector<double> valuesOf(const ExperimentResults &results, std::uint32_t setting,
                             const PlotChoice &choice)
{
    std::vector<double> values;
    for (const auto &[index, trial] : results.trials()) {
        if (results.experiment().trials()[index].setting != setting)
            continue;
        for (const Measured &each : results.measuredOf(index)) {
            if (each.metric == choice.metric && each.group == choice.group)
                values.push_back(each.value);
        }
    }
    return values;
}

/// Seconds from joining to completion of the peers of a group, or of all.
std::vector<double> peerTimes(const ExperimentResults &results, std::uint32_t setting,
                              const std::string &group)
{
    std::vector<double> times;
    for (const auto &[index, trial] : results.trials()) {
        if (results.experiment().trials()[index].setting != setting)
            continue;
        for (const PeerObservation &peer : trial.observation.peers) {
            const auto &groups = results.experiment().scenario().setup.groups;
            const bool counts = group == "all"
                || (peer.group < groups.size() && groups[peer.group].name == group);
            if (counts && peer.joined && peer.completed)
                times.push_back(*peer.completed - *peer.joined);
        }
    }
    return times;
}

PlotSeries stepsOf(std::string name, std::vector<double> values)
{
    PlotSeries series{.name = std::move(name), .shape = Shape::Step};
    std::ranges::sort(values);
    if (!values.empty())
        series.points.push_back({values.front(), 0});
    for (std::size_t i = 0; i < values.size(); ++i)
        series.points.push_back(
            {values[i], static_cast<double>(i + 1) / static_cast<double>(values.size())});
    return series;
}

void addPoints(PlotSeries &series, double x, std::vector<double> values, Kind kind)
{
    const auto statistic = Statistic::of(values);
    if (!statistic)
        return;
    if (kind == Kind::Scatter) {
        for (const double value : values)
            series.points.push_back({x, value});
        return;
    }
    if (kind == Kind::Means) {
        PlotPoint &point = series.points.emplace_back(PlotPoint{x, statistic->mean});
        if (statistic->meanInterval) {
            point.low = statistic->meanInterval->low;
            point.high = statistic->meanInterval->high;
        }
        return;
    }
    std::ranges::sort(values);
    series.points.push_back({.x = x,
                             .y = statistic->median,
                             .low = statistic->min,
                             .high = statistic->max,
                             .q1 = quantile(values, 0.25),
                             .q3 = quantile(values, 0.75)});
}

std::string noteOf(const ExperimentResults &results, const PlotChoice &choice)
{
    const std::string count
        = fmt::format("{} trials", results.trials().size() - results.failures());
    switch (choice.kind) {
    case Kind::Means:
        return count + ", mean and 95 % interval";
    case Kind::Boxes:
        return count + ", median, quartiles and range";
    default:
        return count;
    }
}

const Metric *metricOf(std::string_view name)
{
    const auto at = std::ranges::find(metrics(), name, &Metric::name);
    return at == metrics().end() ? nullptr : &*at;
}

/// Distributions: a line a setting, x is the value itself.
void addDistributions(Plot &plot, const ExperimentResults &results, const PlotChoice &choice)
{
    const Sweep &sweep = results.experiment().sweep();
    for (std::uint32_t number = 0; number < sweep.settingCount(); ++number) {
        const bool ofPeers = choice.kind == Kind::PeersEcdf;
        auto values = ofPeers ? peerTimes(results, number, choice.group)
                              : valuesOf(results, number, choice);
        if (!values.empty())
            plot.series.push_back(stepsOf(seriesName(sweep.setting(number), nullptr, choice.group),
                                          std::move(values)));
    }
}

void addAlong(Plot &plot, const ExperimentResults &results, const PlotChoice &choice,
              const Axis *along)
{
    const Sweep &sweep = results.experiment().sweep();
    const PlotPlaces places(along);
    plot.x = places.axis();
    const Shape shape = choice.kind == Kind::Means ? Shape::Line
        : choice.kind == Kind::Boxes               ? Shape::Boxes
                                                   : Shape::Points;
    std::map<std::string, std::size_t> numbers; // of the series, by name
    for (std::uint32_t number = 0; number < sweep.settingCount(); ++number) {
        const Setting setting = sweep.setting(number);
        const std::string name = seriesName(setting, along, choice.group);
        const auto [at, isNew] = numbers.try_emplace(name, plot.series.size());
        if (isNew)
            plot.series.push_back({.name = name, .shape = shape});
        addPoints(plot.series[at->second], places.of(setting), valuesOf(results, number, choice),
                  choice.kind);
    }
    for (PlotSeries &series : plot.series)
        std::ranges::stable_sort(series.points, {}, &PlotPoint::x);
}

} // namespace

std::string axisLabel(const Metric &metric)
{
    std::string words(metric.name);
    std::ranges::replace(words, '-', ' ');
    return metric.unit == "1" ? words : fmt::format("{} [{}]", words, metric.unit);
}

Plot plotOf(const ExperimentResults &results, const PlotChoice &choice)
{
    Plot plot;
    plot.title = results.experiment().scenario().name;
    plot.note = noteOf(results, choice);
    const Metric *metric = metricOf(choice.metric);
    const std::string label = metric == nullptr ? choice.metric : axisLabel(*metric);
    if (choice.kind == Kind::Ecdf || choice.kind == Kind::PeersEcdf) {
        const bool ofPeers = choice.kind == Kind::PeersEcdf;
        plot.x = {.label = ofPeers ? "completion time of a peer [s]" : label, .fromZero = true};
        plot.y = {.label = ofPeers ? "part of the peers" : "part of the trials", .fromZero = true};
        addDistributions(plot, results, choice);
    } else {
        plot.y = {.label = label, .fromZero = true};
        addAlong(plot, results, choice, axisAlong(results.experiment().sweep(), choice.along));
    }
    if (choice.theory && !plot.series.empty())
        std::ranges::move(overlayOf(results, choice), std::back_inserter(plot.series));
    return plot;
}

std::vector<std::string> groupsWith(const ExperimentResults &results, std::string_view metric)
{
    std::vector<std::string> groups;
    for (const auto &[index, trial] : results.trials()) {
        for (const Measured &each : results.measuredOf(index)) {
            if (each.metric == metric && std::ranges::find(groups, each.group) == groups.end())
                groups.push_back(each.group);
        }
    }
    return groups;
}

} // namespace lab
