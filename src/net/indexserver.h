#pragma once

#include "core/base/endpoint.h"
#include "net/torrentlibrary.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace net {

/// How an index server runs.
struct IndexOptions {
    base::Endpoint http = base::Endpoint::fromV4(0x7f000001, 0); ///< port 0 picks a free one
    std::filesystem::path folder; ///< where the .torrent files are
    std::string uploadToken; ///< wanted at uploads over HTTP; empty = none
    std::vector<std::string> hosts; ///< names it is asked by, besides loopback and IP addresses
    /// HTTP announce URLs of the trackers whose scrape is asked for seeds and peers; no other URL
    /// that stands in an uploaded torrent is ever fetched.
    std::vector<std::string> trackers;
    std::chrono::milliseconds scrapeInterval{5000}; ///< doubled at each failure, up to 10 minutes
    std::size_t maxTorrents = 100'000;
};

/// The index server: a library of .torrent files and its web site (docs/index-server.md). Lives in
/// one thread; a fault of a client or of the disk never stops it.
class IndexServer : public QObject
{
    Q_OBJECT
public:
    explicit IndexServer(IndexOptions options, QObject *parent = nullptr);
    ~IndexServer() override;

    /// Opens the folder and listens. An error names the path or the address.
    base::Expected<void> start();
    /// Closes the listener and every connection. May be called twice.
    void stop();

    /// Where it listens, with the port the system picked.
    [[nodiscard]] std::optional<base::Endpoint> endpoint() const;
    /// "http://1.2.3.4:8080/"; an unspecified address is shown as 127.0.0.1.
    [[nodiscard]] std::string url() const;

    /// Adds to IndexOptions::trackers; one that is there stays.
    void allowTracker(const std::string &announceUrl);

    /// What it keeps, to be used in the server's thread; changes show on its pages at once.
    [[nodiscard]] TorrentLibrary &library();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace net
