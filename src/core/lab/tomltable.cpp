#include "core/lab/tomltable.h"

#include "core/base/suggestion.h"
#include "core/base/units.h"

#include <algorithm>
#include <fmt/format.h>

namespace lab {

namespace {

const toml::table emptyTable;

/// A kind of quantity: what it is called, an example, what its unit ends in, who reads it.
template <typename T> struct Quantity {
    std::string_view name;
    std::string_view example;
    std::string_view per; ///< "/s" when the unit is one of so much a second
    base::Expected<T> (*parse)(std::string_view);
};

constexpr Quantity<std::uint64_t> sizes{"size", "10 MB", "", base::parseBytes};
constexpr Quantity<std::uint64_t> rates{"rate", "1 Mbit/s", "/s", base::parseRate};
constexpr Quantity<double> frequencies{"rate", "2/s", "", base::parseFrequency};
constexpr Quantity<base::Duration> durationUnits{"duration", "30 s", "", base::parseDuration};

bool hasUnit(std::string_view text, std::string_view per)
{
    const char last = text.empty() ? '0' : text.back();
    const bool isLetter = (last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z');
    return isLetter && text.ends_with(per);
}

/// The quantity a value says, or what is wrong with it.
template <typename T>
tl::expected<T, std::string> quantityOf(const toml::node &node, const Quantity<T> &quantity)
{
    const auto refuse = [&](std::string_view what) {
        return tl::unexpected(
            fmt::format("{}; a {} is written like \"{}\"", what, quantity.name, quantity.example));
    };
    if (node.is_number())
        return refuse("it has no unit");
    const auto *text = node.as_string();
    if (text == nullptr)
        return refuse("it is no text");
    const std::string_view value = text->get();
    if (value.starts_with('-'))
        return refuse(fmt::format("\"{}\" is negative", value));
    const auto parsed = quantity.parse(value);
    if (parsed && hasUnit(value, quantity.per))
        return *parsed;
    return refuse(fmt::format("\"{}\" {}", value, parsed ? "has no unit" : "cannot be read"));
}

template <typename T>
void readQuantity(TomlTable &table, const toml::node *node, std::string_view key,
                  const Quantity<T> &quantity, auto &to)
{
    if (node == nullptr)
        return;
    if (const auto value = quantityOf(*node, quantity))
        to = static_cast<std::remove_reference_t<decltype(to)>>(*value);
    else
        table.wrong(key, value.error());
}

} // namespace

TomlTable::TomlTable(const toml::table &table, std::string path, TomlFaults &faults)
    : m_table(&table)
    , m_path(std::move(path))
    , m_faults(&faults)
{
    for (const auto &[key, node] : table)
        m_faults->place(pathOf(key.str()), key.source().begin);
}

std::string TomlTable::pathOf(std::string_view key) const
{
    return m_path.empty() ? std::string(key) : fmt::format("{}.{}", m_path, key);
}

bool TomlTable::isText(std::string_view key) const
{
    const toml::node *node = m_table->get(key);
    return node != nullptr && node->is_string();
}

bool TomlTable::isTable(std::string_view key) const
{
    const toml::node *node = m_table->get(key);
    return node != nullptr && node->is_table();
}

std::vector<std::string_view> TomlTable::keys() const
{
    std::vector<std::string_view> keys;
    for (const auto &[key, node] : *m_table)
        keys.push_back(key.str());
    return keys;
}

const toml::node *TomlTable::find(std::string_view key)
{
    m_asked.push_back(key);
    return m_table->get(key);
}

void TomlTable::text(std::string_view key, std::string &to)
{
    const toml::node *node = find(key);
    if (node == nullptr)
        return;
    if (const auto *value = node->as_string())
        to = value->get();
    else
        wrong(key, "it must be a text in quotes");
}

void TomlTable::flag(std::string_view key, bool &to)
{
    const toml::node *node = find(key);
    if (node == nullptr)
        return;
    if (const auto *value = node->as_boolean())
        to = value->get();
    else
        wrong(key, "it must be true or false");
}

void TomlTable::number(std::string_view key, double &to)
{
    const toml::node *node = find(key);
    if (node == nullptr)
        return;
    if (node->is_number())
        to = node->value<double>().value_or(to);
    else
        wrong(key, "it must be a number");
}

std::uint64_t TomlTable::wholeUpTo(std::string_view key, std::uint64_t otherwise,
                                   std::uint64_t most)
{
    const toml::node *node = find(key);
    if (node == nullptr)
        return otherwise;
    const auto *value = node->as_integer();
    if (value == nullptr)
        wrong(key, "it must be a whole number");
    else if (value->get() < 0)
        wrong(key, fmt::format("{} is negative", value->get()));
    else if (static_cast<std::uint64_t>(value->get()) > most)
        wrong(key, fmt::format("{} is too large; the most is {}", value->get(), most));
    else
        return static_cast<std::uint64_t>(value->get());
    return otherwise;
}

void TomlTable::size(std::string_view key, std::uint64_t &to)
{
    readQuantity(*this, find(key), key, sizes, to);
}

void TomlTable::rate(std::string_view key, double &to)
{
    readQuantity(*this, find(key), key, rates, to);
}

void TomlTable::frequency(std::string_view key, double &to)
{
    readQuantity(*this, find(key), key, frequencies, to);
}

void TomlTable::duration(std::string_view key, base::Duration &to)
{
    readQuantity(*this, find(key), key, durationUnits, to);
}

void TomlTable::texts(std::string_view key, std::vector<std::string> &to)
{
    const toml::node *node = find(key);
    if (node == nullptr)
        return;
    const toml::array *array = node->as_array();
    if (array == nullptr || !array->is_homogeneous(toml::node_type::string)) {
        wrong(key, "it must be a list of texts");
        return;
    }
    for (const toml::node &each : *array)
        to.push_back(each.value_or(std::string()));
}

void TomlTable::durationsOf(const toml::array &from, std::string_view key,
                            std::vector<base::Duration> &to)
{
    to.clear();
    for (const toml::node &each : from)
        readQuantity(*this, &each, key, durationUnits, to.emplace_back());
}

void TomlTable::durations(std::string_view key, std::vector<base::Duration> &to)
{
    const toml::node *node = find(key);
    if (node == nullptr)
        return;
    if (const toml::array *array = node->as_array())
        durationsOf(*array, key, to);
    else
        wrong(key, R"(it must be a list of durations such as ["0 s", "30 s"])");
}

std::vector<Value> TomlTable::scalars(std::string_view key)
{
    std::vector<Value> values;
    const toml::node *node = find(key);
    const toml::array *array = node == nullptr ? nullptr : node->as_array();
    if (array == nullptr) {
        wrong(key, "it must be a list of values, or a range");
        return values;
    }
    for (const toml::node &each : *array) {
        if (const auto *text = each.as_string())
            values.emplace_back(text->get());
        else if (const auto *whole = each.as_integer())
            values.emplace_back(whole->get());
        else if (const auto *number = each.as_floating_point())
            values.emplace_back(number->get());
        else if (const auto *flag = each.as_boolean())
            values.emplace_back(flag->get());
        else
            wrong(key, "its values must be texts, numbers, true or false");
    }
    return values;
}

void TomlTable::matrix(std::string_view key, std::vector<std::vector<base::Duration>> &to)
{
    const toml::node *node = find(key);
    if (node == nullptr)
        return;
    to.assign(1, std::vector<base::Duration>(1));
    const toml::array *rows = node->as_array();
    if (rows == nullptr) {
        readQuantity(*this, node, key, durationUnits, to[0][0]);
        return;
    }
    to.clear();
    for (const toml::node &row : *rows) {
        if (const toml::array *columns = row.as_array())
            durationsOf(*columns, key, to.emplace_back());
        else
            wrong(key, "it must be a duration, or a list with a list of durations for each region");
    }
}

std::optional<std::size_t> TomlTable::choice(std::string_view key,
                                             const std::vector<std::string_view> &names)
{
    std::string name;
    text(key, name);
    const auto at = std::ranges::find(names, name);
    if (at != names.end())
        return static_cast<std::size_t>(at - names.begin());
    if (has(key) && m_table->get(key)->is_string())
        wrong(key, fmt::format("\"{}\" is unknown; {}", name, base::suggestion(name, names)));
    return std::nullopt;
}

TomlTable TomlTable::table(std::string_view key)
{
    const toml::node *node = find(key);
    const toml::table *found = node == nullptr ? nullptr : node->as_table();
    if (node != nullptr && found == nullptr)
        wrong(key, "it must be a table");
    return {found == nullptr ? emptyTable : *found, pathOf(key), *m_faults};
}

std::vector<TomlTable> TomlTable::tables(std::string_view key)
{
    std::vector<TomlTable> found;
    const toml::node *node = find(key);
    if (node == nullptr)
        return found;
    const toml::array *array = node->as_array();
    if (array == nullptr || !array->is_homogeneous(toml::node_type::table)) {
        wrong(key, fmt::format("it must be written as [[{}]]", key));
        return found;
    }
    for (const toml::node &each : *array) {
        std::string path = fmt::format("{}[{}]", pathOf(key), found.size());
        m_faults->place(path, each.source().begin);
        found.emplace_back(*each.as_table(), std::move(path), *m_faults);
    }
    return found;
}

void TomlTable::require(std::string_view key)
{
    if (!has(key))
        m_faults->missing(pathOf(key));
}

void TomlTable::refuseOthers()
{
    for (const auto &[key, node] : *m_table) {
        if (std::ranges::find(m_asked, key.str()) == m_asked.end())
            wrong(key.str(), "there is no such key; " + base::suggestion(key.str(), m_asked));
    }
}

} // namespace lab
