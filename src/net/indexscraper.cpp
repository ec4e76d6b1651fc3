#include "net/indexscraper.h"

#include "core/wire/querystring.h"
#include "net/torrentlibrary.h"

#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>

namespace net {

namespace {

/// Torrents of one request: their hashes, escaped, fit into the 4 KiB many servers read.
constexpr std::size_t BatchSize = 50;
constexpr std::chrono::minutes LongestPause{10};
constexpr std::chrono::seconds AnswerTime{10};
constexpr qint64 MaxAnswerBytes = 64 * 1024;
constexpr std::string_view AnnouncePart = "announce";

std::string scrapeUrl(std::string announceUrl, const std::vector<base::InfoHash> &infoHashes)
{
    const std::size_t at = announceUrl.rfind('/') + 1;
    announceUrl.replace(at, AnnouncePart.size(), "scrape");
    for (const base::InfoHash &infoHash : infoHashes) {
        wire::appendQuerySeparator(announceUrl);
        announceUrl += "info_hash=";
        wire::appendPercentEncoded(announceUrl, base::asText(infoHash.view()));
    }
    return announceUrl;
}

} // namespace

bool isScrapable(const std::string &announceUrl)
{
    const std::size_t slash = announceUrl.rfind('/');
    return announceUrl.starts_with("http://") && slash != std::string::npos
        && std::string_view(announceUrl).substr(slash + 1).starts_with(AnnouncePart);
}

IndexScraper::IndexScraper(TorrentLibrary &library, const std::vector<std::string> &trackers,
                           std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent)
    , m_library(library)
    , m_interval(interval)
{
    for (const std::string &url : trackers)
        allow(url);
}

IndexScraper::~IndexScraper()
{
    stop();
}

void IndexScraper::allow(const std::string &announceUrl)
{
    const auto isSame = [&](const auto &tracker) { return tracker->announceUrl == announceUrl; };
    if (!isScrapable(announceUrl) || std::ranges::any_of(m_trackers, isSame))
        return;
    auto tracker = std::make_unique<Tracker>();
    tracker->announceUrl = announceUrl;
    tracker->pause = m_interval;
    tracker->timer.setSingleShot(true);
    connect(&tracker->timer, &QTimer::timeout, this, [this, raw = tracker.get()] { ask(*raw); });
    if (m_running)
        tracker->timer.start(0);
    m_trackers.push_back(std::move(tracker));
}

void IndexScraper::start()
{
    m_running = true;
    for (const auto &tracker : m_trackers)
        tracker->timer.start(0);
}

void IndexScraper::stop()
{
    m_running = false;
    for (const auto &tracker : m_trackers) {
        tracker->timer.stop();
        if (auto *reply = std::exchange(tracker->reply, nullptr)) {
            reply->disconnect(this);
            reply->abort();
            reply->deleteLater();
        }
    }
}

std::vector<base::InfoHash> IndexScraper::nextBatch(const Tracker &tracker) const
{
    std::vector<base::InfoHash> batch;
    const auto &entries = m_library.entries();
    const auto take = [&](auto from, auto to) {
        for (auto at = from; at != to && batch.size() < BatchSize; ++at) {
            const auto &urls = at->second.trackers;
            if (std::ranges::find(urls, tracker.announceUrl) != urls.end())
                batch.push_back(at->first);
        }
    };
    const auto middle = entries.upper_bound(tracker.last);
    take(middle, entries.end());
    take(entries.begin(), middle);
    return batch;
}

void IndexScraper::ask(Tracker &tracker)
{
    tracker.asked = nextBatch(tracker);
    if (tracker.asked.empty()) {
        tracker.timer.start(m_interval);
        return;
    }
    tracker.last = tracker.asked.back();
    const std::string url = scrapeUrl(tracker.announceUrl, tracker.asked);
    QNetworkRequest request(QUrl::fromEncoded(QByteArray::fromStdString(url)));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setRawHeader("Accept-Encoding", "identity");
    request.setTransferTimeout(static_cast<int>(std::chrono::milliseconds(AnswerTime).count()));
    tracker.reply = m_network.get(request);
    connect(tracker.reply, &QNetworkReply::downloadProgress, this, [&tracker](qint64 received) {
        if (received > MaxAnswerBytes && tracker.reply != nullptr)
            tracker.reply->abort();
    });
    connect(tracker.reply, &QNetworkReply::finished, this, [this, &tracker] { heard(tracker); });
}

void IndexScraper::heard(Tracker &tracker)
{
    auto *reply = std::exchange(tracker.reply, nullptr);
    reply->deleteLater();
    const QByteArray body = reply->readAll();
    base::Expected<std::vector<wire::ScrapeEntry>> entries
        = base::fail(base::ErrorCode::Io, tracker.announceUrl, "it does not answer");
    if (reply->error() == QNetworkReply::NoError)
        entries = wire::decodeScrapeReply({reinterpret_cast<const std::uint8_t *>(body.constData()),
                                           static_cast<std::size_t>(body.size())});
    tracker.pause = entries ? m_interval
                            : std::min<std::chrono::milliseconds>(tracker.pause * 2, LongestPause);
    set(tracker, entries.value_or(std::vector<wire::ScrapeEntry>()));
    tracker.timer.start(tracker.pause);
}

void IndexScraper::set(const Tracker &tracker, const std::vector<wire::ScrapeEntry> &entries)
{
    for (const base::InfoHash &infoHash : tracker.asked) {
        const auto entry = std::ranges::find(entries, infoHash, &wire::ScrapeEntry::infoHash);
        if (entry == entries.end())
            m_library.setCounts(infoHash, std::nullopt);
        else
            m_library.setCounts(infoHash, roles::IndexCounts{entry->complete, entry->incomplete});
    }
}

} // namespace net
