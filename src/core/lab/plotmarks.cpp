#include "core/lab/plotmarks.h"

#include <array>
#include <cmath>
#include <fmt/format.h>

namespace lab {

namespace {

using Shape = PlotSeries::Shape;

constexpr double radius = 4; ///< of a marker
constexpr double whisker = 5; ///< half the width of an interval's ends
constexpr double boxWidth = 0.5; ///< of the room of a category, shared by nobody else
constexpr double boxPixels = 22; ///< on an axis of numbers

// Okabe and Ito 2008; on dark paper the dark ones are lightened.
constexpr std::array<std::string_view, 8> onLight{"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                                  "#e69f00", "#56b4e9", "#000000", "#7a6a00"};
constexpr std::array<std::string_view, 8> onDark{"#56b4e9", "#ff8a4c", "#2fd0a0", "#e6a3c7",
                                                 "#f0b24a", "#9ad4f5", "#e8edf2", "#f0e442"};
constexpr std::array<std::string_view, 8> dashes{"",     "8 4", "2 4", "10 4 2 4",
                                                 "14 5", "5 3", "1 3", "12 3 2 3 2 3"};

struct Place {
    double x = 0;
    double y = 0;
};

/// Whether it can be drawn: not-a-number and, on decades, nothing at or below zero.
bool fits(const PlotScale &scale, double value)
{
    return std::isfinite(scale.at(value));
}

std::string stroke(const PlotStyle &style, double width)
{
    std::string text = fmt::format("stroke=\"{}\" stroke-width=\"{:g}\"", style.colour, width);
    if (!style.dash.empty())
        text += fmt::format(" stroke-dasharray=\"{}\"", style.dash);
    return text;
}

std::string polyline(const std::vector<Place> &places, const PlotStyle &style, double width)
{
    if (places.size() < 2)
        return {};
    std::string path;
    for (const Place &place : places)
        path += fmt::format("{:.1f},{:.1f} ", place.x, place.y);
    path.pop_back();
    return fmt::format("<polyline points=\"{}\" fill=\"none\" {}/>\n", path, stroke(style, width));
}

std::string segment(const PlotStyle &style, Place a, Place b)
{
    return fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" "
        "stroke-width=\"1.5\"/>\n",
        a.x, a.y, b.x, b.y, style.colour);
}

std::string corners(Place at, const std::vector<Place> &offsets, std::string_view colour)
{
    std::string path;
    for (const Place &offset : offsets)
        path += fmt::format("{:.1f},{:.1f} ", at.x + radius * offset.x, at.y + radius * offset.y);
    path.pop_back();
    return fmt::format("<polygon points=\"{}\" fill=\"{}\"/>\n", path, colour);
}

std::string marker(const PlotStyle &style, Place at)
{
    switch (style.marker % 5) {
    case 0:
        return fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:g}\" fill=\"{}\"/>\n", at.x,
                           at.y, radius, style.colour);
    case 1:
        return corners(at, {{-0.9, -0.9}, {0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}}, style.colour);
    case 2:
        return corners(at, {{0, -1.2}, {1.1, 0.8}, {-1.1, 0.8}}, style.colour);
    case 3:
        return corners(at, {{0, -1.3}, {1.1, 0}, {0, 1.3}, {-1.1, 0}}, style.colour);
    default:
        return segment(style, {at.x - radius, at.y - radius}, {at.x + radius, at.y + radius})
            + segment(style, {at.x - radius, at.y + radius}, {at.x + radius, at.y - radius});
    }
}

std::string interval(const PlotStyle &style, double x, double low, double high)
{
    return segment(style, {x, low}, {x, high})
        + segment(style, {x - whisker, low}, {x + whisker, low})
        + segment(style, {x - whisker, high}, {x + whisker, high});
}

std::string band(const std::vector<PlotPoint> &points, const PlotStyle &style, const PlotScale &x,
                 const PlotScale &y)
{
    std::string there;
    std::string back;
    for (const PlotPoint &point : points) {
        if (!point.low || !point.high || !fits(y, *point.low) || !fits(y, *point.high))
            continue;
        there += fmt::format("{:.1f},{:.1f} ", x.at(point.x), y.at(*point.high));
        back = fmt::format("{:.1f},{:.1f} ", x.at(point.x), y.at(*point.low)) + back;
    }
    if (there.empty())
        return {};
    return fmt::format("<polygon points=\"{}{}\" fill=\"{}\" fill-opacity=\"0.2\"/>\n", there, back,
                       style.colour);
}

