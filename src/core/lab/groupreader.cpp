#include "core/lab/groupreader.h"

#include "core/base/suggestion.h"
#include "core/lab/kinds.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace lab {

namespace {

template <typename Entries> std::vector<std::string_view> namesOf(const Entries &entries)
{
    std::vector<std::string_view> names;
    for (const auto &entry : entries)
        names.push_back(entry.name);
    return names;
}

/// Reads the kind, asks for the keys that belong to it and refuses those of the other kinds.
template <typename Entries> auto readKind(TomlTable &table, const Entries &entries)
{
    table.require("kind");
    const auto index = table.choice("kind", namesOf(entries));
    if (!index)
        return entries[0].kind;
    const auto &chosen = entries[*index];
    for (const auto &entry : entries) {
        for (const std::string_view key : entry.keys) {
            const bool belongs = std::ranges::find(chosen.keys, key) != chosen.keys.end();
            if (belongs && !key.empty())
                table.require(key);
            else if (!belongs && table.has(key))
                table.wrong(key, fmt::format("it has no meaning for {}", chosen.name));
        }
    }
    return chosen.kind;
}

sim::Arrival readArrival(TomlTable table)
{
    sim::Arrival arrival;
    arrival.kind = readKind(table, arrivalKinds);
    table.duration("start", arrival.start);
    table.duration("span", arrival.span);
    table.frequency("rate", arrival.rate);
    table.durations("trace", arrival.trace);
    table.refuseOthers();
    return arrival;
}

sim::Stay readStay(TomlTable table)
{
    sim::Stay stay;
    stay.kind = readKind(table, stayKinds);
    table.duration("span", stay.span);
    table.number("ratio", stay.ratio);
    table.refuseOthers();
    return stay;
}

/// "name:value,value" as the table a scenario would have.
template <typename Entries>
base::Expected<toml::table> tableOf(std::string_view text, const Entries &entries)
{
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string_view name = text.substr(0, colon);
    toml::array values;
    for (std::size_t at = colon; at < text.size();) {
        const std::size_t end = std::min(text.find(',', at + 1), text.size());
        values.push_back(text.substr(at + 1, end - at - 1));
        at = end;
    }
    toml::table table;
    table.insert("kind", name);
    const auto entry = std::ranges::find(entries, name, &std::decay_t<decltype(entries[0])>::name);
    if (entry == entries.end())
        return table; // the reader says what is wrong with it
    const auto expected = static_cast<std::size_t>(
        std::ranges::count_if(entry->keys, [](std::string_view key) { return !key.empty(); }));
    if (entry->keys[0] == "trace") {
        table.insert("trace", std::move(values));
        return table;
    }
    if (values.size() != expected)
        return base::fail(base::ErrorCode::Usage, "",
                          fmt::format("{} takes {} values after the colon, not {}", name, expected,
                                      values.size()));
    for (std::size_t i = 0; i < expected; ++i) {
        const std::string value = values[i].value_or(std::string());
        double number = 0;
        const auto [end, error]
            = std::from_chars(value.data(), value.data() + value.size(), number);
        const bool isNumber = error == std::errc{} && end == value.data() + value.size();
        if (entry->keys[i] == "ratio" && isNumber)
            table.insert(entry->keys[i], number);
        else
            table.insert(entry->keys[i], value);
    }
    return table;
}

template <typename Result, typename Entries>
base::Expected<Result> parseShort(std::string_view text, const Entries &entries,
                                  Result (*read)(TomlTable))
{
    const auto table = tableOf(text, entries);
    if (!table)
        return tl::unexpected(table.error());
    TomlFaults faults{std::string()};
    Result result = read(TomlTable(*table, "", faults));
    if (faults.first())
        return tl::unexpected(*faults.first());
    return result;
}

} // namespace

sim::PeerGroup readGroup(TomlTable &table, const std::vector<std::string> &regions)
{
    sim::PeerGroup group;
    table.flag("seed", group.seed);
    group.name = group.seed ? "seeds" : "leechers";
    table.text("name", group.name);
    table.rate("up", group.line.up);
    table.require("up");
    table.rate("down", group.line.down);
    if (table.has("down") && group.line.down == 0)
        table.wrong("down", "it must be positive; without the key there is no limit");
    if (const auto region = table.choice("region", {regions.begin(), regions.end()}))
        group.line.region = static_cast<std::uint16_t>(*region);
    TomlTable arrival = table.table("arrival");
    if (table.has("arrival"))
        group.arrival = readArrival(std::move(arrival));
    TomlTable stay = table.table("stay");
    if (table.has("stay"))
        group.stay = readStay(std::move(stay));
    group.count = static_cast<std::uint32_t>(group.arrival.trace.size());
    table.whole("count", group.count);
    if (group.arrival.kind != sim::Arrival::Kind::Trace)
        table.require("count");
    table.text("picker", group.picker);
    table.text("choker", group.choker);
    table.whole("max-n", group.maxN);
    table.whole("neighbours", group.neighbours);
    table.refuseOthers();
    return group;
}

base::Expected<sim::Arrival> parseArrival(std::string_view text)
{
    return parseShort(text, arrivalKinds, readArrival);
}

base::Expected<sim::Stay> parseStay(std::string_view text)
{
    return parseShort(text, stayKinds, readStay);
}

} // namespace lab
