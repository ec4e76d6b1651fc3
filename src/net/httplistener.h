#pragma once

#include "core/base/expected.h"
#include "net/httpconnection.h"
#include "net/readinessset.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpServer>
#include <QTimer>

#include <list>
#include <memory>
#include <optional>
#include <vector>

namespace net {

/// What a listener bears.
struct HttpLimits {
    std::size_t maxConnections = 4096; ///< one more takes the place of the one idle for longest
    base::Duration requestTime
        = std::chrono::seconds(30); ///< from the first byte awaited to the last
    base::Duration idleTime = std::chrono::seconds(60); ///< between two requests
    base::Duration drainTime = std::chrono::seconds(5); ///< for a refused client to hang up
};

/// A small HTTP server: accepts, and keeps connections in their limits; what they answer is up to
/// the kind of connection that `maker` makes.
///
/// QTcpServer binds and listens; the rest of the hot path is native accept, recv and send over one
/// ReadinessSet. A QTcpSocket a connection costs more than ten times the announce it carries
/// (object tree, engine, notifiers, two buffers); and most announces come with a connection of
/// their own, which here is accepted, read, answered and closed within one call and never watched
/// at all.
///
/// When the system is out of descriptors the idlest connection goes; if there is none, accepting
/// pauses until one has gone, without spinning.
class HttpListener : public QObject
{
    Q_OBJECT
public:
    HttpListener(HttpConnectionMaker maker, const HttpLimits &limits, QObject *parent = nullptr);
    ~HttpListener() override;

    /// Binds and accepts from now on. An error names the address.
    base::Expected<void> listen(const base::Endpoint &endpoint);
    /// Closes the listener and every connection.
    void close();

    /// Where it listens.
    [[nodiscard]] std::optional<base::Endpoint> endpoint() const;
    [[nodiscard]] std::size_t connections() const { return m_waiting.size(); }
    /// Accepting is paused because there are no descriptors.
    [[nodiscard]] bool isPaused() const { return m_paused; }

private:
    /// A connection that could not be served at once.
    struct Waiting {
        std::unique_ptr<HttpConnection> connection;
        base::Time since; ///< accepted, last request answered, or next one begun
        std::uint32_t answered = 0;
        HttpConnection::State watchedFor = HttpConnection::State::Reading;
    };
    using Place = std::list<Waiting>::iterator;

    [[nodiscard]] base::Time now() const;
    void ready(int descriptor);
    void acceptAll();
    void begin(int descriptor, const base::Endpoint &remote);
    void keep(std::unique_ptr<HttpConnection> connection);
    void proceed(Place place);
    void drop(Place place);
    bool evictIdlest();
    void pause();
    void resume();
    void dropOverdue();

    HttpConnectionMaker m_maker;
    HttpLimits m_limits;
    QTcpServer m_server;
    ReadinessSet m_readiness;
    QElapsedTimer m_clock;
    QTimer m_timer;
    std::list<Waiting> m_waiting; ///< the one without progress for longest first
    std::vector<std::optional<Place>> m_places; ///< by descriptor
    bool m_paused = false;
};

} // namespace net
