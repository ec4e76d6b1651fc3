#include "core/lab/tomlpath.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <functional>
#include <string>
#include <vector>

namespace lab {

namespace {

/// A key and, where it names a table of a list, what stands in the brackets.
struct Step {
    std::string key;
    std::string which;
};

base::Error fault(std::string_view path, std::string detail)
{
    return {base::ErrorCode::Usage, std::string(path), std::move(detail)};
}

bool isBare(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || c == '-';
}

/// Takes the text up to `end` off the front of `rest`; nothing when it has no end.
std::optional<std::string> takeUntil(std::string_view &rest, char end)
{
    const std::size_t at = rest.find(end);
    if (at == std::string_view::npos)
        return std::nullopt;
    std::string taken(rest.substr(0, at));
    rest.remove_prefix(at + 1);
    return taken;
}

std::optional<Step> takeStep(std::string_view &rest)
{
    Step step;
    if (rest.starts_with('"')) {
        rest.remove_prefix(1);
        auto key = takeUntil(rest, '"');
        if (!key)
            return std::nullopt;
        step.key = std::move(*key);
    } else {
        const auto end = std::ranges::find_if_not(rest, isBare);
        step.key.assign(rest.begin(), end);
        rest.remove_prefix(step.key.size());
    }
    if (rest.starts_with('[')) {
        rest.remove_prefix(1);
        auto which = takeUntil(rest, ']');
        if (!which || which->empty())
            return std::nullopt;
        step.which = std::move(*which);
    }
    if (step.key.empty())
        return std::nullopt;
    return step;
}

base::Expected<std::vector<Step>> stepsOf(std::string_view path)
{
    std::vector<Step> steps;
    std::string_view rest = path;
    do {
        const auto step = takeStep(rest);
        const bool goesOn = rest.starts_with('.');
        if (!step || (!rest.empty() && !goesOn))
            return tl::unexpected(fault(
                path, "it is no key; one is written like content.size or group[leechers].up"));
        steps.push_back(*step);
        rest.remove_prefix(goesOn ? 1 : 0);
        if (goesOn && rest.empty())
            return tl::unexpected(fault(path, "it ends in the middle of a key"));
    } while (!rest.empty());
    return steps;
}

/// A group without a name is called by what it does, see groupreader.cpp.
std::string nameOf(const toml::table &table)
{
    const bool seed = table["seed"].value_or(false);
    return table["name"].value_or(std::string(seed ? "seeds" : "leechers"));
}

/// The tables of a list that are meant by what stands in the brackets.
template <typename List> auto chosen(List &list, std::string_view which)
{
    std::vector<decltype(list[0].as_table())> found;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(which.data(), which.data() + which.size(), number);
    const bool isNumber = error == std::errc{} && end == which.data() + which.size();
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto *table = list[i].as_table();
        if (table == nullptr)
            continue;
        if (which == "*" || (isNumber ? number == i : nameOf(*table) == which))
            found.push_back(table);
    }
    return found;
}

base::Expected<std::vector<toml::table *>> descend(toml::table &from, const Step &step,
                                                   std::string_view path)
{
    toml::node *child = from.get(step.key);
    if (step.which.empty()) {
        if (child == nullptr)
            child = &from.insert(step.key, toml::table{}).first->second;
        if (toml::table *table = child->as_table())
            return std::vector{table};
        const bool isList = child->is_array();
        return tl::unexpected(
            fault(path,
                  isList ? fmt::format("there is a list of them: write {0}[0], {0}[name] or {0}[*]",
                                       step.key)
                         : fmt::format("{} is no table", step.key)));
    }
    toml::array *list = child == nullptr ? nullptr : child->as_array();
    auto found = list == nullptr ? std::vector<toml::table *>() : chosen(*list, step.which);
    if (found.empty())
        return tl::unexpected(fault(path, fmt::format("there is no {}[{}]", step.key, step.which)));
    return found;
}

using Setter = std::function<base::Expected<void>(toml::table &, const std::string &)>;

base::Expected<void> setAt(toml::table &root, std::string_view path, const Setter &set)
{
    const auto steps = stepsOf(path);
    if (!steps)
        return tl::unexpected(steps.error());
    if (!steps->back().which.empty())
        return tl::unexpected(fault(path, "it is a whole table; name one of its keys"));
    std::vector<toml::table *> tables{&root};
    for (std::size_t i = 0; i + 1 < steps->size(); ++i) {
        std::vector<toml::table *> next;
        for (toml::table *table : tables) {
            auto below = descend(*table, (*steps)[i], path);
            if (!below)
                return tl::unexpected(below.error());
            next.insert(next.end(), below->begin(), below->end());
        }
        tables = std::move(next);
    }
    for (toml::table *table : tables) {
        if (auto done = set(*table, steps->back().key); !done)
            return done;
    }
    return {};
}

/// The value as TOML, when it is a number, a truth value or a list.
std::optional<toml::table> asToml(std::string_view text)
{
    try {
        toml::table parsed = toml::parse(fmt::format("value = {}", text));
        if (parsed.size() == 1)
            return parsed;
    } catch (const toml::parse_error &) {
        return std::nullopt; // a text without quotes
    }
    return std::nullopt;
}

std::optional<Value> scalarOf(const toml::node &node)
{
    if (const auto text = node.value_exact<std::string>())
        return *text;
    if (const auto flag = node.value_exact<bool>())
        return *flag;
    if (const auto whole = node.value_exact<std::int64_t>())
        return *whole;
    if (const auto real = node.value_exact<double>())
        return *real;
    return std::nullopt;
}

/// The table below another that a step leads to, the first one of a list; null when there is none.
const toml::table *below(const toml::table &from, const Step &step)
{
    const toml::node *child = from.get(step.key);
    if (child == nullptr || step.which.empty())
        return child == nullptr ? nullptr : child->as_table();
    const toml::array *list = child->as_array();
    const auto found
        = list == nullptr ? std::vector<const toml::table *>() : chosen(*list, step.which);
    return found.empty() ? nullptr : found.front();
}

struct PlacedKey {
    toml::source_position at;
    Assignment key;
};

void collect(const toml::node &node, const std::string &path, std::vector<PlacedKey> &to)
{
    const toml::source_position at = node.source().begin;
    if (const auto *table = node.as_table()) {
        for (const auto &[key, child] : *table) {
            const std::string name(key.str());
            if (!path.empty() || (name != "sweep" && name != "theory"))
                collect(child, path.empty() ? name : path + '.' + name, to);
        }
    } else if (const auto *list = node.as_array()) {
        for (const toml::node &child : *list) {
            if (const auto *table = child.as_table())
                collect(child, fmt::format("{}[{}]", path, nameOf(*table)), to);
        }
    } else if (auto value = scalarOf(node)) {
        to.push_back({at, {path, std::move(*value)}});
    }
}

} // namespace

