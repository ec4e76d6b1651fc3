#pragma once

#include "core/lab/plot.h"
#include "core/lab/sweep.h"

#include <string>
#include <string_view>

namespace lab {

/// The swept key of that path. When it is not swept the first one whose values are numbers, else
/// the first one; null without a sweep.
const Axis *axisAlong(const Sweep &sweep, std::string_view path);

/// What a setting's series is called: its values without that of the key along x, or `otherwise`
/// when there are none.
std::string seriesName(const Setting &setting, const Axis *along, std::string_view otherwise);

/// Where settings stand along x: at their numbers when all have one unit, or side by side.
class PlotPlaces
{
public:
    /// `along` may be null, and must outlive it.
    explicit PlotPlaces(const Axis *along);

    [[nodiscard]] double of(const Setting &setting) const;
    [[nodiscard]] const PlotAxis &axis() const { return m_axis; }

private:
    const Axis *m_along;
    PlotAxis m_axis;
};

} // namespace lab
