#pragma once

#include "core/lab/plotscale.h"
#include "core/lab/plotsvg.h"

#include <string>
#include <string_view>

namespace lab {

/// What a drawing is made in, apart from its series.
struct PlotColours {
    std::string_view paper;
    std::string_view text;
    std::string_view grid;
};

PlotColours coloursOf(PlotPaper::Ink ink);

/// How a series is told from the others: each of the three is enough alone.
struct PlotStyle {
    std::string_view colour;
    std::string_view dash; ///< stroke-dasharray; empty = solid
    std::size_t marker = 0; ///< circle, square, triangle, diamond, cross ...; from 0
    PlotSeries::Shape shape = PlotSeries::Shape::Line;
};

/// The style of the series of that number, from 0; they repeat after eight.
PlotStyle styleOf(std::size_t number, PlotSeries::Shape shape, PlotPaper::Ink ink);

/// The series as SVG elements.
std::string marksOf(const PlotSeries &series, const PlotStyle &style, const PlotScale &x,
                    const PlotScale &y);

/// What a legend shows of a style: a piece of line with a marker on it.
std::string sampleOf(const PlotStyle &style, double from, double to, double y);

/// Text that may stand in XML; what XML cannot hold is left out.
std::string escaped(std::string_view text);

} // namespace lab
