#pragma once

#include "net/controllink.h"
#include "net/controlproof.h"

namespace net {

/// Where and as whom a role joins.
struct ControlClientOptions {
    base::Endpoint server;
    std::string role; ///< tracker, index, user, statistics or console
    std::string name; ///< unique in its role
    std::string joinKey; ///< empty = the coordinator wants none
    std::chrono::milliseconds firstRetry{250}; ///< doubled each time, with jitter
    std::chrono::milliseconds longestRetry{5000};
    std::chrono::milliseconds pulse{5000}; ///< between two signs of life
    std::chrono::milliseconds silence{15'000}; ///< after which the connection is taken for lost
};

/// A role's end of the control channel: connects, proves the join key and has the coordinator prove
/// it too, carries calls and notices, and comes back by itself when the connection is lost. Lives
/// in one thread.
class ControlClient : public QObject
{
    Q_OBJECT
public:
    using Reply = ControlLink::Reply;

    explicit ControlClient(ControlClientOptions options, QObject *parent = nullptr);
    ~ControlClient() override;

    /// Connects from now on.
    void start();
    /// Hangs up and stays away. Neither lost() nor refused() follows.
    void stop();
    /// Between ready() and lost().
    [[nodiscard]] bool isReady() const { return m_isReady; }
    /// The address under which the coordinator's network knows this machine; only when ready.
    [[nodiscard]] base::Endpoint localAddress() const { return m_link->local(); }
    [[nodiscard]] const ControlClientOptions &options() const { return m_options; }

    /// `done` hears the answer; or an error when not ready, when the coordinator refuses, when the
    /// connection is lost, and after ControlLink::CallTime.
    void call(const QString &method, const QJsonObject &params, Reply done);
    /// Nothing is sent when not ready.
    void notify(const QString &method, const QJsonObject &params);

    /// Answers the coordinator's calls.
    std::function<base::Expected<QJsonObject>(const QString &method, const QJsonObject &params)>
        onCall;

Q_SIGNALS:
    /// It was let in: register (again) now. `welcome` as docs/protocol.md has it.
    void ready(const QJsonObject &welcome);
    /// The connection is lost, or the first try to connect failed; it goes on trying.
    void lost(const base::Error &why);
    void notified(const QString &method, const QJsonObject &params);
    /// Wrong key, other version, name in use, or a coordinator that does not know the key: it does
    /// not try again.
    void refused(const base::Error &why);

private:
    void connectNow();
    void greet();
    void prove(const QJsonObject &challenge);
    void enter(const QJsonObject &welcome);
    void fail(const base::Error &why);
    void giveUp(const base::Error &why);
    void retry(const base::Error &why);
    void dropLink();

    ControlClientOptions m_options;
    ControlProof m_proof;
    std::unique_ptr<QTcpSocket> m_dialling;
    std::unique_ptr<ControlLink> m_link;
    QTimer m_retry;
    QTimer m_patience; ///< until connected
    std::uint32_t m_failures = 0; ///< since the last welcome
    bool m_isReady = false;
};

} // namespace net
