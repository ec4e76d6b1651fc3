#include "net/userfolders.h"

#include "net/torrentfile.h"

#include <algorithm>

namespace net {

namespace {

namespace fs = std::filesystem;

constexpr const char *suffix = ".torrent";

} // namespace

UserFolders::UserFolders(std::filesystem::path home, QObject *parent)
    : QObject(parent)
    , m_home(std::move(home))
{
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &UserFolders::changed);
}

base::Expected<void> UserFolders::open()
{
    for (const fs::path &folder : {shared(), temporal(), torrents()}) {
        std::error_code error;
        fs::create_directories(folder, error);
        if (error)
            return base::fail(base::ErrorCode::Io, folder.string(), error.message());
    }
    m_watcher.addPath(QString::fromStdString(shared().string()));
    return {};
}

fs::path UserFolders::pathOf(const base::InfoHash &infoHash, TorrentStage stage) const
{
    return (stage == TorrentStage::Whole ? torrents() : temporal()) / (infoHash.hex() + suffix);
}

std::vector<KeptTorrent> UserFolders::kept(std::vector<base::Error> &faults) const
{
    std::vector<KeptTorrent> kept;
    for (const TorrentStage stage : {TorrentStage::Whole, TorrentStage::Unfinished}) {
        std::error_code error;
        for (const auto &entry : fs::directory_iterator(pathOf({}, stage).parent_path(), error)) {
            if (entry.path().extension() != suffix || kept.size() >= maxTorrents)
                continue;
            auto metainfo = readTorrentFile(entry.path());
            if (!metainfo)
                faults.push_back(metainfo.error());
            else
                kept.push_back(
                    {std::make_shared<const wire::Metainfo>(std::move(*metainfo)), stage});
        }
    }
    return kept;
}

base::Expected<void> UserFolders::keep(const base::InfoHash &infoHash, base::ByteView torrent,
                                       TorrentStage stage) const
{
    return writeWhole(pathOf(infoHash, stage), torrent);
}

base::Expected<void> UserFolders::finish(const base::InfoHash &infoHash) const
{
    const fs::path from = pathOf(infoHash, TorrentStage::Unfinished);
    std::error_code error;
    if (!fs::exists(from, error))
        return {};
    fs::rename(from, pathOf(infoHash, TorrentStage::Whole), error);
    if (error)
        return base::fail(base::ErrorCode::Io, from.string(), error.message());
    return {};
}

void UserFolders::forget(const base::InfoHash &infoHash) const
{
    std::error_code ignored;
    for (const TorrentStage stage : {TorrentStage::Whole, TorrentStage::Unfinished})
        fs::remove(pathOf(infoHash, stage), ignored);
}

std::vector<std::string> UserFolders::names() const
{
    std::vector<std::string> names;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(shared(), error)) {
        std::string name = entry.path().filename().string();
        if (!name.starts_with('.'))
            names.push_back(std::move(name));
    }
    std::ranges::sort(names);
    return names;
}

bool UserFolders::holds(const std::string &name) const
{
    std::error_code error;
    return fs::exists(shared() / name, error);
}

} // namespace net
