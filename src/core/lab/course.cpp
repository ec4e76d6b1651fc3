#include "core/lab/course.h"

#include <algorithm>
#include <cmath>

namespace lab {

namespace {

using Samples = std::vector<Sample>;

/// The first sample with two copies of every piece; the end when there is none.
Samples::const_iterator firstSteady(const Samples &samples)
{
    return std::ranges::find_if(samples, [](const Sample &each) { return each.copies >= 2U; });
}

} // namespace

std::optional<double> growth(const Observation &trial)
{
    const std::span<const Sample> half = std::span(trial.samples).subspan(trial.samples.size() / 2);
    double times = 0;
    double peers = 0;
    for (const Sample &each : half) {
        times += each.at;
        peers += each.leechers;
    }
    const auto count = static_cast<double>(half.size());
    double products = 0;
    double squares = 0;
    for (const Sample &each : half) {
        const double time = each.at - times / count;
        products += time * (each.leechers - peers / count);
        squares += time * time;
    }
    return squares > 0 ? std::optional(products / squares) : std::nullopt;
}

std::optional<double> transientTime(const Observation &trial)
{
    const auto steady = firstSteady(trial.samples);
    return steady == trial.samples.end() ? std::nullopt : std::optional(steady->at);
}

std::optional<double> steadyAvailability(const Observation &trial)
{
    const auto steady = firstSteady(trial.samples);
    if (steady == trial.samples.end())
        return std::nullopt;
    const auto least = std::ranges::min_element(steady, trial.samples.end(), {}, &Sample::copies);
    return least->copies;
}

std::optional<double> lifetime(const Observation &trial)
{
    const auto last = std::find_if(trial.samples.rbegin(), trial.samples.rend(),
                                   [](const Sample &each) { return each.copies > 0U; });
    return last == trial.samples.rend() ? std::nullopt : std::optional(last->at);
}

std::optional<double> seedShare(const Observation &trial)
{
    double sum = 0;
    double count = 0;
    for (const Sample &each : trial.samples) {
        if (!(each.copies > 0U))
            continue;
        sum += each.seeds / static_cast<double>(each.seeds + each.leechers);
        ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

std::optional<double> gapVariation(std::span<const double> sorted)
{
    if (sorted.size() < 3 || sorted.back() <= sorted.front())
        return std::nullopt;
    const auto gaps = static_cast<double>(sorted.size() - 1);
    const double mean = (sorted.back() - sorted.front()) / gaps;
    double squares = 0;
    for (std::size_t i = 1; i < sorted.size(); ++i)
        squares += std::pow(sorted[i] - sorted[i - 1] - mean, 2);
    return std::sqrt(squares / gaps) / mean;
}

} // namespace lab
