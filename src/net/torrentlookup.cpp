#include "net/torrentlookup.h"

#include <algorithm>

namespace net {

namespace {

/// Pages of a search that are read; a name that stands in more torrents must be asked for by hash.
constexpr std::uint32_t maxPages = 20;
/// A search takes that much (docs/index-server.md).
constexpr std::size_t maxWords = 16;
constexpr std::size_t maxQueryBytes = 256;

base::Error needs(const std::string &name)
{
    return {base::ErrorCode::NotFound, "download",
            "you need " + name + ".torrent: the index has none of that name"};
}

/// The first words of a name, as many as a search takes.
std::string queryOf(const std::string &name)
{
    std::string query;
    std::size_t words = 0;
    for (std::size_t from = 0; from < name.size() && words < maxWords;) {
        const std::size_t end = std::min(name.find(' ', from), name.size());
        if (query.size() + 1 + end - from > maxQueryBytes)
            break;
        if (end > from) {
            query += (query.empty() ? "" : " ") + name.substr(from, end - from);
            ++words;
        }
        from = end + 1;
    }
    return query;
}

/// Reads a search page after page and keeps what has exactly that name.
struct Search {
    IndexClient &index;
    std::string name;
    IndexClient::Done<base::Bytes> done;
    std::vector<base::InfoHash> found;

    void conclude() const
    {
        if (found.empty()) {
            done(tl::unexpected(needs(name)));
            return;
        }
        if (found.size() == 1) {
            index.fetch(found.front(), done);
            return;
        }
        std::string hashes;
        for (const base::InfoHash &infoHash : found)
            hashes += " " + infoHash.hex();
        done(base::fail(base::ErrorCode::Usage, "download",
                        std::to_string(found.size()) + " torrents are called \"" + name
                            + "\"; say which by its info-hash:" + hashes));
    }
};

void searchPage(const std::shared_ptr<Search> &search, std::uint32_t page)
{
    search->index.search(queryOf(search->name), page,
                         [search, page](const base::Expected<IndexOffers> &offers) {
                             if (!offers) {
                                 search->done(tl::unexpected(offers.error()));
                                 return;
                             }
                             for (const IndexOffer &offer : offers->offers) {
                                 if (offer.name == search->name)
                                     search->found.push_back(offer.infoHash);
                             }
                             if (page < offers->pages && page < maxPages)
                                 searchPage(search, page + 1);
                             else
                                 search->conclude();
                         });
}

} // namespace

void lookUpTorrent(IndexClient &index, const std::string &nameOrHash,
                   const IndexClient::Done<base::Bytes> &done)
{
    if (const auto infoHash = base::InfoHash::fromHex(nameOrHash)) {
        index.fetch(*infoHash, [done, nameOrHash](const base::Expected<base::Bytes> &torrent) {
            if (!torrent && torrent.error().code == base::ErrorCode::NotFound)
                done(tl::unexpected(needs(nameOrHash)));
            else
                done(torrent);
        });
        return;
    }
    searchPage(std::make_shared<Search>(Search{index, nameOrHash, done, {}}), 1);
}

} // namespace net
