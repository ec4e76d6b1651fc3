#include "core/wire/metainfo.h"

#include "core/base/digest.h"
#include "core/base/text.h"
#include "core/wire/announceurl.h"
#include "core/wire/bencode.h"
#include "core/wire/infofiles.h"

#include <fmt/format.h>

namespace wire {

namespace {

using base::ErrorCode;

constexpr std::int64_t maxPieceLength = std::int64_t{1} << 31;
constexpr std::size_t maxPieceCount = std::size_t{1} << 21;
constexpr std::size_t maxCommentCharacters = 4096;
constexpr std::size_t maxCreatorCharacters = 256;

base::Expected<std::uint32_t> readPieceLength(const BencodeValue &info)
{
    const auto length = info.integerAt("piece length");
    if (!length)
        return base::fail(ErrorCode::Malformed, "info.piece length",
                          "it is missing or not an integer");
    if (*length < 1 || *length > maxPieceLength)
        return base::fail(ErrorCode::Limit, "info.piece length",
                          fmt::format("{} is not between 1 and {}", *length, maxPieceLength));
    return static_cast<std::uint32_t>(*length);
}

base::Expected<std::vector<base::PieceHash>>
readHashes(const BencodeValue &info, std::uint64_t totalLength, std::uint32_t pieceLength)
{
    const std::string where = "info.pieces";
    const auto text = info.stringAt("pieces");
    if (!text && info.integerAt("meta version").value_or(1) > 1)
        return base::fail(ErrorCode::Unsupported, where,
                          "this is a torrent of version 2 only (BEP 52)");
    if (!text)
        return base::fail(ErrorCode::Malformed, where, "it is missing or not a string");
    constexpr std::size_t hashSize = 20;
    if (text->size() % hashSize != 0)
        return base::fail(ErrorCode::Malformed, where,
                          fmt::format("{} bytes are no whole number of hashes", text->size()));
    const std::size_t count = text->size() / hashSize;
    const std::uint64_t expected
        = totalLength / pieceLength + (totalLength % pieceLength != 0 ? 1 : 0);
    if (count != expected)
        return base::fail(ErrorCode::Malformed, where,
                          fmt::format("{} hashes for content of {} pieces", count, expected));
    if (count > maxPieceCount)
        return base::fail(ErrorCode::Limit, where,
                          fmt::format("more than {} pieces", maxPieceCount));
    std::vector<base::PieceHash> hashes;
    hashes.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        hashes.push_back(base::PieceHash::fromBytes(base::asBytes(*text).data() + i * hashSize));
    return hashes;
}

base::Expected<Metainfo> readInfo(const BencodeValue &info)
{
    const auto pieceLength = readPieceLength(info);
    if (!pieceLength)
        return tl::unexpected(pieceLength.error());
    auto files = readFiles(info);
    if (!files)
        return tl::unexpected(files.error());
    auto hashes = readHashes(info, files->totalLength, *pieceLength);
    if (!hashes)
        return tl::unexpected(hashes.error());

    Metainfo metainfo;
    metainfo.infoHash = base::InfoHash::fromBytes(base::Sha1::of(info.raw()).bytes.data());
    metainfo.name = std::move(files->name);
    metainfo.multiFile = files->multiFile;
    metainfo.files = std::move(files->files);
    metainfo.geometry = Geometry(files->totalLength, *pieceLength);
    metainfo.pieceHashes = std::move(*hashes);
    metainfo.isPrivate = info.integerAt("private").value_or(0) != 0;
    metainfo.infoBytes.assign(info.raw().begin(), info.raw().end());
    return metainfo;
}

} // namespace

base::Expected<Metainfo> Metainfo::parse(base::ByteView bytes)
{
    const auto tree = Bencode::decode(bytes);
    if (!tree)
        return tl::unexpected(tree.error());
    const BencodeValue torrent = tree->root();
    if (!torrent.isDictionary())
        return base::fail(ErrorCode::Malformed, "", "not a torrent: it holds no dictionary");
    const auto info = torrent.find("info");
    if (!info || !info->isDictionary())
        return base::fail(ErrorCode::Malformed, "info", "it is missing or not a dictionary");
    auto metainfo = readInfo(*info);
    if (!metainfo)
        return metainfo;
    metainfo->announceTiers = wire::announceTiers(torrent);
    metainfo->comment
        = base::cleanText(torrent.stringAt("comment").value_or(""), maxCommentCharacters);
    metainfo->createdBy
        = base::cleanText(torrent.stringAt("created by").value_or(""), maxCreatorCharacters);
    metainfo->creationDate = torrent.integerAt("creation date");
    return metainfo;
}

} // namespace wire