std::vector<Assignment> keysOf(std::string_view file)
{
    std::vector<PlacedKey> placed;
    try {
        collect(toml::parse(file), {}, placed);
    } catch (const toml::parse_error &) {
        return {};
    }
    std::ranges::stable_sort(placed,
                             [](const PlacedKey &a, const PlacedKey &b) { return a.at < b.at; });
    std::vector<Assignment> keys;
    for (PlacedKey &each : placed)
        keys.push_back(std::move(each.key));
    return keys;
}

base::Expected<Value> valueAt(const toml::table &root, std::string_view path)
{
    const auto steps = stepsOf(path);
    if (!steps)
        return tl::unexpected(steps.error());
    const toml::table *table = &root;
    for (std::size_t i = 0; i + 1 < steps->size() && table != nullptr; ++i)
        table = below(*table, (*steps)[i]);
    const toml::node *node = table == nullptr ? nullptr : table->get(steps->back().key);
    if (node == nullptr)
        return tl::unexpected(fault(path, "the scenario does not say it"));
    auto value = steps->back().which.empty() ? scalarOf(*node) : std::nullopt;
    if (!value)
        return tl::unexpected(fault(path, "it is no single value"));
    return std::move(*value);
}

base::Expected<void> assign(toml::table &root, const Assignment &assignment)
{
    return setAt(root, assignment.path, [&](toml::table &table, const std::string &key) {
        std::visit([&](const auto &value) { table.insert_or_assign(key, value); },
                   assignment.value);
        return base::Expected<void>{};
    });
}

base::Expected<void> assignText(toml::table &root, std::string_view path, std::string_view text)
{
    return setAt(root, path, [&](toml::table &table, const std::string &key) {
        const toml::node *old = table.get(key);
        const auto parsed = old != nullptr && old->is_string() ? std::nullopt : asToml(text);
        const toml::node *value = parsed ? parsed->get("value") : nullptr;
        if (value != nullptr && !value->is_date() && !value->is_time() && !value->is_date_time())
            value->visit([&](const auto &what) { table.insert_or_assign(key, what); });
        else
            table.insert_or_assign(key, text);
        return base::Expected<void>{};
    });
}

} // namespace lab
