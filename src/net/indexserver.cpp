#include "net/indexserver.h"

#include "net/address.h"
#include "net/httplistener.h"
#include "net/httpsiteconnection.h"
#include "net/indexscraper.h"
#include "net/indexsite.h"

namespace net {

namespace {

/// Of a form, around the .torrent file in it.
constexpr std::size_t FormBytes = 64 * 1024;
constexpr std::size_t MaxTorrentBytes = 10'000'000;

/// A page's readers are few, but an upload may come over a slow line.
constexpr HttpLimits Limits{.maxConnections = 256, .requestTime = std::chrono::seconds(120)};

} // namespace

class IndexServer::Private
{
public:
    explicit Private(IndexOptions options)
        : m_options(std::move(options))
        , m_library(m_options.folder, m_options.maxTorrents)
        , m_site(m_library, {m_options.hosts, m_options.uploadToken})
        , m_shared{m_site, MaxTorrentBytes + FormBytes}
        , m_http(
              [this](int descriptor,
                     const base::Endpoint &remote) -> std::unique_ptr<HttpConnection> {
                  return std::make_unique<HttpSiteConnection>(descriptor, remote, m_shared);
              },
              Limits)
        , m_scraper(m_library, m_options.trackers, m_options.scrapeInterval)
    {
    }

    IndexOptions m_options;
    TorrentLibrary m_library;
    IndexSite m_site;
    HttpSiteConnection::Shared m_shared;
    HttpListener m_http;
    IndexScraper m_scraper;
};

IndexServer::IndexServer(IndexOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(options)))
{
}

IndexServer::~IndexServer()
{
    stop();
}

base::Expected<void> IndexServer::start()
{
    if (auto opened = d->m_library.open(); !opened)
        return opened;
    if (auto listening = d->m_http.listen(d->m_options.http); !listening)
        return listening;
    d->m_scraper.start();
    return {};
}

void IndexServer::stop()
{
    d->m_scraper.stop();
    d->m_http.close();
}

std::optional<base::Endpoint> IndexServer::endpoint() const
{
    return d->m_http.endpoint();
}

std::string IndexServer::url() const
{
    auto endpoint = d->m_http.endpoint();
    if (!endpoint)
        return {};
    if (isUnspecified(*endpoint))
        *endpoint = base::Endpoint::fromV4(0x7f000001, endpoint->port);
    return "http://" + endpoint->text() + "/";
}

void IndexServer::allowTracker(const std::string &announceUrl)
{
    d->m_scraper.allow(announceUrl);
}

TorrentLibrary &IndexServer::library()
{
    return d->m_library;
}

} // namespace net
