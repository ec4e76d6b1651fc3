#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/wire/metainfo.h"
#include "net/userlease.h"

#include <QObject>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

namespace net {

class ControlClient;
class IndexClient;

/// What an upload made.
struct UploadedTorrent {
    base::Bytes bytes; ///< of the .torrent file
    std::shared_ptr<const wire::Metainfo> metainfo;
    std::string tracker; ///< name of the tracker it was given; empty when it was there already
    bool isNew = false; ///< false: the index had it, and its trackers hold
};

/// One upload (thesis): the content goes to `shared` and is hashed in a thread of its own; the
/// coordinator says which tracker it gets; the .torrent goes to the index. A torrent the index has
/// already is taken as it stands there. Ends in one onDone(); deleting it gives up.
class UserUpload : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const base::Expected<UploadedTorrent> &)>;

    UserUpload(ControlClient &coordinator, IndexClient &index, QObject *parent = nullptr);
    ~UserUpload() override;

    /// Hears how it ended; set before start(), called once.
    Done onDone;

    /// `content` is a file or folder; `pieceLength` in bytes, 0 = as the size suggests.
    void start(const std::filesystem::path &content, const std::filesystem::path &shared,
               std::uint32_t pieceLength);

private:
    void hashed(const base::Expected<base::Bytes> &torrent);
    void assigned(const base::Expected<UserTracker> &tracker);
    void offer();
    void stored(const base::Expected<bool> &isNew);
    void takeFromIndex();
    void fail(const base::Error &error);

    ControlClient &m_coordinator;
    IndexClient &m_index;
    std::string m_where; ///< the content, for errors
    UploadedTorrent m_torrent;
    std::atomic<bool> m_cancelled = false;
    std::jthread m_thread; ///< hashes
};

} // namespace net
