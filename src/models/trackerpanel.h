#pragma once

#include "models/hostslot.h"
#include "models/livetable.h"
#include "models/trackerentries.h"
#include "net/trackerhost.h"

namespace models {

/// A tracker's panel: Clear, Peers, Seeds, Disconnect, Connect, and its lists.
class TrackerPanel : public models::RolePanel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("RolesController has it")
    Q_PROPERTY(QString announceUrl READ announceUrl NOTIFY changed)
    Q_PROPERTY(models::SortedTable *users READ users CONSTANT)
    Q_PROPERTY(models::SortedTable *peers READ peers CONSTANT)
    Q_PROPERTY(models::SortedTable *seeds READ seeds CONSTANT)
    Q_PROPERTY(models::SortedTable *torrents READ torrents CONSTANT)
public:
    TrackerPanel(net::TrackerHostOptions options, QObject *parent = nullptr);

    [[nodiscard]] bool isOnline() const override { return m_host.shown().isConnected; }
    [[nodiscard]] QString status() const override;
    /// Its first announce URL.
    [[nodiscard]] QString announceUrl() const;
    /// Everybody; those that seed nothing; those that seed something.
    [[nodiscard]] SortedTable *users() { return m_users.sorted(); }
    [[nodiscard]] SortedTable *peers() { return m_peers.sorted(); }
    [[nodiscard]] SortedTable *seeds() { return m_seeds.sorted(); }
    [[nodiscard]] SortedTable *torrents() { return m_torrents.sorted(); }

    void start() override;
    void stop() override { m_host.stop(); }
    void pull() override { m_host.pull(); }

    /// The thesis's buttons: write the list on the screen.
    Q_INVOKABLE void printPeers();
    Q_INVOKABLE void printSeeds();
    /// The thesis's buttons: gets no more uploads, or gets them again.
    Q_INVOKABLE void disconnectTracker();
    Q_INVOKABLE void connectTracker();

private:
    void print(const QString &title, const std::vector<roles::ListedUser> &users);
    void show(const net::TrackerSnapshot &snapshot);

    net::TrackerHostOptions m_options;
    LiveTable<ListedUserEntry> m_users;
    LiveTable<ListedUserEntry> m_peers;
    LiveTable<ListedUserEntry> m_seeds;
    LiveTable<SwarmEntry> m_torrents;
    HostSlot<net::TrackerHost, net::TrackerSnapshot> m_host; ///< last: it ends before what it fills
};

} // namespace models
