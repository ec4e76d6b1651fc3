#pragma once

#include "net/controlclient.h"
#include "net/indexserver.h"
#include "net/indexsnapshot.h"
#include "net/mailbox.h"

#include <QObject>
#include <QTimer>

namespace net {

/// As whom an index joins a coordinator.
struct IndexHostOptions {
    IndexOptions index;
    base::Endpoint coordinator;
    std::string name;
    std::string joinKey; ///< empty = the coordinator wants none
    std::string url; ///< what users are told; empty = its address as the coordinator sees it
};

/// The index role (the thesis's server): an IndexServer that tells a coordinator where it is and
/// asks the coordinator's trackers for seeds and peers. It serves with and without the coordinator.
/// Lives in one thread; other threads pull snapshots() and send setQuery() by queued call.
class IndexHost : public QObject
{
    Q_OBJECT
public:
    explicit IndexHost(IndexHostOptions options, QObject *parent = nullptr);
    ~IndexHost() override;

    /// Opens the folder, listens, and looks for the coordinator. An error names path or address.
    base::Expected<void> start();
    void stop();

    [[nodiscard]] IndexServer &server() { return m_server; }
    /// The address of its page as users are told it.
    [[nodiscard]] std::string url() const;
    [[nodiscard]] bool isRegistered() const { return m_registered; }
    /// What a panel shows, at most half a second old; any thread may read it, even after this
    /// object.
    [[nodiscard]] std::shared_ptr<const Mailbox<IndexSnapshot>> snapshots() const
    {
        return m_mailbox;
    }
    /// What the snapshot's page shows from now on.
    void setQuery(const roles::IndexQuery &query);

Q_SIGNALS:
    /// The coordinator knows it (again).
    void registered();
    /// The coordinator will not have it; it serves on without.
    void refused(const base::Error &why);
    void logged(const QString &text);

private:
    void watchLibrary();
    void registerNow();
    void takeTrackers(const QJsonObject &from);
    void failed(const base::Error &why);
    void log(const std::string &text);
    void publish();

    IndexHostOptions m_options;
    IndexServer m_server;
    ControlClient m_client;
    UserLease m_lease; ///< its trackers
    roles::IndexQuery m_query;
    RoleLog m_log;
    std::string m_fault;
    bool m_registered = false;
    QTimer m_publish;
    std::shared_ptr<Mailbox<IndexSnapshot>> m_mailbox;
};

} // namespace net
