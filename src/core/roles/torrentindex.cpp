#include "core/roles/torrentindex.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>

namespace roles {

namespace {

/// Lower-case letters of other scripts that are drawn like a Latin one (Unicode's confusables).
struct Double {
    char32_t other;
    char latin;
};
constexpr std::array<Double, 27> Doubles{{
    {U'а', 'a'}, {U'е', 'e'}, {U'о', 'o'}, {U'р', 'p'}, {U'с', 'c'}, {U'у', 'y'}, {U'х', 'x'},
    {U'і', 'i'}, {U'ј', 'j'}, {U'ѕ', 's'}, {U'һ', 'h'}, {U'ԁ', 'd'}, {U'к', 'k'}, {U'м', 'm'},
    {U'т', 't'}, {U'в', 'b'}, {U'н', 'h'}, {U'α', 'a'}, {U'ο', 'o'}, {U'ρ', 'p'}, {U'ν', 'v'},
    {U'ι', 'i'}, {U'κ', 'k'}, {U'τ', 't'}, {U'υ', 'y'}, {U'χ', 'x'}, {U'ε', 'e'},
}};

char latinOf(char32_t codePoint)
{
    const auto found = std::ranges::find(Doubles, codePoint, &Double::other);
    if (found != Doubles.end())
        return latinOf(static_cast<unsigned char>(found->latin));
    switch (codePoint) {
    case U'0':
        return 'o';
    case U'1':
    case U'i':
    case U'|':
        return 'l';
    default:
        return codePoint < 0x80 ? static_cast<char>(codePoint) : '\0';
    }
}

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '|';
}

std::vector<std::string> wordsOf(std::string_view text)
{
    const std::string folded = base::foldCase(
        base::cleanText(base::cutAtCharacter(text, IndexQuery::maxTextBytes), text.size()));
    std::vector<std::string> words;
    std::size_t at = 0;
    while (words.size() < IndexQuery::maxWords) {
        const std::size_t begin = folded.find_first_not_of(' ', at);
        if (begin == std::string::npos)
            break;
        at = std::min(folded.find(' ', begin), folded.size());
        words.push_back(folded.substr(begin, at - begin));
    }
    return words;
}

bool matches(const IndexEntry &entry, const std::vector<std::string> &words)
{
    return std::ranges::all_of(words, [&](const std::string &word) {
        return entry.foldedName.find(word) != std::string::npos || entry.infoHash.hex() == word;
    });
}

/// What larger numbers come first by.
std::int64_t weight(const IndexEntry &entry, IndexSort sort)
{
    switch (sort) {
    case IndexSort::Date:
        return entry.uploaded;
    case IndexSort::Size:
        return static_cast<std::int64_t>(entry.size);
    case IndexSort::Files:
        return entry.fileCount;
    case IndexSort::Seeds:
        return entry.counts ? std::int64_t{entry.counts->seeds} : -1;
    case IndexSort::Peers:
        return entry.counts ? std::int64_t{entry.counts->peers} : -1;
    case IndexSort::Name:
        break;
    }
    return 0;
}

void sortBy(std::vector<const IndexEntry *> &entries, IndexSort sort)
{
    // Stable: ties keep the order of info-hashes.
    if (sort == IndexSort::Name) {
        std::ranges::stable_sort(entries, {}, &IndexEntry::foldedName);
        return;
    }
    std::ranges::stable_sort(entries, std::greater(),
                             [sort](const IndexEntry *entry) { return weight(*entry, sort); });
}

} // namespace

std::string lookAlikeKey(std::string_view name)
{
    const std::string folded = base::foldCase(name);
    std::string key;
    for (std::string_view rest = folded; !rest.empty();) {
        const base::CodePoint point = base::decodeUtf8(rest);
        const char latin = point.valid ? latinOf(point.value) : '\0';
        if (latin == '\0')
            key.append(rest.substr(0, point.length));
        else if (isLetterOrDigit(latin))
            key.push_back(latin);
        rest.remove_prefix(point.length);
    }
    return key;
}

base::Expected<bool> TorrentIndex::add(IndexEntry entry)
{
    if (m_entries.contains(entry.infoHash))
        return false;
    if (isFull())
        return base::fail(base::ErrorCode::Limit, "index",
                          fmt::format("it holds {} torrents and takes no more", m_maxEntries));
    entry.foldedName = base::foldCase(entry.name);
    ++m_lookAlikes[lookAlikeKey(entry.name)];
    const base::InfoHash infoHash = entry.infoHash;
    m_entries.emplace(infoHash, std::move(entry));
    return true;
}

base::Expected<void> TorrentIndex::remove(const base::InfoHash &infoHash, std::string_view owner)
{
    const auto found = m_entries.find(infoHash);
    if (found == m_entries.end())
        return base::fail(base::ErrorCode::NotFound, infoHash.hex(), "there is no such torrent");
    // Digests of secrets: how long a comparison of them takes tells nothing about the secret.
    if (found->second.owner.empty() || found->second.owner != owner)
        return base::fail(base::ErrorCode::Usage, infoHash.hex(),
                          "only its owner may remove it, with the token given at its upload");
    const auto alike = m_lookAlikes.find(lookAlikeKey(found->second.name));
    if (--alike->second == 0)
        m_lookAlikes.erase(alike);
    m_entries.erase(found);
    return {};
}

void TorrentIndex::setCounts(const base::InfoHash &infoHash,
                             const std::optional<IndexCounts> &counts)
{
    if (const auto found = m_entries.find(infoHash); found != m_entries.end())
        found->second.counts = counts;
}

const IndexEntry *TorrentIndex::find(const base::InfoHash &infoHash) const
{
    const auto found = m_entries.find(infoHash);
    return found == m_entries.end() ? nullptr : &found->second;
}

bool TorrentIndex::isAmbiguous(const IndexEntry &entry) const
{
    const auto alike = m_lookAlikes.find(lookAlikeKey(entry.name));
    return alike != m_lookAlikes.end() && alike->second > 1;
}

IndexPage TorrentIndex::search(const IndexQuery &query) const
{
    const auto words = wordsOf(query.text);
    std::vector<const IndexEntry *> found;
    for (const auto &[infoHash, entry] : m_entries) {
        if (matches(entry, words))
            found.push_back(&entry);
    }
    sortBy(found, query.sort);

    IndexPage page;
    page.total = found.size();
    const std::size_t size = std::max(query.pageSize, 1U);
    page.pages
        = static_cast<std::uint32_t>(std::max<std::size_t>((found.size() + size - 1) / size, 1));
    page.page = std::clamp(query.page, 1U, page.pages);
    const std::size_t first = (page.page - 1) * size;
    for (std::size_t i = first; i < std::min(first + size, found.size()); ++i)
        page.rows.push_back({*found[i], isAmbiguous(*found[i])});
    return page;
}

} // namespace roles
