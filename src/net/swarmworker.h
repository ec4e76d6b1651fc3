#pragma once

#include "net/livepeer.h"
#include "net/swarmboard.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

namespace net {

/// The part of a live swarm that lives in one worker thread: a share of the peers. Commands come as
/// queued calls, rows and log lines go up as values.
class SwarmWorker : public QObject
{
    Q_OBJECT
public:
    SwarmWorker() = default;

    /// Makes a peer and starts it; a peer that cannot start is reported by peerFailed().
    void add(const PeerSetup &setup);
    void remove(std::uint32_t number);
    void setConnected(std::uint32_t number, bool connected);
    /// Leaves the swarm with every peer; allLeft() when each `stopped` is through.
    void leave();
    /// Ends every peer. Called in this thread, last.
    void clear();
    /// Sends the rows of all peers and the new log lines up.
    void report();
    /// Whether peers' decisions are put into words at all; off while nobody looks.
    void setLogging(bool on) { m_logging = on; }

Q_SIGNALS:
    void peerListening(quint32 number);
    void peerFailed(quint32 number, const base::Error &error);
    void peerCompleted(quint32 number);
    /// The receiver may move out of it.
    void reported(const std::shared_ptr<net::WorkerReport> &report);
    void allLeft();

private:
    void log(lab::LogLine line);
    void noted(const LivePeer &peer, const swarm::Reason &reason);
    void oneLeft();

    std::map<std::uint32_t, std::unique_ptr<LivePeer>> m_peers;
    std::vector<lab::LogLine> m_lines; ///< since the last report
    std::size_t m_leaving = 0;
    bool m_logging = false;
};

} // namespace net
