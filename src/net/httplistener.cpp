#include "net/httplistener.h"

#include "net/address.h"

#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace net {

namespace {

/// Qt's default of 50 drops handshakes when many clients come at once.
constexpr int Backlog = 1024;
/// Accepted in one go, so that open connections get their turn.
constexpr int AcceptedAtOnce = 128;
constexpr std::chrono::seconds TimerPeriod{1};

bool somebodyWaits(int listener)
{
    pollfd state{listener, POLLIN, 0};
    return ::poll(&state, 1, 0) == 1;
}

void sendAtOnce(int descriptor)
{
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

} // namespace

HttpListener::HttpListener(HttpConnectionMaker maker, const HttpLimits &limits, QObject *parent)
    : QObject(parent)
    , m_maker(std::move(maker))
    , m_limits(limits)
    , m_readiness([this](int descriptor) { ready(descriptor); })
{
    m_clock.start();
    m_timer.setInterval(TimerPeriod);
    connect(&m_timer, &QTimer::timeout, this, &HttpListener::dropOverdue);
}

HttpListener::~HttpListener()
{
    close();
}

base::Expected<void> HttpListener::listen(const base::Endpoint &endpoint)
{
    m_server.setListenBacklogSize(Backlog);
    if (!m_server.listen(toHostAddress(endpoint), endpoint.port)) {
        const bool busy = m_server.serverError() == QAbstractSocket::AddressInUseError;
        return base::fail(busy ? base::ErrorCode::Busy : base::ErrorCode::Io,
                          "http " + endpoint.text(), m_server.errorString().toStdString());
    }
    m_server.pauseAccepting(); // its own notifier would accept with a QTcpSocket each
    m_readiness.add(static_cast<int>(m_server.socketDescriptor()), ReadinessSet::Interest::Read);
    m_timer.start();
    return {};
}

void HttpListener::close()
{
    m_timer.stop();
    if (m_server.isListening())
        m_readiness.remove(static_cast<int>(m_server.socketDescriptor()));
    m_server.close();
    m_waiting.clear();
    m_places.clear();
    m_paused = false;
}

std::optional<base::Endpoint> HttpListener::endpoint() const
{
    if (!m_server.isListening())
        return std::nullopt;
    return toEndpoint(m_server.serverAddress(), m_server.serverPort());
}

base::Time HttpListener::now() const
{
    return base::Time(base::Duration(m_clock.nsecsElapsed() / 1000));
}

void HttpListener::ready(int descriptor)
{
    if (descriptor == static_cast<int>(m_server.socketDescriptor())) {
        acceptAll();
        return;
    }
    const auto index = static_cast<std::size_t>(descriptor);
    if (index < m_places.size() && m_places[index])
        proceed(*m_places[index]);
}

void HttpListener::acceptAll()
{
    const int listener = static_cast<int>(m_server.socketDescriptor());
    for (int i = 0; i < AcceptedAtOnce; ++i) {
        sockaddr_storage remote{};
        socklen_t length = sizeof remote;
        const int descriptor = ::accept4(listener, reinterpret_cast<sockaddr *>(&remote), &length,
                                         SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor >= 0) {
            begin(descriptor, toEndpoint(remote));
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED)
            continue;
        // Without descriptors the system says so before it looks whether anybody waits.
        if (errno == EAGAIN || errno == EWOULDBLOCK || !somebodyWaits(listener))
            return;
        if (!evictIdlest()) {
            pause();
            return;
        }
    }
}

void HttpListener::begin(int descriptor, const base::Endpoint &remote)
{
    // A client that sends as soon as it is connected is served and gone here.
    auto connection = m_maker(descriptor, remote);
    if (connection->advance() != HttpConnection::State::Closed)
        keep(std::move(connection));
}

void HttpListener::keep(std::unique_ptr<HttpConnection> connection)
{
    if (m_waiting.size() >= m_limits.maxConnections)
        evictIdlest();
    const int descriptor = connection->descriptor();
    const auto interest = connection->state() == HttpConnection::State::Writing
        ? ReadinessSet::Interest::Write
        : ReadinessSet::Interest::Read;
    if (!m_readiness.add(descriptor, interest))
        return;
    sendAtOnce(descriptor);
    const std::uint32_t answered = connection->answered();
    const HttpConnection::State state = connection->state();
    m_waiting.push_back({std::move(connection), now(), answered, state});
    const auto index = static_cast<std::size_t>(descriptor);
    if (m_places.size() <= index)
        m_places.resize(index + 1);
    m_places[index] = std::prev(m_waiting.end());
}

void HttpListener::proceed(Place place)
{
    const bool wasIdle = place->connection->isIdle();
    const HttpConnection::State state = place->connection->advance();
    if (state == HttpConnection::State::Closed) {
        drop(place);
        return;
    }
    const bool writes = state == HttpConnection::State::Writing;
    if (writes != (place->watchedFor == HttpConnection::State::Writing)) {
        m_readiness.change(place->connection->descriptor(),
                           writes ? ReadinessSet::Interest::Write : ReadinessSet::Interest::Read);
    }
    place->watchedFor = state;
    const bool begins = wasIdle && !place->connection->isIdle();
    if (place->connection->answered() == place->answered && !begins)
        return;
    place->answered = place->connection->answered();
    place->since = now();
    m_waiting.splice(m_waiting.end(), m_waiting, place);
}

void HttpListener::drop(Place place)
{
    m_places[static_cast<std::size_t>(place->connection->descriptor())].reset();
    m_waiting.erase(place);
    if (m_paused)
        resume();
}

/// The one without progress for longest: slow senders cannot outstay idle ones.
bool HttpListener::evictIdlest()
{
    if (m_waiting.empty())
        return false;
    drop(m_waiting.begin());
    return true;
}

void HttpListener::pause()
{
    m_paused = true;
    m_readiness.remove(static_cast<int>(m_server.socketDescriptor()));
}

void HttpListener::resume()
{
    m_paused = false;
    m_readiness.add(static_cast<int>(m_server.socketDescriptor()), ReadinessSet::Interest::Read);
}

void HttpListener::dropOverdue()
{
    // Others of the process may have given descriptors back.
    if (m_paused)
        resume();
    const base::Time time = now();
    const base::Duration shortest
        = std::min({m_limits.requestTime, m_limits.idleTime, m_limits.drainTime});
    for (auto place = m_waiting.begin(); place != m_waiting.end();) {
        const auto candidate = place++;
        const base::Duration waited = time - candidate->since;
        if (waited < shortest)
            return;
        base::Duration limit = m_limits.requestTime;
        if (candidate->connection->isIdle())
            limit = m_limits.idleTime;
        else if (candidate->connection->state() == HttpConnection::State::Draining)
            limit = m_limits.drainTime;
        if (waited >= limit)
            drop(candidate);
    }
}

} // namespace net
