#include "core/lab/plotscale.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace lab {

namespace {

constexpr double mostSteps = 6; ///< between round numbers on one side

/// The least of 1, 2, 2.5, 5 times a power of ten that cuts `span` into at most `mostSteps`, and is
/// a whole number where it must be.
double roundStep(double span, bool whole)
{
    const double rough = span / mostSteps;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        const double step = factor * power;
        const bool fits = !whole || std::floor(step) == step;
        if (fits && step >= rough * (1 - 1e-9))
            return step;
    }
    return whole ? std::max(1.0, 10 * power) : 10 * power;
}

} // namespace

PlotScale::PlotScale(const PlotAxis &axis, const std::vector<double> &values, double from,
                     double to)
    : m_logarithmic(axis.logarithmic)
    , m_from(from)
    , m_to(to)
{
    if (!axis.categories.empty()) {
        spanCategories(axis.categories);
        return;
    }
    const auto [least, most] = std::ranges::minmax_element(values);
    const bool none = values.empty();
    if (axis.logarithmic)
        spanDecades(none ? 1 : *least, none ? 10 : *most);
    else
        spanNumbers(none || (axis.fromZero && *least > 0) ? 0 : *least, none ? 1 : *most,
                    axis.whole);
}

void PlotScale::spanNumbers(double least, double most, bool whole)
{
    if (most <= least)
        most = least + (least == 0 ? 1 : std::abs(least) / 2);
    const double step = roundStep(most - least, whole);
    const double first = std::floor(least / step + 1e-9);
    const double last = std::ceil(most / step - 1e-9);
    m_low = first * step;
    m_high = last * step;
    for (int i = 0; first + i <= last; ++i)
        addTick((first + i) * step);
}

void PlotScale::spanDecades(double least, double most)
{
    const double first = std::floor(std::log10(least) + 1e-9);
    const double last = std::max(std::ceil(std::log10(most) - 1e-9), first + 1);
    m_low = std::pow(10.0, first);
    m_high = std::pow(10.0, last);
    for (int i = 0; first + i <= last; ++i)
        addTick(std::pow(10.0, first + i));
}

void PlotScale::addTick(double value)
{
    m_ticks.push_back({value, fmt::format("{:.6g}", value)});
}

void PlotScale::spanCategories(const std::vector<std::string> &names)
{
    m_low = -0.5;
    m_high = static_cast<double>(names.size()) - 0.5;
    for (const std::string &name : names)
        m_ticks.push_back({static_cast<double>(m_ticks.size()), name});
}

double PlotScale::at(double value) const
{
    const double part = m_logarithmic
        ? (std::log10(value) - std::log10(m_low)) / (std::log10(m_high) - std::log10(m_low))
        : (value - m_low) / (m_high - m_low);
    return std::lerp(m_from, m_to, part);
}

} // namespace lab
