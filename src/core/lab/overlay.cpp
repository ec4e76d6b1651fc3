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

using Kind = PlotChoice::Kind;

bool isDistribution(const PlotChoice &choice)
{
    return choice.kind == Kind::Ecdf || choice.kind == Kind::PeersEcdf;
}

/// Whether a theory speaks of what is drawn.
bool concerns(const TheoryUse &theory, const PlotChoice &choice)
{
    return choice.kind == Kind::PeersEcdf ? theory.metric.starts_with("completion-")
                                          : theory.metric == choice.metric;
}

/// What one theory says of each setting, as upright lines from none to all of the values, in the
/// colour of what was measured there.
std::vector<PlotSeries> uprightsOf(const Experiment &experiment, std::size_t theory,
                                   const std::string &group)
{
    std::vector<PlotSeries> lines;
    for (std::size_t number = 0; number < experiment.sweep().settingCount(); ++number) {
        PlotSeries &line = lines.emplace_back();
        line.like = seriesName(experiment.sweep().setting(number), nullptr, group);
        line.shape = PlotSeries::Shape::Theory;
        const double value = experiment.theoriesOf(number)[theory].value();
        if (std::isfinite(value))
            line.points = {{value, 0}, {value, 1}};
    }
    return lines;
}

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

/// After the theory, and the values that make it several lines. Those that take the colours of
/// what was measured share one name.
void nameLines(std::vector<PlotSeries> &lines, std::string_view theory, bool same)
{
    bool isFirst = true;
    for (PlotSeries &line : lines) {
        makeLine(line.points);
        const std::string which = same || line.name.empty() ? "" : ", " + line.name;
        line.name = line.like.empty() || isFirst ? fmt::format("theory: {}{}", theory, which) : "";
        if (same)
            line.like.clear();
        isFirst = false;
    }
}

} // namespace

std::vector<PlotSeries> overlayOf(const ExperimentResults &results, const PlotChoice &choice)
{
    std::vector<PlotSeries> overlay;
    const Experiment &experiment = results.experiment();
    const auto &theories = experiment.scenario().theories;
    for (std::size_t i = 0; i < theories.size(); ++i) {
        if (!concerns(theories[i], choice))
            continue;
        auto lines = isDistribution(choice)
            ? uprightsOf(experiment, i, choice.group)
            : linesOf(experiment, i, axisAlong(experiment.sweep(), choice.along));
        const bool same = std::ranges::all_of(
            lines, [&](const PlotSeries &line) { return line.points == lines.front().points; });
        if (same)
            lines.resize(1);
        std::erase_if(lines, [](const PlotSeries &line) { return line.points.empty(); });
        nameLines(lines, theories[i].theory->name, same);
        std::ranges::move(lines, std::back_inserter(overlay));
    }
    return overlay;
}

} // namespace lab
