#include "core/base/suggestion.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <vector>

namespace base {

namespace {

/// "a, b and c"
std::string list(std::span<const std::string_view> words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

} // namespace

std::size_t editDistance(std::string_view a, std::string_view b)
{
    // Three rows of the table are enough: a swap looks two rows back.
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known)
{
    constexpr std::size_t longestWord = 64; // nobody misspells more than that
    word = word.substr(0, longestWord);
    std::size_t least = std::numeric_limits<std::size_t>::max();
    std::string_view nearest;
    for (const std::string_view each : known) {
        const bool isPart = word.size() >= 3 && (each.starts_with(word) || each.ends_with(word));
        const std::size_t distance = isPart ? 1 : editDistance(word, each);
        if (distance < least) {
            least = distance;
            nearest = each;
        }
    }
    // A third of the letters wrong is a slip.
    if (!nearest.empty() && least * 3 <= std::max(word.size(), nearest.size()))
        return fmt::format("did you mean \"{}\"?", nearest);
    return known.empty() ? "none is known" : fmt::format("known are {}", list(known));
}

} // namespace base
