#pragma once

#include "core/roles/torrentindex.h"
#include "core/wire/metainfo.h"
#include "net/torrentshelf.h"

#include <QObject>

namespace net {

/// What became of an upload.
struct StoredTorrent {
    roles::IndexEntry entry;
    bool isNew = false; ///< false: it was there already, and nothing changed
};

/// Everything the index server keeps: .torrent files on a shelf and what is known about them.
/// Used by its web pages and, in-process, by whoever hosts it. Lives in one thread.
class TorrentLibrary : public QObject
{
    Q_OBJECT
public:
    /// Holds at most `maxTorrents`.
    TorrentLibrary(const std::filesystem::path &folder, std::size_t maxTorrents,
                   QObject *parent = nullptr);

    /// Opens the folder and rebuilds the index from its files; those that are no torrents are
    /// logged and left alone.
    base::Expected<void> open();

    /// Stores a .torrent file. `ownerToken` is the secret with which it can be removed; empty =
    /// nobody can. A malformed file is an error whose `where` is the key at fault; a disk that does
    /// not take it is an Io error; nothing is stored then.
    base::Expected<StoredTorrent> add(base::ByteView torrent, const std::string &ownerToken);
    /// Removes a torrent for its owner. NotFound, or Usage for a wrong token.
    base::Expected<void> remove(const base::InfoHash &infoHash, const std::string &ownerToken);
    void setCounts(const base::InfoHash &infoHash, const std::optional<roles::IndexCounts> &counts);

    [[nodiscard]] roles::IndexPage find(const roles::IndexQuery &query) const
    {
        return m_index.search(query);
    }
    [[nodiscard]] std::optional<roles::IndexRow> get(const base::InfoHash &infoHash) const;
    /// The bytes of a .torrent file.
    [[nodiscard]] base::Expected<base::Bytes> torrent(const base::InfoHash &infoHash) const;
    [[nodiscard]] const std::map<base::InfoHash, roles::IndexEntry> &entries() const
    {
        return m_index.entries();
    }
    /// No new torrent is taken.
    [[nodiscard]] bool isFull() const { return m_index.isFull(); }

Q_SIGNALS:
    /// A torrent is new.
    void stored(const roles::IndexEntry &entry);
    void removed(const base::InfoHash &infoHash);
    /// A file or an upload was refused, or the disk said no; one line of clean text.
    void warned(const std::string &text);

private:
    base::Expected<void> restore(const base::InfoHash &infoHash);

    TorrentShelf m_shelf;
    roles::TorrentIndex m_index;
};

} // namespace net