std::string box(const PlotPoint &point, const PlotStyle &style, const PlotScale &x,
                const PlotScale &y)
{
    const double middle = x.at(point.x);
    const double room = x.ticks().size() > 1 ? std::abs(x.at(1) - x.at(0)) * boxWidth : boxPixels;
    const double half = std::min(room, boxPixels * 2) / 2;
    const double top = y.at(*point.q3);
    const double bottom = y.at(*point.q1);
    std::string svg;
    if (point.low && point.high)
        svg = segment(style, {middle, y.at(*point.low)}, {middle, bottom})
            + segment(style, {middle, top}, {middle, y.at(*point.high)})
            + segment(style, {middle - whisker, y.at(*point.low)},
                      {middle + whisker, y.at(*point.low)})
            + segment(style, {middle - whisker, y.at(*point.high)},
                      {middle + whisker, y.at(*point.high)});
    svg += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\" "
        "fill-opacity=\"0.25\" {}/>\n",
        middle - half, top, 2 * half, bottom - top, style.colour, stroke(style, 1.5));
    return svg + segment(style, {middle - half, y.at(point.y)}, {middle + half, y.at(point.y)});
}

std::vector<Place> placesOf(const PlotSeries &series, const PlotScale &x, const PlotScale &y)
{
    std::vector<Place> places;
    for (const PlotPoint &point : series.points) {
        if (!fits(x, point.x) || !fits(y, point.y))
            continue;
        const Place place{x.at(point.x), y.at(point.y)};
        if (series.shape == Shape::Step && !places.empty())
            places.push_back({place.x, places.back().y});
        places.push_back(place);
    }
    return places;
}

bool hasMarkers(Shape shape)
{
    return shape == Shape::Line || shape == Shape::Points;
}

} // namespace

PlotColours coloursOf(PlotPaper::Ink ink)
{
    if (ink == PlotPaper::Ink::Dark)
        return {.paper = "#1a2027", .text = "#e8edf2", .grid = "#34414e"};
    return {.paper = "#ffffff", .text = "#17212b", .grid = "#dce2e8"};
}

PlotStyle styleOf(std::size_t number, Shape shape, PlotPaper::Ink ink)
{
    const auto &colours = ink == PlotPaper::Ink::Dark ? onDark : onLight;
    return {.colour = colours[number % colours.size()],
            .dash = dashes[number % dashes.size()],
            .marker = number,
            .shape = shape};
}

std::string marksOf(const PlotSeries &series, const PlotStyle &style, const PlotScale &x,
                    const PlotScale &y)
{
    std::string svg;
    if (series.shape == Shape::Boxes) {
        for (const PlotPoint &point : series.points) {
            if (point.q1 && point.q3)
                svg += box(point, style, x, y);
        }
        return svg;
    }
    if (series.shape == Shape::Band)
        svg += band(series.points, style, x, y);
    if (series.shape != Shape::Points)
        svg += polyline(placesOf(series, x, y), style, series.shape == Shape::Theory ? 1.2 : 2);
    if (!hasMarkers(series.shape))
        return svg;
    for (const PlotPoint &point : series.points) {
        if (!fits(x, point.x) || !fits(y, point.y))
            continue;
        if (point.low && point.high && fits(y, *point.low) && fits(y, *point.high))
            svg += interval(style, x.at(point.x), y.at(*point.low), y.at(*point.high));
        svg += marker(style, {x.at(point.x), y.at(point.y)});
    }
    return svg;
}

std::string sampleOf(const PlotStyle &style, double from, double to, double y)
{
    std::string svg;
    if (style.shape != Shape::Points)
        svg += polyline({{from, y}, {to, y}}, style, style.shape == Shape::Theory ? 1.2 : 2);
    if (hasMarkers(style.shape))
        svg += marker(style, {(from + to) / 2, y});
    return svg;
}

std::string escaped(std::string_view text)
{
    std::string safe;
    for (const char c : text) {
        switch (c) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20)
                safe += c;
        }
    }
    return safe;
}

} // namespace lab
