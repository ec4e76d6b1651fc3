#pragma once

#include "core/wire/scrape.h"

#include <QNetworkAccessManager>
#include <QTimer>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

class QNetworkReply;

namespace net {

class TorrentLibrary;

/// Whether counts can be asked for at that announce URL: http, and "announce" last in its path
/// (BEP 48).
bool isScrapable(const std::string &announceUrl);

/// Asks allowed trackers for the seeds and peers of a library's torrents (BEP 48), a batch of
/// torrents a request, in turn. Only the trackers it was given are asked: the URLs of strangers'
/// torrents choose among them and name no others. Redirects are not followed. A tracker that does
/// not answer is asked half as often each time, and its torrents' counts are taken back.
class IndexScraper : public QObject
{
    Q_OBJECT
public:
    IndexScraper(TorrentLibrary &library, const std::vector<std::string> &trackers,
                 std::chrono::milliseconds interval, QObject *parent = nullptr);
    ~IndexScraper() override;

    void allow(const std::string &announceUrl);
    void start();
    /// Gives up what is under way. May be called twice.
    void stop();

private:
    struct Tracker {
        std::string announceUrl;
        QTimer timer;
        std::chrono::milliseconds pause{}; ///< to the next request
        base::InfoHash last{}; ///< asked for last; the next batch begins behind it
        std::vector<base::InfoHash> asked; ///< of the request under way
        QNetworkReply *reply = nullptr;
    };

    void ask(Tracker &tracker);
    void heard(Tracker &tracker);
    void set(const Tracker &tracker, const std::vector<wire::ScrapeEntry> &entries);
    [[nodiscard]] std::vector<base::InfoHash> nextBatch(const Tracker &tracker) const;

    TorrentLibrary &m_library;
    std::chrono::milliseconds m_interval;
    bool m_running = false;
    QNetworkAccessManager m_network;
    std::vector<std::unique_ptr<Tracker>> m_trackers;
};

} // namespace net
