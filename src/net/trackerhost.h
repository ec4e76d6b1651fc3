#pragma once

#include "net/controlclient.h"
#include "net/mailbox.h"
#include "net/trackersnapshot.h"

#include <optional>
#include <set>

namespace net {

/// How a tracker that belongs to a coordinator runs.
struct TrackerHostOptions {
    TrackerOptions tracker;
    ControlClientOptions control; ///< its role is set here
    /// Between two snapshots; absent = nobody looks at them, and none are made.
    std::optional<std::chrono::milliseconds> snapshotEvery{200};
};

/// A tracker as a role of a system: a TrackerServer that registers with the coordinator, hears
/// which users are connected, and keeps the thesis's lists. What announces say it knows without the
/// coordinator, and goes on serving when that is away. Lives in one thread; snapshots() may be read
/// from any.
class TrackerHost : public QObject
{
    Q_OBJECT
public:
    explicit TrackerHost(TrackerHostOptions options, QObject *parent = nullptr);
    ~TrackerHost() override;

    /// Opens the tracker's listeners and connects. An error names the address.
    base::Expected<void> start();
    /// Closes everything. May be called twice.
    void stop();

    [[nodiscard]] const TrackerServer &server() const { return m_server; }
    [[nodiscard]] bool isRegistered() const { return m_isRegistered; }
    /// What a panel shows, see snapshotEvery.
    [[nodiscard]] std::shared_ptr<const Mailbox<TrackerSnapshot>> snapshots() const
    {
        return m_mailbox;
    }

public Q_SLOTS:
    /// The thesis's button: gets uploads from now on.
    void connectToCoordinator();
    /// The thesis's button: gets no more uploads; its torrents keep working for who has them.
    void disconnectFromCoordinator();

Q_SIGNALS:
    /// The coordinator gives it uploads.
    void registered();
    /// The coordinator does not let it in, and it does not try again.
    void refused(const base::Error &why);
    /// A line of the message screen.
    void logged(const QString &line);

private:
    void registerNow();
    void startOver(const QJsonObject &answer);
    void hear(const QString &method, const QJsonObject &params);
    void userConnected(const std::string &user, const std::string &tag);
    void userDisconnected(const std::string &user);
    void takeLimits(const QJsonObject &params);
    void forgetTags(const std::set<std::string> &tags);
    [[nodiscard]] std::vector<std::string> announceUrls() const;
    const roles::TrackerLists &lists();
    [[nodiscard]] base::Expected<QJsonObject> answer(const QString &method);
    void log(const std::string &text);
    void publish();

    TrackerHostOptions m_options;
    TrackerServer m_server;
    ControlClient m_client;
    roles::UserLists m_users;
    roles::Limits m_limits;
    std::set<std::string> m_tagsBefore; ///< of users known before it registered this time
    std::chrono::seconds m_lease{}; ///< in which those come back
    QTimer m_leaseEnd;
    std::shared_ptr<Mailbox<TrackerSnapshot>> m_mailbox;
    RoleLog m_log;
    roles::TrackerLists m_lists; ///< as of the last look
    QElapsedTimer m_listed; ///< since that look
    std::chrono::milliseconds m_listRest{}; ///< until the next: large lists take their time
    QTimer m_publish;
    bool m_isRunning = false;
    bool m_isRegistered = false;
};

} // namespace net
