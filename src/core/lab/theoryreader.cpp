#include "core/lab/theoryreader.h"

#include "core/base/choice.h"
#include "core/base/units.h"
#include "core/lab/expression.h"
#include "core/lab/metric.h"
#include "core/lab/tomlpath.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <string_view>

namespace lab {

namespace {

constexpr std::size_t maxTheories = 16;

/// "4", "30 s", "2/min", "4 MB" and "100 kB/s" in seconds and bytes.
Number quantity(std::string_view text)
{
    double number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault == std::errc() && end == text.data() + text.size())
        return number;
    if (const auto span = base::parseDuration(text))
        return std::chrono::duration<double>(*span).count();
    if (const auto often = base::parseFrequency(text))
        return *often;
    if (const auto bytes = base::parseBytes(text))
        return static_cast<double>(*bytes);
    if (const auto rate = base::parseRate(text))
        return static_cast<double>(*rate);
    return tl::unexpected(fmt::format("\"{}\" cannot be read", text));
}

Number numberOf(const Value &value)
{
    if (const auto *text = std::get_if<std::string>(&value))
        return quantity(*text);
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto *number = std::get_if<double>(&value))
        return *number;
    return tl::unexpected(fmt::format("\"{}\" is no number", textOf(value)));
}

Number operand(std::string_view text, const toml::table &root)
{
    if (!text.empty() && text.front() >= '0' && text.front() <= '9')
        return quantity(text);
    const auto value = valueAt(root, text);
    if (!value)
        return tl::unexpected(fmt::format("{}: {}", value.error().where, value.error().detail));
    return numberOf(*value);
}

double argument(TomlTable &with, std::string_view key, const toml::table &root)
{
    double number = 0;
    if (with.isText(key)) {
        std::string text;
        with.text(key, text);
        const Number value
            = evaluate(text, [&](std::string_view part) { return operand(part, root); });
        if (!value)
            with.wrong(key, value.error());
        number = value.value_or(0);
    } else {
        with.number(key, number);
    }
    if (!std::isfinite(number) || number < 0)
        with.wrong(key, "it must be a number from 0");
    return number;
}

TheoryUse readTheory(TomlTable &table, const toml::table &root)
{
    TheoryUse use;
    const auto theory = table.choice("name", base::namesOf(theories()));
    const auto metric = table.choice("metric", base::namesOf(metrics()));
    TomlTable with = table.table("with");
    for (const char *key : {"name", "metric", "with"})
        table.require(key);
    table.refuseOthers();
    if (metric)
        use.metric = metrics()[*metric].name;
    if (!theory)
        return use; // what its parameters are called is not known
    use.theory = &theories()[*theory];
    for (const TheoryParameter &parameter : use.theory->parameters) {
        with.require(parameter.symbol);
        use.arguments.push_back(argument(with, parameter.symbol, root));
    }
    with.refuseOthers();
    return use;
}

} // namespace

std::vector<TheoryUse> readTheories(TomlTable &file, const toml::table &root)
{
    std::vector<TheoryUse> uses;
    for (TomlTable &table : file.tables("theory"))
        uses.push_back(readTheory(table, root));
    if (uses.size() > maxTheories)
        file.wrong("theory", fmt::format("at most {} are possible", maxTheories));
    return uses;
}

} // namespace lab
