#include "core/wire/safepath.h"

#include "core/base/text.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <numeric>

namespace wire {

namespace {

constexpr char separatorKey = '\x01'; // sorts a folder's entries right behind a file of its name

bool isAbsolute(std::string_view name)
{
    const bool drive = name.size() > 2 && name[1] == ':' && (name[2] == '\\' || name[2] == '/');
    return drive || (!name.empty() && (name[0] == '/' || name[0] == '\\'));
}

bool hasParentPart(std::string_view name)
{
    while (true) {
        const std::size_t end = name.find_first_of("/\\");
        if (name.substr(0, end) == "..")
            return true;
        if (end == std::string_view::npos)
            return false;
        name.remove_prefix(end + 1);
    }
}

/// Splits "name.ext" before its extension; a long or leading one is none.
std::size_t extensionStart(std::string_view name)
{
    const std::size_t dot = name.rfind('.');
    constexpr std::size_t longest = 16;
    return dot == std::string_view::npos || dot == 0 || name.size() - dot > longest ? name.size()
                                                                                    : dot;
}

std::string shortened(const std::string &name)
{
    if (name.size() <= maxElementBytes)
        return name;
    const std::size_t dot = extensionStart(name);
    const std::string extension = name.substr(dot);
    return std::string(
               base::cutAtCharacter(name.substr(0, dot), maxElementBytes - extension.size()))
        + extension;
}

/// "folder/name (2).ext" for number 2.
std::string numbered(const std::string &path, unsigned number)
{
    const std::size_t slash = path.rfind('/');
    const std::size_t nameStart = slash == std::string::npos ? 0 : slash + 1;
    const std::size_t dot = nameStart + extensionStart(std::string_view(path).substr(nameStart));
    return path.substr(0, dot) + fmt::format(" ({})", number) + path.substr(dot);
}

std::string sortKey(const std::string &path)
{
    std::string key = base::foldCase(path);
    std::ranges::replace(key, '/', separatorKey);
    return key;
}

/// Whether `key` is the folder of `other`.
bool isFolderOf(std::string_view key, std::string_view other)
{
    return other.size() > key.size() && other.starts_with(key) && other[key.size()] == separatorKey;
}

/// The entries in the order of their keys, so that clashes are neighbours.
class PathClashes
{
public:
    explicit PathClashes(const std::vector<std::string *> &paths)
        : m_paths(paths)
        , m_order(paths.size())
    {
        m_keys.reserve(paths.size());
        for (const std::string *path : paths)
            m_keys.push_back(sortKey(*path));
        std::iota(m_order.begin(), m_order.end(), 0U);
        std::ranges::sort(m_order, [this](std::uint32_t a, std::uint32_t b) {
            const int order = m_keys[a].compare(m_keys[b]);
            return order != 0 ? order < 0 : a < b;
        });
    }

    base::Expected<void> resolve()
    {
        for (std::size_t first = 0; first < m_order.size();) {
            std::size_t last = first + 1;
            while (last < m_order.size() && m_keys[m_order[last]] == m_keys[m_order[first]])
                ++last;
            if (last < m_order.size() && isFolderOf(m_keys[m_order[first]], m_keys[m_order[last]]))
                return refuse(m_order[first], m_order[last],
                              "a file where another file needs a folder");
            if (auto renamed = renameGroup(first, last); !renamed)
                return renamed;
            first = last;
        }
        return {};
    }

private:
    [[nodiscard]] base::Expected<void> refuse(std::uint32_t one, std::uint32_t other,
                                              const char *reason) const
    {
        const std::uint32_t later = std::max(one, other);
        return base::fail(base::ErrorCode::Malformed, fmt::format("{}", later),
                          fmt::format("{}: {}", reason, *m_paths[later]));
    }

    [[nodiscard]] bool isTaken(const std::string &key) const
    {
        const auto at = std::ranges::lower_bound(
            m_order, key, {}, [this](std::uint32_t i) -> const std::string & { return m_keys[i]; });
        return at != m_order.end() && (m_keys[*at] == key || isFolderOf(key, m_keys[*at]));
    }

    /// Entries [first, last) of the order have one key; the first keeps its name.
    base::Expected<void> renameGroup(std::size_t first, std::size_t last)
    {
        std::vector<std::string> seen{*m_paths[m_order[first]]};
        unsigned number = 2;
        for (std::size_t i = first + 1; i < last; ++i) {
            const std::uint32_t entry = m_order[i];
            std::string &path = *m_paths[entry];
            seen.push_back(path);
            std::string name = numbered(path, number);
            while (isTaken(sortKey(name)))
                name = numbered(path, ++number);
            ++number;
            if (name.size() - (name.rfind('/') + 1) > maxElementBytes)
                return refuse(entry, entry,
                              "a name differs only in case and is too long to number");
            path = std::move(name);
        }
        std::ranges::sort(seen);
        if (std::ranges::adjacent_find(seen) != seen.end())
            return refuse(m_order[last - 1], m_order[last - 1], "the same path comes twice");
        return {};
    }

    const std::vector<std::string *> &m_paths;
    std::vector<std::string> m_keys;
    std::vector<std::uint32_t> m_order;
};

} // namespace

base::Expected<std::string> safeElement(std::string_view name)
{
    if (isAbsolute(name))
        return base::fail(base::ErrorCode::Malformed, "", "an absolute path");
    if (hasParentPart(name))
        return base::fail(base::ErrorCode::Malformed, "", "a path that leaves its folder");
    std::string cleaned = base::cleanText(name, name.size(), '_');
    std::ranges::replace_if(
        cleaned, [](char c) { return c == '/' || c == '\\'; }, '_');
    if (cleaned.empty() || cleaned == ".")
        cleaned = "_";
    return shortened(cleaned);
}

base::Expected<void> makeUnique(const std::vector<std::string *> &paths)
{
    return PathClashes(paths).resolve();
}

} // namespace wire
