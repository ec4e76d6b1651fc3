#pragma once

#include "core/base/endpoint.h"
#include "core/base/expected.h"
#include "core/base/ids.h"
#include "core/roles/swarmtable.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace net {

/// How a tracker runs.
struct TrackerOptions {
    std::optional<base::Endpoint> http; ///< port 0 picks a free one; absent = no HTTP
    std::optional<base::Endpoint> udp;
    std::chrono::seconds interval{
        1800}; ///< told to clients; a peer silent for two of them is dropped
    std::uint32_t maxSwarms = 1'000'000; ///< the least recently used one goes when more appear
    roles::PeerSelection selection = roles::PeerSelection::Random;
    std::uint64_t seed = 0; ///< of the sample of peers in an answer
};

/// One torrent's counts, for lists.
struct TrackerSwarmRow {
    base::InfoHash infoHash;
    std::uint32_t seeds = 0;
    std::uint32_t leechers = 0;
    std::uint32_t completed = 0; ///< downloads that finished here
};

/// A BitTorrent tracker over HTTP and UDP on QTcpServer and QUdpSocket: a skin over
/// roles::SwarmTable. Lives in one thread; a fault of a client never stops it.
class TrackerServer : public QObject
{
    Q_OBJECT
public:
    explicit TrackerServer(const TrackerOptions &options, QObject *parent = nullptr);
    ~TrackerServer() override;

    /// Opens the listeners. An error names the address.
    base::Expected<void> start();
    /// Closes them and every connection. May be called twice.
    void stop();

    /// Where it listens, with the port the system picked.
    [[nodiscard]] std::optional<base::Endpoint> httpEndpoint() const;
    [[nodiscard]] std::optional<base::Endpoint> udpEndpoint() const;
    /// "http://1.2.3.4:6969/announce"; an unspecified address is shown as 127.0.0.1.
    [[nodiscard]] std::string announceUrl() const;

    [[nodiscard]] std::vector<TrackerSwarmRow> swarms() const;
    /// Every peer of every swarm, by info-hash, then endpoint.
    [[nodiscard]] std::vector<roles::TrackedPeer> peers() const;
    /// Drops every peer whose id is one of those meant. Returns how many.
    std::uint32_t forgetIf(const std::function<bool(const base::PeerId &)> &isMeant);
    /// Announces answered since the start.
    [[nodiscard]] std::uint64_t announces() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace net
