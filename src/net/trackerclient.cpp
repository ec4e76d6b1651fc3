#include "net/trackerclient.h"

#include "core/base/rng.h"
#include "net/address.h"
#include "net/httpannouncement.h"
#include "net/udpannouncement.h"

#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <map>
#include <optional>

namespace net {

namespace {

constexpr std::chrono::seconds TrackerTime{30};

} // namespace

class TrackerClient::Private
{
public:
    Private(TrackerClient *client, std::vector<std::vector<std::string>> tiers, std::uint64_t seed)
        : q(client)
        , m_tiers(std::move(tiers))
    {
        base::Rng rng(seed);
        for (auto &tier : m_tiers)
            rng.shuffle(std::span(tier));
        m_limit.setSingleShot(true);
        m_limit.setInterval(TrackerTime);
        QObject::connect(&m_limit, &QTimer::timeout, q, [this] {
            concluded(base::fail(base::ErrorCode::Io, "", "no answer within 30 seconds"));
        });
        m_turn.setSingleShot(true);
        QObject::connect(&m_turn, &QTimer::timeout, q, [this] { tryNext(); });
    }

    void begin(const wire::AnnounceRequest &request);
    void abort();
    [[nodiscard]] bool isBusy() const { return m_request.has_value(); }

    QHostAddress m_local; ///< null = the system chooses
    std::optional<wire::AnnounceRequest> m_waiting; ///< for the one under way to end

private:
    struct Attempt {
        std::size_t tier = 0;
        std::string url;
    };

    void tryNext();
    std::unique_ptr<Announcement> makeAttempt(const std::string &url);
    void concluded(const Announcement::Outcome &outcome);
    void endAttempt();
    void succeed(const Attempt &attempt, const wire::AnnounceResponse &response);
    void goOn();

    TrackerClient *q;
    std::vector<std::vector<std::string>> m_tiers;
    std::map<std::string, std::shared_ptr<UdpConnection>> m_connections; ///< by URL
    std::map<std::string, std::string> m_trackerIds; ///< by URL
    std::optional<wire::AnnounceRequest> m_request; ///< under way
    std::vector<Attempt> m_attempts; ///< still to be tried, the next one last
    Attempt m_current;
    std::unique_ptr<Announcement> m_announcement;
    base::Error m_lastError;
    QTimer m_limit;
    QTimer m_turn; ///< so that nothing is emitted from within announce()
};

void TrackerClient::Private::begin(const wire::AnnounceRequest &request)
{
    m_request = request;
    m_lastError = {base::ErrorCode::NotFound, "", "there is no tracker"};
    m_attempts.clear();
    for (std::size_t tier = 0; tier < m_tiers.size(); ++tier) {
        for (const std::string &url : m_tiers[tier])
            m_attempts.push_back({tier, url});
    }
    std::ranges::reverse(m_attempts);
    m_turn.start(0);
}

void TrackerClient::Private::abort()
{
    m_waiting.reset();
    m_request.reset();
    m_turn.stop();
    endAttempt();
}

void TrackerClient::Private::tryNext()
{
    if (m_attempts.empty()) {
        const base::Error error = m_lastError;
        goOn();
        Q_EMIT q->failed(error);
        return;
    }
    m_current = std::move(m_attempts.back());
    m_attempts.pop_back();
    m_announcement = makeAttempt(m_current.url);
    if (!m_announcement) {
        concluded(base::fail(base::ErrorCode::Unsupported, "", "not an http, https or udp URL"));
        return;
    }
    QObject::connect(m_announcement.get(), &Announcement::finished, q,
                     [this](const Announcement::Outcome &outcome) { concluded(outcome); });
    m_limit.start();
    m_announcement->setLocalAddress(m_local);
    m_announcement->start();
}

std::unique_ptr<Announcement> TrackerClient::Private::makeAttempt(const std::string &url)
{
    const QUrl parsed(QString::fromStdString(url));
    wire::AnnounceRequest request = *m_request;
    if (const auto known = m_trackerIds.find(url); known != m_trackerIds.end())
        request.trackerId = known->second;
    if (parsed.scheme() == QLatin1String("udp")) {
        auto &connection = m_connections[url];
        if (!connection)
            connection = std::make_shared<UdpConnection>();
        return std::make_unique<UdpAnnouncement>(parsed, request, connection);
    }
    if (parsed.scheme() == QLatin1String("http") || parsed.scheme() == QLatin1String("https"))
        return std::make_unique<HttpAnnouncement>(parsed, request);
    return nullptr;
}

void TrackerClient::Private::concluded(const Announcement::Outcome &outcome)
{
    endAttempt();
    if (!outcome) {
        m_lastError = outcome.error().within(m_current.url);
        m_turn.start(0);
        return;
    }
    succeed(m_current, *outcome);
}

/// The announcement may be the caller, so it goes when the loop is back.
void TrackerClient::Private::endAttempt()
{
    m_limit.stop();
    if (!m_announcement)
        return;
    m_announcement->disconnect(q);
    m_announcement.release()->deleteLater();
}

void TrackerClient::Private::succeed(const Attempt &attempt, const wire::AnnounceResponse &response)
{
    auto &tier = m_tiers[attempt.tier];
    const auto worked = std::ranges::find(tier, attempt.url);
    std::rotate(tier.begin(), worked, worked + 1);
    if (!response.trackerId.empty())
        m_trackerIds[attempt.url] = response.trackerId;
    const std::string url = attempt.url;
    goOn();
    Q_EMIT q->answered(url, response);
}

void TrackerClient::Private::goOn()
{
    m_request.reset();
    if (!m_waiting)
        return;
    const wire::AnnounceRequest next = std::move(*m_waiting);
    m_waiting.reset();
    begin(next);
}

TrackerClient::TrackerClient(std::vector<std::vector<std::string>> tiers, std::uint64_t seed,
                             QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(tiers), seed))
{
}

TrackerClient::~TrackerClient() = default;

void TrackerClient::setLocalAddress(const base::Endpoint &address)
{
    d->m_local = boundAddress(address);
}

void TrackerClient::announce(const wire::AnnounceRequest &request)
{
    if (d->isBusy())
        d->m_waiting = request;
    else
        d->begin(request);
}

bool TrackerClient::isBusy() const
{
    return d->isBusy();
}

void TrackerClient::abort()
{
    d->abort();
}

} // namespace net
