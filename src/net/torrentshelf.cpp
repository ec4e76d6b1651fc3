#include "net/torrentshelf.h"

#include "core/wire/bencode.h"
#include "net/torrentfile.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>
#include <system_error>

namespace net {

namespace {

constexpr const char *TorrentExtension = ".torrent";
constexpr const char *OwnerExtension = ".owner";
/// Of an owner's file; a digest in hex has 64.
constexpr std::size_t MaxOwnerBytes = 128;

tl::unexpected<base::Error> ioFault(const std::filesystem::path &path, const std::error_code &error)
{
    return base::fail(base::ErrorCode::Io, path.string(), error.message());
}

} // namespace

std::filesystem::path TorrentShelf::pathOf(const base::InfoHash &infoHash,
                                           const char *extension) const
{
    return m_folder / (infoHash.hex() + extension);
}

base::Expected<std::vector<base::InfoHash>> TorrentShelf::open() const
{
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error)
        return ioFault(m_folder, error);
    std::vector<base::InfoHash> found;
    auto file = std::filesystem::directory_iterator(m_folder, error);
    for (; !error && file != std::filesystem::directory_iterator(); file.increment(error)) {
        const auto infoHash = base::InfoHash::fromHex(file->path().stem().string());
        if (infoHash && file->path().filename() == infoHash->hex() + TorrentExtension)
            found.push_back(*infoHash);
    }
    if (error)
        return ioFault(m_folder, error);
    std::ranges::sort(found);
    return found;
}

base::Expected<base::Bytes> TorrentShelf::torrent(const base::InfoHash &infoHash) const
{
    return readWhole(pathOf(infoHash, TorrentExtension), wire::BencodeLimits().size);
}

base::Expected<TorrentShelf::Item> TorrentShelf::item(const base::InfoHash &infoHash) const
{
    auto bytes = torrent(infoHash);
    if (!bytes)
        return tl::unexpected(bytes.error());
    Item item{infoHash, std::move(*bytes), {}, 0};
    if (const auto owner = readWhole(pathOf(infoHash, OwnerExtension), MaxOwnerBytes))
        item.owner = base::asText(*owner);
    const QFileInfo info(QString::fromStdString(pathOf(infoHash, TorrentExtension).string()));
    item.written = info.lastModified().toSecsSinceEpoch();
    return item;
}

base::Expected<void> TorrentShelf::put(const base::InfoHash &infoHash, base::ByteView torrent,
                                       const std::string &owner) const
{
    // The owner first: after a crash between the two there is a digest without torrent, which the
    // next upload replaces, and never a torrent that lost its owner.
    auto written = writeWhole(pathOf(infoHash, OwnerExtension), base::asBytes(owner));
    if (written)
        written = writeWhole(pathOf(infoHash, TorrentExtension), torrent);
    if (!written) {
        std::error_code ignored; // the file may never have come to be
        std::filesystem::remove(pathOf(infoHash, OwnerExtension), ignored);
    }
    return written;
}

base::Expected<void> TorrentShelf::remove(const base::InfoHash &infoHash) const
{
    for (const char *extension : {TorrentExtension, OwnerExtension}) {
        std::error_code error;
        std::filesystem::remove(pathOf(infoHash, extension), error);
        if (error)
            return ioFault(pathOf(infoHash, extension), error);
    }
    return {};
}

} // namespace net
