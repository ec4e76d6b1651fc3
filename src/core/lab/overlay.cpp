#include "core/lab/overlay.h"

#include "core/lab/plotplaces.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace lab {

namespace {

/// Half the width of what stands alone: a line needs two ends.
constexpr double halfWidth = 0.25;

/// The lines of one theory, by the values of the keys that are not along x.
std::vector<PlotSeries> linesOf(const Experiment &experiment, std::size_t theory, const Axis *along)
{
    const PlotPlaces places(along);
    std::vector<PlotSeries> lines;
    for (std::size_t number = 0; number < experiment.sweep().settingCount(); ++number) {
        const Setting setting = experiment.sweep().setting(number);
        const std::string name = seriesName(setting, along, "");
        auto line = std::ranges::find(lines, name, &PlotSeries::name);
        if (line == lines.end())
            line = lines.insert(line, {.name = name, .shape = PlotSeries::Shape::Theory});
        const double value = experiment.theoriesOf(number)[theory].value();
        if (std::isfinite(value))
            line->points.push_back({places.of(setting), value});
    }
    return lines;
}

/// In the order of x; a single point becomes a short level line.
void makeLine(std::vector<PlotPoint> &points)
{
    std::ranges::stable_sort(points, {}, &PlotPoint::x);
    if (points.size() != 1)
        return;
    points.push_back(points.front());
    points.front().x -= halfWidth;
    points.back().x += halfWidth;
}

} // namespace

std::vector<PlotSeries> overlayOf(const ExperimentResults &results, const PlotChoice &choice)
{
    using Kind = PlotChoice::Kind;
    std::vector<PlotSeries> overlay;
    if (choice.kind == Kind::Ecdf || choice.kind == Kind::PeersEcdf)
        return overlay;
    const Experiment &experiment = results.experiment();
    const auto &theories = experiment.scenario().theories;
    for (std::size_t i = 0; i < theories.size(); ++i) {
        if (theories[i].metric != choice.metric)
            continue;
        auto lines = linesOf(experiment, i, axisAlong(experiment.sweep(), choice.along));
        const bool same = std::ranges::all_of(
            lines, [&](const PlotSeries &line) { return line.points == lines.front().points; });
        if (same)
            lines.resize(1);
        for (PlotSeries &line : lines) {
            makeLine(line.points);
            const std::string which = same || line.name.empty() ? "" : ", " + line.name;
            line.name = fmt::format("theory: {}{}", theories[i].theory->name, which);
        }
        std::ranges::move(lines, std::back_inserter(overlay));
    }
    std::erase_if(overlay, [](const PlotSeries &line) { return line.points.empty(); });
    return overlay;
}

} // namespace lab
