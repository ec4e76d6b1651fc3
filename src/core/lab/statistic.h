#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace lab {

struct Interval {
    double low = 0;
    double high = 0;
};

/// What a sample says about where it was drawn from.
struct Statistic {
    static constexpr double confidence = 0.95;

    std::size_t n = 0;
    double mean = 0;
    double median = 0; ///< Hyndman and Fan 1996, type 7
    double min = 0;
    double max = 0;
    std::optional<double> deviation; ///< of the sample (n - 1); needs two values
    std::optional<Interval> meanInterval; ///< 95 %, Student's t; needs two values
    std::optional<Interval> medianInterval; ///< 95 %, percentile bootstrap (Efron 1979)

    /// Nothing for no values. The bootstrap draws with a seed of its own: the same values give the
    /// same interval.
    static std::optional<Statistic> of(std::vector<double> values);
};

/// The value below which that part of some sorted values lies; between the two nearest ones
/// (Hyndman and Fan 1996, type 7). There must be one at least.
double quantile(const std::vector<double> &sorted, double part);

} // namespace lab
