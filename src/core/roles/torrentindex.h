#pragma once

#include "core/base/expected.h"
#include "core/base/ids.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roles {

/// Who is in a torrent's swarm, as its tracker said last.
struct IndexCounts {
    std::uint32_t seeds = 0;
    std::uint32_t peers = 0; ///< that have not all of it yet
    bool operator==(const IndexCounts &) const = default;
};

/// What an index knows about one torrent.
struct IndexEntry {
    base::InfoHash infoHash;
    std::string name; ///< one safe path element; never used as a path
    std::uint64_t size = 0; ///< bytes
    std::uint32_t fileCount = 0;
    std::uint32_t pieceCount = 0;
    std::uint32_t pieceLength = 0; ///< bytes
    std::vector<std::string> trackers; ///< announce URLs in the order of the .torrent file
    std::int64_t uploaded = 0; ///< seconds since 1970
    std::string owner; ///< digest of the owner's token; empty = nobody can remove it
    std::optional<IndexCounts> counts{}; ///< nothing while no tracker was asked
    std::string foldedName{}; ///< the name without case; the index sets it
};

enum class IndexSort { Date, Name, Size, Files, Seeds, Peers };

/// What is searched for, and which part of the result is wanted.
struct IndexQuery {
    static constexpr std::size_t maxTextBytes = 256;
    static constexpr std::size_t maxWords = 16;

    std::string text{}; ///< words that all stand in the name, or an info-hash; empty = everything
    IndexSort sort = IndexSort::Date; ///< the newest, largest first; names from A
    std::uint32_t page = 1; ///< from 1; one past the last shows the last
    std::uint32_t pageSize = 50;
};

/// A line of a list.
struct IndexRow {
    IndexEntry entry;
    bool isAmbiguous = false; ///< another entry's name looks the same: tell them by their hash
};

/// A part of a search's result.
struct IndexPage {
    std::vector<IndexRow> rows;
    std::uint32_t page = 1;
    std::uint32_t pages = 1;
    std::size_t total = 0; ///< entries found
};

/// What an index server knows: torrents by info-hash. A torrent that is there stays as it is until
/// its owner removes it, whoever sends it again; names need not be unique.
class TorrentIndex
{
public:
    /// At most `maxEntries` torrents.
    explicit TorrentIndex(std::size_t maxEntries = 100'000)
        : m_maxEntries(maxEntries)
    {
    }

    /// Adds an entry; false when its info-hash is there already, which changes nothing. An error
    /// when the index is full.
    base::Expected<bool> add(IndexEntry entry);
    /// Removes an entry if `owner` is the digest it came with. NotFound, or Usage for another
    /// owner.
    base::Expected<void> remove(const base::InfoHash &infoHash, std::string_view owner);
    /// Sets what a tracker said; unknown torrents are ignored.
    void setCounts(const base::InfoHash &infoHash, const std::optional<IndexCounts> &counts);

    [[nodiscard]] const IndexEntry *find(const base::InfoHash &infoHash) const;
    [[nodiscard]] bool isAmbiguous(const IndexEntry &entry) const;
    [[nodiscard]] IndexPage search(const IndexQuery &query) const;
    /// Every entry in the order of info-hashes.
    [[nodiscard]] const std::map<base::InfoHash, IndexEntry> &entries() const { return m_entries; }
    [[nodiscard]] bool isFull() const { return m_entries.size() >= m_maxEntries; }

private:
    std::size_t m_maxEntries;
    std::map<base::InfoHash, IndexEntry> m_entries;
    std::map<std::string, std::uint32_t, std::less<>> m_lookAlikes; ///< entries by lookAlikeKey
};

/// What a name looks like: equal for names a reader would take for each other (case, spaces and
/// punctuation, Latin letters and their Greek and Cyrillic doubles, 0 and o, 1 and l).
std::string lookAlikeKey(std::string_view name);

} // namespace roles
