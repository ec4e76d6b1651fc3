#include "net/torrentlibrary.h"

#include "core/base/text.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <fmt/format.h>

namespace net {

namespace {

constexpr std::size_t MaxLogCharacters = 300;

/// What is kept of a secret: SHA-256 in hex; nothing of none.
std::string digestOf(const std::string &token)
{
    if (token.empty())
        return {};
    return QCryptographicHash::hash(QByteArray::fromStdString(token), QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

roles::IndexEntry entryOf(const wire::Metainfo &metainfo)
{
    roles::IndexEntry entry;
    entry.infoHash = metainfo.infoHash;
    entry.name = metainfo.name;
    entry.size = metainfo.geometry.totalLength();
    entry.fileCount = static_cast<std::uint32_t>(metainfo.files.size());
    entry.pieceCount = metainfo.geometry.pieceCount();
    entry.pieceLength = metainfo.geometry.pieceLength();
    for (const auto &tier : metainfo.announceTiers)
        entry.trackers.insert(entry.trackers.end(), tier.begin(), tier.end());
    return entry;
}

} // namespace

TorrentLibrary::TorrentLibrary(const std::filesystem::path &folder, std::size_t maxTorrents,
                               QObject *parent)
    : QObject(parent)
    , m_shelf(folder)
    , m_index(maxTorrents)
{
}

base::Expected<void> TorrentLibrary::open()
{
    const auto infoHashes = m_shelf.open();
    if (!infoHashes)
        return tl::unexpected(infoHashes.error());
    for (const base::InfoHash &infoHash : *infoHashes) {
        if (const auto restored = restore(infoHash); !restored)
            Q_EMIT warned(base::cleanText("left out " + restored.error().text(), MaxLogCharacters));
    }
    return {};
}

base::Expected<void> TorrentLibrary::restore(const base::InfoHash &infoHash)
{
    const auto item = m_shelf.item(infoHash);
    if (!item)
        return tl::unexpected(item.error());
    const std::string file = infoHash.hex() + ".torrent";
    const auto metainfo = wire::Metainfo::parse(item->torrent);
    if (!metainfo)
        return tl::unexpected(metainfo.error().within(file));
    if (metainfo->infoHash != infoHash)
        return base::fail(base::ErrorCode::Malformed, file, "its content has another info-hash");
    roles::IndexEntry entry = entryOf(*metainfo);
    entry.uploaded = item->written;
    entry.owner = item->owner;
    return m_index.add(std::move(entry)).map([](bool) {});
}

base::Expected<StoredTorrent> TorrentLibrary::add(base::ByteView torrent,
                                                  const std::string &ownerToken)
{
    const auto metainfo = wire::Metainfo::parse(torrent);
    if (!metainfo) {
        Q_EMIT warned(
            base::cleanText("refused a torrent: " + metainfo.error().text(), MaxLogCharacters));
        return tl::unexpected(metainfo.error());
    }
    if (const auto *known = m_index.find(metainfo->infoHash))
        return StoredTorrent{*known, false};
    roles::IndexEntry entry = entryOf(*metainfo);
    entry.uploaded = QDateTime::currentSecsSinceEpoch();
    entry.owner = digestOf(ownerToken);
    const auto put = m_index.isFull() ? base::Expected<void>()
                                      : m_shelf.put(entry.infoHash, torrent, entry.owner);
    if (!put) {
        Q_EMIT warned(
            base::cleanText("cannot store a torrent: " + put.error().text(), MaxLogCharacters));
        return tl::unexpected(put.error());
    }
    if (const auto added = m_index.add(entry); !added)
        return tl::unexpected(added.error());
    Q_EMIT stored(entry);
    return StoredTorrent{std::move(entry), true};
}

base::Expected<void> TorrentLibrary::remove(const base::InfoHash &infoHash,
                                            const std::string &ownerToken)
{
    const auto entry = get(infoHash);
    if (auto taken = m_index.remove(infoHash, digestOf(ownerToken)); !taken)
        return taken;
    if (auto gone = m_shelf.remove(infoHash); !gone) {
        m_index.add(entry->entry); // its file would bring it back at the next start
        Q_EMIT warned(
            base::cleanText("cannot remove a torrent: " + gone.error().text(), MaxLogCharacters));
        return gone;
    }
    Q_EMIT removed(infoHash);
    return {};
}

void TorrentLibrary::setCounts(const base::InfoHash &infoHash,
                               const std::optional<roles::IndexCounts> &counts)
{
    m_index.setCounts(infoHash, counts);
}

std::optional<roles::IndexRow> TorrentLibrary::get(const base::InfoHash &infoHash) const
{
    const auto *entry = m_index.find(infoHash);
    if (entry == nullptr)
        return std::nullopt;
    return roles::IndexRow{*entry, m_index.isAmbiguous(*entry)};
}

base::Expected<base::Bytes> TorrentLibrary::torrent(const base::InfoHash &infoHash) const
{
    if (m_index.find(infoHash) == nullptr)
        return base::fail(base::ErrorCode::NotFound, infoHash.hex(), "there is no such torrent");
    return m_shelf.torrent(infoHash);
}

} // namespace net
