#include "core/wire/scrape.h"

#include "core/base/text.h"
#include "core/wire/bencode.h"
#include "core/wire/bencodewriter.h"
#include "core/wire/querystring.h"

#include <algorithm>
#include <limits>

namespace wire {

namespace {

using base::ErrorCode;

constexpr std::size_t maxReasonCharacters = 256;
constexpr BencodeLimits replyLimits{
    .size = 4 * 1024 * 1024, .tokens = 200'000, .depth = 20, .wideInteger = WideInteger::Saturated};

std::uint32_t countAt(const BencodeValue &entry, std::string_view key)
{
    const auto count = entry.integerAt(key).value_or(0);
    return static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(count, 0, std::numeric_limits<std::uint32_t>::max()));
}

} // namespace

std::optional<std::string> scrapeUrl(std::string_view announceUrl)
{
    constexpr std::string_view announce = "/announce";
    const std::size_t pathEnd = std::min(announceUrl.find('?'), announceUrl.size());
    const std::size_t slash = announceUrl.substr(0, pathEnd).rfind('/');
    if (slash == std::string_view::npos || !announceUrl.substr(slash).starts_with(announce))
        return std::nullopt;
    return std::string(announceUrl.substr(0, slash)) + "/scrape"
        + std::string(announceUrl.substr(slash + announce.size()));
}

void appendScrapeQuery(std::string &target, std::span<const base::InfoHash> hashes)
{
    for (const base::InfoHash &hash : hashes) {
        appendQuerySeparator(target);
        target += "info_hash=";
        appendPercentEncoded(target, base::asText(hash.bytes));
    }
}

base::Expected<std::vector<base::InfoHash>> parseScrapeQuery(std::string_view query)
{
    std::vector<base::InfoHash> hashes;
    QueryString parts(query);
    while (parts.next() && hashes.size() < maxScrapeHashes) {
        if (parts.key() != "info_hash")
            continue;
        base::InfoHash hash;
        if (percentDecode(parts.value(), hash.bytes) != hash.bytes.size())
            return base::fail(ErrorCode::Malformed, "scrape",
                              "info_hash is not 20 percent-encoded bytes");
        hashes.push_back(hash);
    }
    if (hashes.empty())
        return base::fail(ErrorCode::Malformed, "scrape", "info_hash is missing");
    return hashes;
}

void appendScrapeReply(base::Bytes &to, std::vector<ScrapeEntry> entries)
{
    const auto hashOrder
        = [](const ScrapeEntry &a, const ScrapeEntry &b) { return a.infoHash < b.infoHash; };
    const auto sameHash
        = [](const ScrapeEntry &a, const ScrapeEntry &b) { return a.infoHash == b.infoHash; };
    std::ranges::stable_sort(entries, hashOrder);
    entries.erase(std::unique(entries.begin(), entries.end(), sameHash), entries.end());
    to.push_back('d');
    appendBencoded(to, "files");
    to.push_back('d');
    for (const ScrapeEntry &entry : entries) {
        appendBencoded(to, base::asText(entry.infoHash.bytes));
        to.push_back('d');
        appendBencoded(to, "complete");
        appendBencoded(to, std::int64_t{entry.complete});
        appendBencoded(to, "downloaded");
        appendBencoded(to, std::int64_t{entry.downloaded});
        if (entry.downloaders) {
            appendBencoded(to, "downloaders");
            appendBencoded(to, std::int64_t{*entry.downloaders});
        }
        appendBencoded(to, "incomplete");
        appendBencoded(to, std::int64_t{entry.incomplete});
        to.push_back('e');
    }
    to.push_back('e');
    to.push_back('e');
}

base::Expected<std::vector<ScrapeEntry>> decodeScrapeReply(base::ByteView body)
{
    const auto tree = Bencode::decode(body, replyLimits);
    if (!tree)
        return tl::unexpected(tree.error().within("scrape reply"));
    const BencodeValue root = tree->root();
    if (const auto reason = root.stringAt("failure reason"))
        return base::fail(ErrorCode::Unsupported, "the tracker refused",
                          base::cleanText(*reason, maxReasonCharacters));
    const auto files = root.find("files");
    if (!files || !files->isDictionary())
        return base::fail(ErrorCode::Malformed, "scrape reply",
                          "files is missing or no dictionary");
    std::vector<ScrapeEntry> entries;
    for (auto at = files->begin(); at != files->end(); ++at) {
        const auto hash = *(*at).string();
        const BencodeValue counts = *++at;
        if (hash.size() != 20 || !counts.isDictionary())
            continue;
        entries.push_back({base::InfoHash::fromBytes(base::asBytes(hash).data()),
                           countAt(counts, "complete"), countAt(counts, "downloaded"),
                           countAt(counts, "incomplete")});
    }
    return entries;
}

} // namespace wire
