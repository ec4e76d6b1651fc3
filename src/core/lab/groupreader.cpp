#include "core/lab/groupreader.h"

#include "core/base/choice.h"
#include "core/base/suggestion.h"
#include "core/lab/kinds.h"
#include "core/swarm/policycatalog.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace lab {

namespace {

/// Reads the kind, asks for the keys that belong to it and refuses those of the other kinds.
template <typename Entries> auto readKind(TomlTable &table, const Entries &entries)
{
    table.require("kind");
    const auto index = table.choice("kind", base::namesOf(entries));
    if (!index)
        return entries[0].kind;
    const auto &chosen = entries[*index];
    for (const std::string_view key : chosen.ownKeys())
        table.require(key);
    for (const auto &entry : entries) {
        for (const std::string_view key : entry.ownKeys()) {
            const bool belongs = std::ranges::find(chosen.keys, key) != chosen.keys.end();
            if (!belongs && table.has(key))
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

/// What stands between the commas.
std::vector<std::string_view> valuesOf(std::string_view text)
{
    std::vector<std::string_view> values;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        values.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return values;
}

/// A value as it would stand in a scenario: parts are numbers there, all others texts.
void insertValue(toml::table &table, std::string_view key, std::string_view value)
{
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool isNumber = error == std::errc{} && end == value.data() + value.size();
    if ((key == "ratio" || key == "interest") && isNumber)
        table.insert(key, number);
    else
        table.insert(key, value);
}

/// "name:value,value" as the table a scenario would have; its reader finds what is wrong with it.
template <typename Entries>
base::Expected<toml::table> tableOf(std::string_view text, const Entries &entries)
{
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string_view name = text.substr(0, colon);
    const auto values = valuesOf(text.substr(std::min(colon + 1, text.size())));
    toml::table table;
    table.insert("kind", name);
    for (const auto &entry : entries) {
        if (entry.name != name)
            continue;
        const auto keys = entry.ownKeys();
        if (keys.size() == 1 && keys[0] == "trace") {
            toml::array times;
            for (const std::string_view value : values)
                times.push_back(value);
            table.insert("trace", std::move(times));
            break;
        }
        if (values.size() > keys.size())
            return base::fail(base::ErrorCode::Usage, "",
                              fmt::format("\"{}\" has more values than {} takes", text, name));
        for (std::size_t i = 0; i < values.size(); ++i)
            insertValue(table, keys[i], values[i]);
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
    table.text("seed-choker", group.seedChoker);
    if (const auto seeding = table.choice("seeding", base::namesOf(swarm::seedings())))
        group.seeding = swarm::seedings()[*seeding].value;
    table.flag("end-game", group.endGame);
    table.whole("max-n", group.maxN);
    table.whole("sessions", group.sessions);
    if (group.sessions == 0)
        table.wrong("sessions", "it must be at least 1");
    table.whole("neighbours", group.neighbours);
    table.refuseOthers();
    return group;
}

sim::Stay readStay(TomlTable table)
{
    sim::Stay stay;
    stay.kind = readKind(table, stayKinds);
    table.duration("span", stay.span);
    table.number("ratio", stay.ratio);
    table.number("interest", stay.interest);
    table.refuseOthers();
    return stay;
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
