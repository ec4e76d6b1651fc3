#pragma once

#include "core/base/endpoint.h"
#include "core/base/rng.h"
#include "core/swarm/servebudget.h"
#include "core/wire/metainfo.h"
#include "net/diskthread.h"
#include "net/peersetup.h"
#include "net/userfolders.h"
#include "net/usersnapshot.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <map>
#include <memory>

namespace net {

class LivePeer;

/// How a user's torrents take part.
struct UserPeerOptions {
    base::Endpoint listen; ///< each torrent takes a port of its own from this one on; 0 = any free
    std::string tag; ///< of the user, in every peer id
};

/// All torrents of a user, each a LivePeer; what they serve at once is counted together (Max_N).
/// Lives in one thread.
class UserTorrents : public QObject
{
    Q_OBJECT
public:
    UserTorrents(const UserFolders &folders, UserPeerOptions options, QObject *parent = nullptr);
    ~UserTorrents() override;

    /// Transfers served at once over all torrents; 0 = no limit.
    void setMaxN(std::uint32_t maxN);
    [[nodiscard]] std::uint32_t maxN() const;
    /// Of these, taken now.
    [[nodiscard]] std::uint32_t served() const;

    /// Takes part in a torrent. `hashed`: its content lies in `shared` and was hashed just now, so
    /// it is not read again. One that is there stays as it is. An error when it cannot listen.
    base::Expected<void> add(const std::shared_ptr<const wire::Metainfo> &metainfo, bool hashed);
    /// Leaves a torrent: its links end, the trackers hear it.
    void remove(const base::InfoHash &infoHash);
    /// Leaves or joins all swarms; what is there stays.
    void setConnected(bool connected);
    [[nodiscard]] bool isConnected() const { return m_connected; }
    /// Whether trackers still wait to be told that it left.
    [[nodiscard]] bool isLeaving() const { return m_leaving > 0; }

    /// Null when it takes no part in it.
    [[nodiscard]] std::shared_ptr<const wire::Metainfo> find(const base::InfoHash &infoHash) const;
    /// For how long it has been whole, seconds; 0 when it is not.
    [[nodiscard]] std::int64_t secondsWhole(const base::InfoHash &infoHash) const;
    [[nodiscard]] bool isComplete(const base::InfoHash &infoHash) const;
    /// Sorted by name.
    [[nodiscard]] std::vector<UserTorrentRow> rows() const;
    /// Where a torrent's peer listens; for tests and lists.
    [[nodiscard]] std::optional<base::Endpoint> endpointOf(const base::InfoHash &infoHash) const;

Q_SIGNALS:
    /// The check is done; `complete`: nothing is missing.
    void opened(const base::InfoHash &infoHash, bool complete);
    /// A download is whole and lies in `shared`.
    void downloaded(const base::InfoHash &infoHash);
    /// Every tracker was told that it left, or does not answer.
    void left();
    /// A line worth showing.
    void noted(const QString &text);

private:
    struct Entry {
        std::shared_ptr<const wire::Metainfo> metainfo;
        std::unique_ptr<LivePeer> peer;
        bool complete = false;
        QElapsedTimer whole; ///< runs since it is complete
    };

    [[nodiscard]] PeerSetup setupOf(const std::shared_ptr<const wire::Metainfo> &metainfo,
                                    const base::Endpoint &listen, bool hashed);
    void watch(const base::InfoHash &infoHash, LivePeer &peer);
    void leave(LivePeer &peer);
    void offerSlots();

    const UserFolders &m_folders;
    UserPeerOptions m_options;
    base::Rng m_rng;
    std::shared_ptr<DiskThread> m_disk;
    std::shared_ptr<swarm::ServeBudget> m_budget;
    QTimer m_offer; ///< so that a free slot is offered when no peer is in the middle of an event
    std::size_t m_firstOffer = 0; ///< whose turn it is to be asked first
    std::map<base::InfoHash, Entry> m_entries;
    std::uint32_t m_number = 0; ///< of the last peer
    int m_leaving = 0; ///< peers whose trackers are being told
    bool m_connected = true;
};

} // namespace net
