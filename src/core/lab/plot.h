#pragma once

#include <optional>
#include <string>
#include <vector>

namespace lab {

/// One place of a series. A point with `low` and `high` has an interval; with `q1` and `q3` as
/// well it is a box whose middle line is `y`.
struct PlotPoint {
    double x = 0;
    double y = 0;
    std::optional<double> low{};
    std::optional<double> high{};
    std::optional<double> q1{};
    std::optional<double> q3{};

    bool operator==(const PlotPoint &) const = default;
};

/// What belongs together in a plot: drawn in one colour, dash and marker. One without a name
/// goes on with the dash and marker of the one before, and the legend leaves it out.
struct PlotSeries {
    enum class Shape : unsigned char {
        Line, ///< points joined, an interval as whiskers
        Band, ///< points joined, the interval as a surface
        Step, ///< y holds until the next x: an ECDF
        Points, ///< markers alone, an interval as whiskers
        Boxes, ///< whiskers from low to high, a box from q1 to q3
        Theory, ///< a thin line without markers, named as what a formula says
    };
    std::string name;
    Shape shape = Shape::Line;
    std::vector<PlotPoint> points{}; ///< by x
    std::string like{}; ///< name of the series whose colour it takes; empty = one of its own

    bool operator==(const PlotSeries &) const = default;
};

/// One side of a plot.
struct PlotAxis {
    std::string label; ///< with its unit: "completion time [s]"
    bool logarithmic = false; ///< decades; all values must be positive
    bool fromZero = false; ///< shows 0 even when no value is near it
    bool whole = false; ///< counts things: no part of one is marked
    std::vector<std::string> categories{}; ///< names of x = 0, 1, 2 ...; empty for numbers

    bool operator==(const PlotAxis &) const = default;
};

/// A picture of results, before it is drawn: what report, window and exports share.
struct Plot {
    std::string title{};
    std::string note{}; ///< below the title: how many trials, which interval
    PlotAxis x{};
    PlotAxis y{};
    std::vector<PlotSeries> series{};

    bool operator==(const Plot &) const = default;
};

} // namespace lab
