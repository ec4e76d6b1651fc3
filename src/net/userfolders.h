#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/wire/metainfo.h"

#include <QFileSystemWatcher>
#include <QObject>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace net {

/// How far a user is with a torrent.
enum class TorrentStage : std::uint8_t {
    Unfinished, ///< its .torrent lies in `temporal`
    Whole, ///< its .torrent lies in `torrents`
};

/// A torrent that a user kept from its last run.
struct KeptTorrent {
    std::shared_ptr<const wire::Metainfo> metainfo;
    TorrentStage stage = TorrentStage::Unfinished;
};

/// A user's folders (thesis): `shared` holds whole files, `temporal` what is being downloaded. The
/// .torrent files lie beside them, where each says how far it is, so that a new start goes on with
/// both. Tells when something comes to or goes from `shared`.
class UserFolders : public QObject
{
    Q_OBJECT
public:
    /// Torrents a user keeps.
    static constexpr std::size_t maxTorrents = 10'000;

    explicit UserFolders(std::filesystem::path home, QObject *parent = nullptr);

    /// Makes the folders and begins to watch. An error names the path.
    base::Expected<void> open();

    [[nodiscard]] std::filesystem::path shared() const { return m_home / "shared"; }
    [[nodiscard]] std::filesystem::path temporal() const { return m_home / "temporal"; }
    [[nodiscard]] std::filesystem::path torrents() const { return m_home / "torrents"; }

    /// What was kept; files that are no torrents are left alone and their errors added to `faults`.
    [[nodiscard]] std::vector<KeptTorrent> kept(std::vector<base::Error> &faults) const;
    /// Writes a .torrent file (temp, sync, rename).
    [[nodiscard]] base::Expected<void> keep(const base::InfoHash &infoHash, base::ByteView torrent,
                                            TorrentStage stage) const;
    /// The download is done: its .torrent moves; one that is kept as whole already stays.
    [[nodiscard]] base::Expected<void> finish(const base::InfoHash &infoHash) const;
    /// Takes its .torrent away; the content stays.
    void forget(const base::InfoHash &infoHash) const;

    /// Files and folders in `shared`, sorted; hidden ones are left out.
    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] bool holds(const std::string &name) const;

Q_SIGNALS:
    /// Something came to or went from `shared`.
    void changed();

private:
    [[nodiscard]] std::filesystem::path pathOf(const base::InfoHash &infoHash,
                                               TorrentStage stage) const;

    std::filesystem::path m_home;
    QFileSystemWatcher m_watcher;
};

} // namespace net
