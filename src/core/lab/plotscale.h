#pragma once

#include "core/lab/plot.h"

#include <string>
#include <vector>

namespace lab {

/// From a plot's values to places along one side, with round numbers to write there.
class PlotScale
{
public:
    struct Tick {
        double value = 0;
        std::string text;
    };

    /// A scale from `from` to `to` (lengths of the picture) that shows all of `values`; without
    /// values it shows 0 to 1. Ends lie on ticks unless the axis has categories.
    PlotScale(const PlotAxis &axis, const std::vector<double> &values, double from, double to);

    /// Where a value lies.
    [[nodiscard]] double at(double value) const;
    [[nodiscard]] const std::vector<Tick> &ticks() const { return m_ticks; }
    [[nodiscard]] double low() const { return m_low; }
    [[nodiscard]] double high() const { return m_high; }

private:
    void spanNumbers(double least, double most, bool whole);
    void spanDecades(double least, double most);
    void spanCategories(const std::vector<std::string> &names);
    void addTick(double value);

    bool m_logarithmic;
    double m_from;
    double m_to;
    double m_low = 0;
    double m_high = 1;
    std::vector<Tick> m_ticks;
};

} // namespace lab
