#include "net/resumedata.h"

#include "core/base/digest.h"
#include "core/wire/bencode.h"
#include "core/wire/bencodewriter.h"

#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace net {

namespace {

constexpr std::int64_t formatVersion = 1;
constexpr std::size_t checksumSize = 20;
constexpr std::size_t maxFileSize = 64 * 1024 * 1024;

base::Error damaged(const std::filesystem::path &file)
{
    return {base::ErrorCode::Malformed, file.string(), "the resume data is damaged"};
}

} // namespace

base::Expected<void> ResumeData::save(const std::filesystem::path &file) const
{
    wire::BencodeList list;
    for (const FileStamp &stamp : stamps) {
        list.addInteger(static_cast<std::int64_t>(stamp.inode));
        list.addInteger(static_cast<std::int64_t>(stamp.size));
        list.addInteger(stamp.modified);
    }
    wire::BencodeDictionary dictionary;
    dictionary.setInteger("format", formatVersion);
    dictionary.setString("have", base::asText(have.toWire()));
    dictionary.setString("info-hash", base::asText(infoHash.view()));
    dictionary.set("stamps", list);
    base::Bytes bytes = dictionary.encoded();
    const base::PieceHash checksum = base::Sha1::of(bytes);
    bytes.insert(bytes.end(), checksum.bytes.begin(), checksum.bytes.end());

    const std::string temporary = file.string() + ".new";
    const Descriptor out(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    const auto size = static_cast<ssize_t>(bytes.size());
    if (!out.isOpen() || ::write(out.handle(), bytes.data(), bytes.size()) != size
        || ::fsync(out.handle()) != 0 || ::rename(temporary.c_str(), file.c_str()) != 0)
        return tl::unexpected(systemError(file.string()));
    return {};
}

base::Expected<ResumeData> ResumeData::load(const std::filesystem::path &file,
                                            const wire::Metainfo &metainfo)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return base::fail(base::ErrorCode::NotFound, file.string(), "there is no resume data");
    base::Bytes bytes;
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error || size < checksumSize || size > maxFileSize)
        return tl::unexpected(damaged(file));
    bytes.resize(size);
    in.read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(size));
    const base::ByteView body = base::ByteView(bytes).first(size - checksumSize);
    if (!in || base::Sha1::of(body) != base::PieceHash::fromBytes(bytes.data() + body.size()))
        return tl::unexpected(damaged(file));
    const auto tree = wire::Bencode::decode(body, {.size = maxFileSize});
    if (!tree)
        return tl::unexpected(damaged(file));
    const wire::BencodeValue root = tree->root();
    if (root.integerAt("format") != formatVersion)
        return base::fail(base::ErrorCode::Unsupported, file.string(), "of another version");
    if (root.stringAt("info-hash") != base::asText(metainfo.infoHash.view()))
        return base::fail(base::ErrorCode::Malformed, file.string(), "of another torrent");
    const auto have = wire::Bitfield::fromWire(base::asBytes(root.stringAt("have").value_or("")),
                                               metainfo.geometry.pieceCount());
    std::vector<std::int64_t> numbers;
    if (const auto list = root.find("stamps")) {
        for (const wire::BencodeValue item : *list)
            numbers.push_back(item.integer().value_or(0));
    }
    if (!have || numbers.size() != metainfo.files.size() * 3)
        return tl::unexpected(damaged(file));
    ResumeData data{metainfo.infoHash, *have, {}};
    for (std::size_t i = 0; i < numbers.size(); i += 3)
        data.stamps.push_back({static_cast<std::uint64_t>(numbers[i]),
                               static_cast<std::uint64_t>(numbers[i + 1]), numbers[i + 2]});
    return data;
}

} // namespace net
