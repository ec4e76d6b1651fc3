#include "core/lab/plotsvg.h"

#include "core/lab/plotmarks.h"
#include "core/lab/plotscale.h"

#include <algorithm>
#include <fmt/format.h>

namespace lab {

namespace {

constexpr double font = 13; ///< pixels
constexpr double titleFont = 16;
constexpr double letter = 0.58; ///< mean width of a letter, of its font size
constexpr double gap = 8;
constexpr double line = 19; ///< of text

double widthOf(std::string_view text, double size)
{
    const auto letters = std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; });
    return static_cast<double>(letters) * letter * size;
}

std::vector<double> valuesAlong(const Plot &plot, bool alongX)
{
    std::vector<double> values;
    const bool logarithmic = (alongX ? plot.x : plot.y).logarithmic;
    const auto add = [&](std::optional<double> value) {
        if (value && (!logarithmic || *value > 0))
            values.push_back(*value);
    };
    for (const PlotSeries &series : plot.series) {
        for (const PlotPoint &point : series.points) {
            add(alongX ? point.x : point.y);
            if (!alongX) {
                add(point.low);
                add(point.high);
            }
        }
    }
    return values;
}

/// A drawing in the making: the frame around the series.
class Sheet
{
public:
    Sheet(const Plot &plot, const PlotPaper &paper)
        : m_plot(plot)
        , m_paper(paper)
        , m_colours(coloursOf(paper.ink))
    {
        for (const PlotSeries &series : plot.series)
            m_styles.push_back(styleFor(series));
        placeLegend();
        const double top = gap + line + (plot.note.empty() ? 0 : line) + m_legendHeight + gap;
        m_bottom = paper.height - 3 * line;
        // The widest number decides where the plot begins: a first scale is made for its texts.
        double numbers = 0;
        const PlotScale sizing(plot.y, valuesAlong(plot, false), m_bottom, top);
        for (const PlotScale::Tick &tick : sizing.ticks())
            numbers = std::max(numbers, widthOf(tick.text, font));
        m_left = gap + line + numbers + gap;
        m_top = top;
        m_right = paper.width - 3 * gap;
    }

    std::string draw()
    {
        const PlotScale x(m_plot.x, valuesAlong(m_plot, true), m_left, m_right);
        const PlotScale y(m_plot.y, valuesAlong(m_plot, false), m_bottom, m_top);
        m_svg = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.2\" baseProfile=\"tiny\" "
            "width=\"{0:g}\" height=\"{1:g}\" viewBox=\"0 0 {0:g} {1:g}\" role=\"img\" "
            "font-family=\"DejaVu Sans, Helvetica, Arial, sans-serif\" font-size=\"{2:g}\">\n"
            "<title>{3}</title>\n<rect width=\"{0:g}\" height=\"{1:g}\" fill=\"{4}\"/>\n",
            m_paper.width, m_paper.height, font, escaped(m_plot.title), m_colours.paper);
        drawTitles();
        drawLegend();
        drawAxes(x, y);
        for (std::size_t i = 0; i < m_plot.series.size(); ++i)
            m_svg += marksOf(m_plot.series[i], m_styles[i], x, y);
        return m_svg + "</svg>\n";
    }

private:
    void text(double x, double y, std::string_view words, std::string_view more = {})
    {
        m_svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" fill=\"{}\" {}>{}</text>\n", x, y,
                             m_colours.text, more, escaped(words));
    }

    void drawTitles()
    {
        text(m_left, gap + titleFont, m_plot.title,
             fmt::format("font-size=\"{:g}\" font-weight=\"bold\"", titleFont));
        if (!m_plot.note.empty())
            text(m_left, gap + titleFont + line, m_plot.note);
    }

    /// The next style; without a name the one before once more.
    PlotStyle styleFor(const PlotSeries &series)
    {
        if (!series.name.empty() || m_styles.empty())
            m_named.push_back(series.name);
        PlotStyle style = styleOf(m_named.size() - 1, series.shape, m_paper.ink);
        const auto like = std::ranges::find(m_named, series.like);
        if (!series.like.empty() && like != m_named.end())
            style.colour = styleOf(static_cast<std::size_t>(like - m_named.begin()), series.shape,
                                   m_paper.ink)
                               .colour;
        return style;
    }

    /// Names in rows of as many as fit.
    void placeLegend()
    {
        double x = 0;
        double row = 0;
        const double room = m_paper.width - 12 * gap;
        for (const PlotSeries &series : m_plot.series) {
            if (series.name.empty()) {
                m_legend.emplace_back();
                continue;
            }
            const double width = 5 * gap + widthOf(series.name, font) + 2 * gap;
            if (x > 0 && x + width > room) {
                x = 0;
                ++row;
            }
            m_legend.emplace_back(x, row * line);
            x += width;
        }
        m_legendHeight = m_plot.series.empty() ? 0 : (row + 1) * line;
    }

    void drawLegend()
    {
        const double top = m_top - m_legendHeight - gap / 2;
        for (std::size_t i = 0; i < m_legend.size(); ++i) {
            const PlotSeries &series = m_plot.series[i];
            if (series.name.empty())
                continue;
            const double x = m_left + m_legend[i].first;
            const double y = top + m_legend[i].second + line / 2;
            m_svg += sampleOf(m_styles[i], x, x + 4 * gap, y);
            text(x + 5 * gap, y + font / 3, series.name);
        }
    }

    void drawAxes(const PlotScale &x, const PlotScale &y)
    {
        for (const PlotScale::Tick &tick : y.ticks()) {
            const double at = y.at(tick.value);
            rule(m_left, at, m_right, at);
            text(m_left - gap, at + font / 3, tick.text, "text-anchor=\"end\"");
        }
        double free = 0;
        for (const PlotScale::Tick &tick : x.ticks()) {
            const double at = x.at(tick.value);
            if (m_plot.x.categories.empty())
                rule(at, m_top, at, m_bottom);
            const double half = widthOf(tick.text, font) / 2;
            if (at - half < free)
                continue; // it would touch the one before
            text(at, m_bottom + line, tick.text, "text-anchor=\"middle\"");
            free = at + half + gap;
        }
        text((m_left + m_right) / 2, m_bottom + 2.3 * line, m_plot.x.label,
             "text-anchor=\"middle\"");
        const double middle = (m_top + m_bottom) / 2;
        text(gap + font, middle, m_plot.y.label,
             fmt::format("text-anchor=\"middle\" transform=\"rotate(-90 {:.1f} {:.1f})\"",
                         gap + font, middle));
    }

    void rule(double x1, double y1, double x2, double y2)
    {
        m_svg += fmt::format(
            "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\"/>\n", x1,
            y1, x2, y2, m_colours.grid);
    }

    const Plot &m_plot;
    const PlotPaper &m_paper;
    PlotColours m_colours;
    std::vector<std::string> m_named; ///< names of the styles, in their order
    std::vector<PlotStyle> m_styles; ///< of the series
    std::vector<std::pair<double, double>> m_legend; ///< places from its upper left corner
    double m_legendHeight = 0;
    double m_left = 0, m_top = 0, m_right = 0, m_bottom = 0;
    std::string m_svg;
};

} // namespace

std::string svgOf(const Plot &plot, const PlotPaper &paper)
{
    return Sheet(plot, paper).draw();
}

} // namespace lab
