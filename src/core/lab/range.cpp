#include "core/lab/range.h"

#include "core/lab/sweep.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace lab {

namespace {

constexpr std::string_view howItIsWritten
    = R"(a range is written like "10..50 step 10", "1 MB..8 MB step 1 MB" or "10..1000 times 10")";

struct Amount {
    double number = 0;
    std::string_view unit;
};

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

std::optional<Amount> amountOf(std::string_view text)
{
    text = trimmed(text);
    Amount amount;
    const auto [end, error]
        = std::from_chars(text.data(), text.data() + text.size(), amount.number);
    if (error != std::errc{} || !std::isfinite(amount.number))
        return std::nullopt;
    amount.unit = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
    return amount;
}

/// A range in its parts; only one of step and factor counts.
struct Range {
    Amount first;
    Amount last;
    Amount by;
    bool multiplies = false;
};

std::optional<Range> partsOf(std::string_view text)
{
    constexpr std::string_view step = " step ";
    constexpr std::string_view times = " times ";
    const std::size_t dots = text.find("..");
    const std::size_t stepAt = text.find(step);
    const std::size_t word = std::min(stepAt, text.find(times));
    if (dots == std::string_view::npos || word == std::string_view::npos || word < dots)
        return std::nullopt;
    const std::size_t length = word == stepAt ? step.size() : times.size();
    const auto first = amountOf(text.substr(0, dots));
    const auto last = amountOf(text.substr(dots + 2, word - dots - 2));
    const auto by = amountOf(text.substr(word + length));
    if (!first || !last || !by)
        return std::nullopt;
    return Range{*first, *last, *by, word != stepAt};
}

Value valueOf(double number, std::string_view unit)
{
    constexpr double exact = 9e15; // whole numbers up to there are exact
    const bool isWhole = number == std::floor(number) && std::abs(number) < exact;
    if (!unit.empty())
        return fmt::format("{} {}", number, unit);
    if (isWhole)
        return static_cast<std::int64_t>(number);
    return number;
}

/// A step of 0.1 is none a computer has exactly: takes the digits of a double that are noise away.
double rounded(double number)
{
    double result = number;
    const std::string text = fmt::format("{:.12g}", number);
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result;
}

} // namespace

base::Expected<std::vector<Value>> parseRange(std::string_view text)
{
    const auto refuse = [&](std::string_view why) {
        return base::fail(base::ErrorCode::Usage, "",
                          fmt::format("\"{}\" {}; {}", text, why, howItIsWritten));
    };
    const auto range = partsOf(text);
    if (!range)
        return refuse("is no range");
    const auto &[first, last, by, multiplies] = *range;
    if (first.unit != last.unit || (multiplies ? !by.unit.empty() : by.unit != first.unit))
        return refuse("mixes units");
    if (multiplies ? by.number <= 1 || first.number <= 0 : by.number <= 0)
        return refuse("does not grow");
    if (last.number < first.number)
        return refuse("ends before it begins");
    std::vector<Value> values;
    double number = first.number;
    while (number <= last.number) {
        if (values.size() == Sweep::maxValues)
            return refuse(fmt::format("has more than {} values", Sweep::maxValues));
        values.push_back(valueOf(number, first.unit));
        const auto done = static_cast<double>(values.size());
        const double next = rounded(multiplies ? first.number * std::pow(by.number, done)
                                               : first.number + done * by.number);
        if (!(next > number))
            return refuse("does not grow");
        number = next;
    }
    return values;
}

} // namespace lab
