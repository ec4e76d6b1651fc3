#include "core/wire/bencodewriter.h"
#include "core/wire/metainfo.h"

namespace wire {

namespace {

BencodeList elementsOf(std::string_view path)
{
    BencodeList elements;
    while (true) {
        const std::size_t slash = path.find('/');
        elements.addString(path.substr(0, slash));
        if (slash == std::string_view::npos)
            return elements;
        path.remove_prefix(slash + 1);
    }
}

BencodeList filesOf(const TorrentDraft &draft)
{
    BencodeList files;
    for (const FileEntry &file : draft.files) {
        BencodeDictionary entry;
        entry.setInteger("length", static_cast<std::int64_t>(file.length));
        entry.set("path", elementsOf(file.path));
        if (file.padding)
            entry.setString("attr", "p");
        files.add(entry);
    }
    return files;
}

BencodeDictionary infoOf(const TorrentDraft &draft)
{
    BencodeDictionary info;
    info.setString("name", draft.name);
    info.setInteger("piece length", draft.pieceLength);
    base::Bytes hashes;
    hashes.reserve(draft.pieceHashes.size() * 20);
    for (const base::PieceHash &hash : draft.pieceHashes)
        hashes.insert(hashes.end(), hash.bytes.begin(), hash.bytes.end());
    info.setString("pieces", base::asText(hashes));
    if (draft.multiFile)
        info.set("files", filesOf(draft));
    else
        info.setInteger("length", static_cast<std::int64_t>(draft.files.front().length));
    if (draft.isPrivate)
        info.setInteger("private", 1);
    return info;
}

/// BEP 12: announce-list when there is more than one URL; announce is always the first.
void setTrackers(BencodeDictionary &torrent, const std::vector<std::vector<std::string>> &tiers)
{
    if (tiers.empty())
        return;
    torrent.setString("announce", tiers.front().front());
    if (tiers.size() == 1 && tiers.front().size() == 1)
        return;
    BencodeList list;
    for (const auto &tier : tiers) {
        BencodeList urls;
        for (const std::string &url : tier)
            urls.addString(url);
        list.add(urls);
    }
    torrent.set("announce-list", list);
}

/// What a draft and a read torrent say beside the content.
template <typename Torrent> void setRemarks(BencodeDictionary &torrent, const Torrent &from)
{
    if (!from.comment.empty())
        torrent.setString("comment", from.comment);
    if (!from.createdBy.empty())
        torrent.setString("created by", from.createdBy);
    if (from.creationDate)
        torrent.setInteger("creation date", *from.creationDate);
}

} // namespace

base::Bytes encodeTorrent(const TorrentDraft &draft)
{
    BencodeDictionary torrent;
    setTrackers(torrent, draft.announceTiers);
    setRemarks(torrent, draft);
    torrent.set("info", infoOf(draft));
    return torrent.encoded();
}

base::Bytes encodeTorrent(const Metainfo &metainfo,
                          const std::vector<std::vector<std::string>> &announceTiers)
{
    BencodeDictionary torrent;
    setTrackers(torrent, announceTiers);
    setRemarks(torrent, metainfo);
    torrent.setEncoded("info", metainfo.infoBytes);
    return torrent.encoded();
}

std::uint32_t suggestedPieceLength(std::uint64_t totalLength)
{
    constexpr std::uint32_t smallest = 16 * 1024;
    constexpr std::uint32_t largest = 16 * 1024 * 1024;
    constexpr std::uint64_t mostPieces
        = 1448; // 1024 * sqrt(2): doubling then lands as far below 1024
    std::uint32_t length = smallest;
    while (length < largest && totalLength / length > mostPieces)
        length *= 2;
    return length;
}

} // namespace wire
