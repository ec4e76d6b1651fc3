#pragma once

#include "net/announcement.h"

#include <QElapsedTimer>
#include <QHostInfo>
#include <QTimer>
#include <QUdpSocket>
#include <QUrl>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace net {

/// A UDP tracker's connection id, good for a minute (BEP 15).
struct UdpConnection {
    std::uint64_t id = 0;
    QElapsedTimer obtained;

    [[nodiscard]] bool isFresh() const
    {
        return obtained.isValid()
            && !obtained.hasExpired(std::chrono::milliseconds(lifetime).count());
    }
    static constexpr std::chrono::seconds lifetime{60};
};

/// Announces over UDP (BEP 15): connect, unless there is a fresh connection id, then announce; each
/// is sent again after 15 s, 30 s, 60 s ... The socket is connected, so the system drops datagrams
/// of other senders, and tells at once when nobody listens; answers to other transactions are
/// ignored. A remembered id the tracker does not know any more is replaced.
class UdpAnnouncement : public Announcement
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds FirstRetry{15'000};

    /// `connection` is used when fresh, and renewed; successive announces to a tracker share it.
    UdpAnnouncement(const QUrl &url, const wire::AnnounceRequest &request,
                    std::shared_ptr<UdpConnection> connection,
                    std::chrono::milliseconds firstRetry = FirstRetry, QObject *parent = nullptr);
    ~UdpAnnouncement() override;

    void start() override;

private:
    enum class Phase { Connecting, Announcing };

    void resolved(const QHostInfo &host);
    void begin(Phase phase);
    void send();
    void readAll();
    void readReply(base::ByteView datagram);
    void readConnectReply(base::ByteView datagram);
    void readAnnounceReply(base::ByteView datagram);

    QUrl m_url;
    wire::AnnounceRequest m_request;
    std::shared_ptr<UdpConnection> m_connection;
    std::chrono::milliseconds m_firstRetry;
    std::chrono::milliseconds m_retry{};
    QUdpSocket m_socket;
    QTimer m_retryTimer;
    std::optional<int> m_lookup;
    Phase m_phase = Phase::Connecting;
    bool m_idIsRemembered = false; ///< m_connection is of an earlier announce
    std::uint32_t m_transaction = 0;
};

} // namespace net
