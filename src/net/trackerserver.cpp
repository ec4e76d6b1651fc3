#include "net/trackerserver.h"

#include "net/httpheadconnection.h"
#include "net/httplistener.h"
#include "net/httptracker.h"
#include "net/udpport.h"
#include "net/udptracker.h"

#include <QRandomGenerator>
#include <QTimer>

namespace net {

namespace {

base::SipKey secret()
{
    auto *source = QRandomGenerator::system();
    return {source->generate64(), source->generate64()};
}

roles::SwarmTableOptions tableOptions(const TrackerOptions &options)
{
    return {.interval = options.interval,
            .maxSwarms = options.maxSwarms,
            .key = secret(),
            .selection = options.selection};
}

} // namespace

class TrackerServer::Private
{
public:
    explicit Private(const TrackerOptions &options)
        : m_options(options)
        , m_desk(tableOptions(options), options.seed)
        , m_httpTracker(m_desk)
        , m_udpTracker(m_desk, secret())
        , m_http(HttpHeadConnection::maker([this](const auto &head, const auto &remote, auto &out) {
                     m_httpTracker.answer(head, remote, out);
                 }),
                 HttpLimits{})
        , m_udp([this](auto datagram, const auto &remote, auto out) {
            return m_udpTracker.answer(datagram, remote, out);
        })
    {
        m_expiry.setInterval(std::chrono::seconds(1));
        QObject::connect(&m_expiry, &QTimer::timeout, &m_expiry, [this] { m_desk.expire(); });
    }

    TrackerOptions m_options;
    TrackerDesk m_desk;
    HttpTracker m_httpTracker;
    UdpTracker m_udpTracker;
    HttpListener m_http;
    UdpPort m_udp;
    QTimer m_expiry;
};

TrackerServer::TrackerServer(const TrackerOptions &options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(options))
{
}

TrackerServer::~TrackerServer()
{
    stop();
}

base::Expected<void> TrackerServer::start()
{
    if (d->m_options.http) {
        if (auto listening = d->m_http.listen(*d->m_options.http); !listening)
            return listening;
    }
    if (d->m_options.udp) {
        if (auto listening = d->m_udp.listen(*d->m_options.udp); !listening) {
            d->m_http.close();
            return listening;
        }
    }
    d->m_expiry.start();
    return {};
}

void TrackerServer::stop()
{
    d->m_expiry.stop();
    d->m_http.close();
    d->m_udp.close();
}

std::optional<base::Endpoint> TrackerServer::httpEndpoint() const
{
    return d->m_http.endpoint();
}

std::optional<base::Endpoint> TrackerServer::udpEndpoint() const
{
    return d->m_udp.endpoint();
}

std::string TrackerServer::announceUrl() const
{
    auto endpoint = httpEndpoint() ? httpEndpoint() : udpEndpoint();
    if (!endpoint)
        return {};
    const std::uint16_t port = endpoint->port;
    endpoint->port = 1; // an address one can dial needs a port other than 0
    if (!endpoint->isDialable())
        *endpoint = base::Endpoint::fromV4(0x7f000001, port);
    endpoint->port = port;
    return httpEndpoint() ? "http://" + endpoint->text() + "/announce"
                          : "udp://" + endpoint->text();
}

std::vector<TrackerSwarmRow> TrackerServer::swarms() const
{
    std::vector<TrackerSwarmRow> rows;
    for (const auto &[infoHash, counts] : d->m_desk.table().allCounts())
        rows.push_back({infoHash, counts.complete, counts.incomplete, counts.downloaded});
    return rows;
}

std::vector<roles::TrackedPeer> TrackerServer::peers() const
{
    return d->m_desk.table().entries();
}

std::uint32_t TrackerServer::forgetIf(const std::function<bool(const base::PeerId &)> &isMeant)
{
    return d->m_desk.forgetIf(isMeant);
}

std::uint64_t TrackerServer::announces() const
{
    return d->m_desk.announces();
}

} // namespace net
