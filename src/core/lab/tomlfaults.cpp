#include "core/lab/tomlfaults.h"

#include "core/base/text.h"

#include <fmt/format.h>
#include <tuple>

namespace lab {

namespace {

constexpr std::size_t longestKey = 100;
constexpr std::size_t longestDetail = 500;

} // namespace

std::string whereOf(const std::string &file, toml::source_position position)
{
    return file.empty() ? "" : fmt::format("{}:{}:{}", file, position.line, position.column);
}

toml::source_position TomlFaults::placeOf(std::string key) const
{
    while (!key.empty()) {
        if (const auto at = m_places.find(key); at != m_places.end())
            return at->second;
        const std::size_t end = key.find_last_of(".[");
        key.resize(end == std::string::npos ? 0 : end);
    }
    return {1, 1};
}

void TomlFaults::wrong(const std::string &key, const std::string &detail)
{
    add(key, detail, false);
}

void TomlFaults::missing(const std::string &key)
{
    add(key, "it is missing", true);
}

void TomlFaults::add(const std::string &key, const std::string &detail, bool missing)
{
    const Rank rank{missing, placeOf(key)};
    const bool earlier = std::tie(rank.missing, rank.at) < std::tie(m_rank.missing, m_rank.at);
    if (m_first && !earlier)
        return;
    m_rank = rank;
    const std::string shown = base::cleanText(key, longestKey);
    const std::string where = whereOf(m_file, rank.at);
    m_first = base::Error{base::ErrorCode::Usage,
                          where.empty() ? shown : fmt::format("{}: {}", where, shown),
                          base::cleanText(detail, longestDetail)};
}

} // namespace lab
