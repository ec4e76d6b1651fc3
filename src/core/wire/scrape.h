#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/base/ids.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wire {

/// One torrent's counts at a tracker (BEP 48).
struct ScrapeEntry {
    base::InfoHash infoHash;
    std::uint32_t complete = 0; ///< seeds
    std::uint32_t downloaded = 0; ///< downloads that ever finished
    std::uint32_t incomplete = 0; ///< leechers
    std::optional<std::uint32_t> downloaders{}; ///< incomplete without partial seeds (BEP 21)
    bool operator==(const ScrapeEntry &) const = default;
};

/// The most info-hashes of one HTTP scrape that are answered.
inline constexpr std::size_t maxScrapeHashes = 74;

/// The scrape URL of an announce URL: "announce" at the start of the path's last part becomes
/// "scrape"; nothing when it does not start so (BEP 48).
std::optional<std::string> scrapeUrl(std::string_view announceUrl);
/// Adds the info-hashes to a URL or request target.
void appendScrapeQuery(std::string &target, std::span<const base::InfoHash> hashes);
/// Reads the part after '?'. Refused without an info_hash or with a malformed one; of more than
/// maxScrapeHashes the first ones count.
base::Expected<std::vector<base::InfoHash>> parseScrapeQuery(std::string_view query);
/// Appends the bencoded reply. The entries are put in order of their hashes; one hash counts once.
void appendScrapeReply(base::Bytes &to, std::vector<ScrapeEntry> entries);
/// Reads a bencoded reply; entries that make no sense are left out.
base::Expected<std::vector<ScrapeEntry>> decodeScrapeReply(base::ByteView body);

} // namespace wire
