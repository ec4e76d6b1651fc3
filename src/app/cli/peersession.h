#pragma once

#include "app/cli/peeroptions.h"
#include "net/livepeer.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace app {

/// Runs one live peer in this thread until it is told to end: prints where it listens, shows its
/// progress on stderr, leaves cleanly (a `stopped` announce) on SIGINT and SIGTERM.
class PeerSession : public QObject
{
public:
    /// `needsContent`: the session fails when the check finds pieces missing (a seed).
    PeerSession(net::PeerSetup setup, bool needsContent);

    /// Called once when everything is verified and in place.
    std::function<void()> onCompleted;

    /// Runs the event loop; returns an exit code.
    int run(const std::vector<std::string> &peers);
    /// Ends the session with that exit code after leaving the swarm.
    void finish(int exitCode);
    [[nodiscard]] const net::LivePeer &peer() const { return *m_peer; }

private:
    void opened(quint32 pieces);
    void showProgress();

    std::shared_ptr<const wire::Metainfo> m_metainfo;
    std::string m_directory;
    std::unique_ptr<net::LivePeer> m_peer;
    bool m_needsContent;
    bool m_finishing = false;
    int m_exitCode = 0;
    QTimer m_progress;
};

} // namespace app
