#pragma once

#include "core/base/expected.h"
#include "core/lab/swarmsnapshot.h"
#include "net/swarmsetup.h"

#include <QObject>

#include <memory>

namespace net {

/// A whole local swarm over real sockets: a tracker, seeds and leechers spread over worker threads,
/// each peer with folders of its own below the swarm's folder (`<number>/shared`,
/// `<number>/temporal`).
///
/// Lives in its owner's thread (GUI or command line), which never waits: commands go down as
/// values, state comes back as snapshots. stop() is bounded and may be called twice.
class LiveSwarm : public QObject
{
    Q_OBJECT
public:
    explicit LiveSwarm(QObject *parent = nullptr);
    ~LiveSwarm() override;

    /// Makes the .torrent, the tracker and the peers in the background; started() or failed()
    /// follows.
    void start(const SwarmSetup &setup);
    /// Sends `stopped` announces, closes everything, joins the threads; at most 5 s.
    void stop();
    [[nodiscard]] bool isRunning() const;

    /// Adds a leecher (or a seed, which gets the content) while the swarm runs; returns its number.
    std::uint32_t addPeer(bool seed);
    /// Adds a peer that is not like the others; returns its number.
    std::uint32_t addPeer(const PeerKind &kind);
    /// Ends a peer and forgets it. Its files stay.
    void removePeer(std::uint32_t number);
    /// Disconnect: leaves tracker and links, keeps what it has. Connect: comes back.
    void setConnected(std::uint32_t number, bool connected);

    /// Announces that its tracker answered so far; asks the tracker's thread and waits for it. 0
    /// when nothing runs.
    [[nodiscard]] std::uint64_t announces() const;
    /// The newest state; never null, cheap, any thread.
    [[nodiscard]] lab::SnapshotPtr snapshot() const;

Q_SIGNALS:
    /// Creating the torrent: bytes hashed so far of how many.
    void preparing(quint64 hashed, quint64 total);
    /// All listen and the first one dials.
    void started();
    /// It could not start; nothing runs.
    void failed(const base::Error &error);
    /// The recording could not be written to its end; told by stop().
    void recordingFailed(const base::Error &error);
    /// A peer could not start; the others go on.
    void peerFailed(quint32 number, const base::Error &error);
    /// A lab peer has everything verified and written.
    void peerCompleted(quint32 number);
    /// The last leecher completed.
    void completed();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace net
