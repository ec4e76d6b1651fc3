#include "core/lab/statistic.h"

#include "core/base/rng.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

namespace lab {

namespace {

double meanOf(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double deviationOf(const std::vector<double> &values, double mean)
{
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

Interval bootstrapMedian(const std::vector<double> &sorted)
{
    constexpr int resamples = 2000;
    base::Rng rng(1);
    std::vector<double> medians;
    std::vector<double> resample(sorted.size());
    for (int i = 0; i < resamples; ++i) {
        for (double &value : resample)
            value = sorted[rng.below(sorted.size())];
        std::ranges::sort(resample);
        medians.push_back(quantile(resample, 0.5));
    }
    std::ranges::sort(medians);
    constexpr double tail = (1 - Statistic::confidence) / 2;
    return {quantile(medians, tail), quantile(medians, 1 - tail)};
}

} // namespace

double quantile(const std::vector<double> &sorted, double part)
{
    const double at = part * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], at - std::floor(at));
}

std::optional<Statistic> Statistic::of(std::vector<double> values)
{
    if (values.empty())
        return std::nullopt;
    std::ranges::sort(values);
    Statistic statistic;
    statistic.n = values.size();
    statistic.mean = meanOf(values);
    statistic.median = quantile(values, 0.5);
    statistic.min = values.front();
    statistic.max = values.back();
    if (values.size() < 2)
        return statistic;
    const auto n = static_cast<double>(values.size());
    const double deviation = deviationOf(values, statistic.mean);
    const boost::math::students_t student(n - 1);
    const double half
        = boost::math::quantile(student, 1 - (1 - confidence) / 2) * deviation / std::sqrt(n);
    statistic.deviation = deviation;
    statistic.meanInterval = {statistic.mean - half, statistic.mean + half};
    statistic.medianInterval = bootstrapMedian(values);
    return statistic;
}

} // namespace lab
