#include "core/lab/plotplaces.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace lab {

namespace {

/// A swept value as a number: 4 of 4 and of "4 MB", whose unit stands beside it.
struct Quantity {
    double number = 0;
    std::string unit;
};

/// Nothing for a word.
std::optional<Quantity> quantityOf(const Value &value)
{
    const std::string text = textOf(value);
    Quantity quantity;
    const auto [end, fault]
        = std::from_chars(text.data(), text.data() + text.size(), quantity.number);
    if (fault != std::errc())
        return std::nullopt;
    quantity.unit = std::string_view(end, text.data() + text.size());
    quantity.unit.erase(0, quantity.unit.find_first_not_of(' '));
    return quantity;
}

} // namespace

const Axis *axisAlong(const Sweep &sweep, std::string_view path)
{
    const auto at = std::ranges::find(sweep.axes, path, &Axis::path);
    if (at != sweep.axes.end())
        return &*at;
    for (const Axis &axis : sweep.axes) {
        if (PlotPlaces(&axis).axis().categories.empty())
            return &axis;
    }
    return sweep.axes.empty() ? nullptr : &sweep.axes.front();
}

std::string seriesName(const Setting &setting, const Axis *along, std::string_view otherwise)
{
    std::string name;
    for (const Assignment &each : setting) {
        if (along != nullptr && each.path == along->path)
            continue;
        name += fmt::format("{}{} {}", name.empty() ? "" : ", ", each.path, textOf(each.value));
    }
    return name.empty() ? std::string(otherwise) : name;
}

PlotPlaces::PlotPlaces(const Axis *along)
    : m_along(along)
{
    if (along == nullptr) {
        m_axis.categories = {""};
        return;
    }
    m_axis.label = along->path;
    const auto first = quantityOf(along->values.front());
    const bool numeric = std::ranges::all_of(along->values, [&](const Value &value) {
        const auto quantity = quantityOf(value);
        return first && quantity && quantity->unit == first->unit;
    });
    if (numeric && !first->unit.empty())
        m_axis.label += fmt::format(" [{}]", first->unit);
    for (const Value &value : along->values) {
        if (!numeric)
            m_axis.categories.push_back(textOf(value));
    }
}

double PlotPlaces::of(const Setting &setting) const
{
    if (m_along == nullptr)
        return 0;
    const Value &value = std::ranges::find(setting, m_along->path, &Assignment::path)->value;
    if (m_axis.categories.empty())
        return quantityOf(value)->number;
    return static_cast<double>(std::ranges::find(m_axis.categories, textOf(value))
                               - m_axis.categories.begin());
}

} // namespace lab
