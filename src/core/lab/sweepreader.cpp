#include "core/lab/sweepreader.h"

#include "core/lab/range.h"

#include <algorithm>
#include <fmt/format.h>

namespace lab {

namespace {

std::vector<Value> valuesOf(TomlTable &table, std::string_view key)
{
    if (!table.isText(key))
        return table.scalars(key);
    std::string text;
    table.text(key, text);
    auto values = parseRange(text);
    if (values)
        return std::move(*values);
    table.wrong(key, values.error().detail);
    return {};
}

/// Every list and range of the table, and of the tables that dotted keys make below it.
void readAxes(TomlTable table, const std::string &prefix, std::vector<Axis> &axes)
{
    for (const std::string_view key : table.keys()) {
        const std::string path = prefix + std::string(key);
        if (table.isTable(key)) {
            readAxes(table.table(key), path + '.', axes);
            continue;
        }
        auto values = valuesOf(table, key);
        if (values.empty() || values.size() > Sweep::maxValues)
            table.wrong(key, fmt::format("it must have 1 to {} values", Sweep::maxValues));
        axes.push_back({path, std::move(values)});
    }
}

} // namespace

Sweep readSweep(TomlTable table)
{
    Sweep sweep;
    table.whole("repetitions", sweep.repetitions);
    if (sweep.repetitions == 0)
        table.wrong("repetitions", "it must be at least 1");
    if (const auto combine = table.choice("combine", {"grid", "pairs"}))
        sweep.combine = *combine == 0 ? Sweep::Combine::Grid : Sweep::Combine::Pairs;
    readAxes(table.table("over"), "", sweep.axes);
    const bool equal = std::ranges::all_of(sweep.axes, [&](const Axis &axis) {
        return axis.values.size() == sweep.axes[0].values.size();
    });
    if (sweep.combine == Sweep::Combine::Pairs && !equal)
        table.wrong("over", "pairs need lists of one length");
    if (sweep.settingCount() > Sweep::maxTrials / std::max(sweep.repetitions, 1U))
        table.wrong("over", fmt::format("that is more than {} trials", Sweep::maxTrials));
    table.refuseOthers();
    return sweep;
}

} // namespace lab
