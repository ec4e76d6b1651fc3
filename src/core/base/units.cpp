#include "core/base/units.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <span>

namespace base {

namespace {

struct Unit {
    std::string_view name; ///< in small letters
    double size;
};

constexpr double ki = 1024;
constexpr std::array byteUnits{
    Unit{"", 1},
    Unit{"b", 1},
    Unit{"kib", ki},
    Unit{"mib", ki *ki},
    Unit{"gib", ki *ki *ki},
    Unit{"tib", ki *ki *ki *ki},
    Unit{"kb", 1e3},
    Unit{"mb", 1e6},
    Unit{"gb", 1e9},
    Unit{"tb", 1e12},
};
constexpr std::array bitUnits{
    Unit{"bit", 1.0 / 8},
    Unit{"kbit", 1e3 / 8},
    Unit{"mbit", 1e6 / 8},
    Unit{"gbit", 1e9 / 8},
};
constexpr std::array timeUnits{
    Unit{"", 1},     Unit{"ms", 1e-3}, Unit{"s", 1},     Unit{"m", 60},
    Unit{"min", 60}, Unit{"h", 3600},  Unit{"d", 86400},
};

constexpr double largestResult = 9.0e18; // below 2^63

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
}

bool isUnitLetter(char c)
{
    return lowered(c) >= 'a' && lowered(c) <= 'z';
}

void skipSpaces(std::string_view &text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
}

/// Takes "1.5 MiB" off the front of the text: the number times the unit's size. The text is as it
/// was when nothing is returned.
std::optional<double> takeQuantity(std::string_view &text, std::span<const Unit> units)
{
    std::string_view rest = text;
    double number = 0;
    const auto [end, error]
        = std::from_chars(rest.data(), rest.data() + rest.size(), number, std::chars_format::fixed);
    const bool isDigit = !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
    if (error != std::errc{} || !isDigit)
        return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    skipSpaces(rest);
    std::string name;
    while (!rest.empty() && isUnitLetter(rest.front())) {
        name.push_back(lowered(rest.front()));
        rest.remove_prefix(1);
    }
    const auto unit = std::ranges::find(units, name, &Unit::name);
    if (unit == units.end() || number * unit->size > largestResult)
        return std::nullopt;
    text = rest;
    return number * unit->size;
}

tl::unexpected<Error> refuse(std::string_view text, std::string_view examples)
{
    return fail(ErrorCode::Usage, "", fmt::format("\"{}\" is not like {}", text, examples));
}

/// One number below 1000 with its unit; small ones keep up to two digits after the point.
std::string shortNumber(double value)
{
    const int digits = value < 10 ? 2 : value < 100 ? 1 : 0;
    std::string text = fmt::format("{:.{}f}", value, digits);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.')
            text.pop_back();
    }
    return text;
}

} // namespace

Expected<std::uint64_t> parseBytes(std::string_view text)
{
    std::string_view rest = text;
    const auto bytes = takeQuantity(rest, byteUnits);
    if (!bytes || !rest.empty())
        return refuse(text, "256KiB, 10MB or 4096");
    return static_cast<std::uint64_t>(std::llround(*bytes));
}

Expected<std::uint64_t> parseRate(std::string_view text)
{
    std::string_view rest = text;
    auto bytes = takeQuantity(rest, byteUnits);
    if (!bytes)
        bytes = takeQuantity(rest, bitUnits);
    if (!bytes || (!rest.empty() && rest != "/s"))
        return refuse(text, "500kB/s, 1.5MiB/s, 10Mbit/s or 4096");
    return static_cast<std::uint64_t>(std::llround(*bytes));
}

Expected<double> parseFrequency(std::string_view text)
{
    std::string_view rest = text;
    const auto count = takeQuantity(rest, std::array{Unit{"", 1}});
    skipSpaces(rest);
    const bool isPer = rest.starts_with('/') && rest.size() > 1;
    const auto unit = std::ranges::find(timeUnits, isPer ? rest.substr(1) : rest, &Unit::name);
    if (!count || !isPer || unit == timeUnits.end())
        return refuse(text, "2/s, 0.5/s, 30/min or 100/h");
    return *count / unit->size;
}

Expected<Duration> parseDuration(std::string_view text)
{
    constexpr std::string_view examples = "30s, 5m, 1h30m or 90";
    constexpr double longest = 1e10; // 300 years, in seconds
    std::string_view rest = text;
    double seconds = 0;
    do {
        const auto part = takeQuantity(rest, timeUnits);
        if (!part || seconds + *part > longest)
            return refuse(text, examples);
        seconds += *part;
        skipSpaces(rest);
    } while (!rest.empty());
    return Duration(std::llround(seconds * 1e6));
}

std::string formatBytes(std::uint64_t bytes)
{
    constexpr std::array names{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < names.size()) {
        value /= ki;
        ++unit;
    }
    return fmt::format("{} {}", shortNumber(value), names[unit]);
}

std::string formatRate(std::uint64_t bytesPerSecond)
{
    return formatBytes(bytesPerSecond) + "/s";
}

std::string formatCount(double count)
{
    constexpr std::array names{"", " k", " M", " G", " T"};
    std::size_t unit = 0;
    while (count >= 999.5 && unit + 1 < names.size()) {
        count /= 1000;
        ++unit;
    }
    return shortNumber(count) + names[unit];
}

std::string formatDuration(Duration span)
{
    using namespace std::chrono;
    if (span < seconds(1))
        return fmt::format("{} ms", duration_cast<milliseconds>(span).count());
    if (span < minutes(1))
        return fmt::format("{} s", shortNumber(std::floor(toSeconds(span) * 10) / 10));
    const auto two
        = [](std::int64_t large, const char *largeName, std::int64_t small, const char *smallName) {
              return small == 0 ? fmt::format("{} {}", large, largeName)
                                : fmt::format("{} {} {} {}", large, largeName, small, smallName);
          };
    const std::int64_t total = duration_cast<seconds>(span).count();
    if (total < 3600)
        return two(total / 60, "min", total % 60, "s");
    if (total < 86400)
        return two(total / 3600, "h", total % 3600 / 60, "min");
    return two(total / 86400, "d", total % 86400 / 3600, "h");
}

} // namespace base
