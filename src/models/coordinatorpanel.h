#pragma once

#include "models/coordinatorentries.h"
#include "models/hostslot.h"
#include "models/livetable.h"
#include "net/coordinatorhost.h"
#include "net/lanannouncer.h"

namespace models {

/// The coordinator's panel: Clear, Enable, Trackers, Quit, and what everybody is told.
class CoordinatorPanel : public models::RolePanel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("RolesController has it")
    Q_PROPERTY(QString joinKey READ joinKey CONSTANT)
    Q_PROPERTY(QString address READ address NOTIFY changed)
    Q_PROPERTY(QString pieceSize READ pieceSize NOTIFY changed)
    Q_PROPERTY(QString maxN READ maxN NOTIFY changed)
    Q_PROPERTY(QString announcementBottom READ announcementBottom NOTIFY changed)
    Q_PROPERTY(QString announcementRight READ announcementRight NOTIFY changed)
    Q_PROPERTY(QString indexUrl READ indexUrl NOTIFY changed)
    Q_PROPERTY(QString quitOutlook READ quitOutlook NOTIFY changed)
    Q_PROPERTY(models::SortedTable *trackers READ trackers CONSTANT)
    Q_PROPERTY(models::SortedTable *users READ users CONSTANT)
    Q_PROPERTY(models::SortedTable *torrents READ torrents CONSTANT)
public:
    /// How roles find it.
    enum class Reach : std::uint8_t {
        ByAddress,
        Announced, ///< also by multicast, on the network it listens on
    };

    CoordinatorPanel(net::CoordinatorOptions options, const QString &name, Reach reach,
                     QObject *parent = nullptr);

    [[nodiscard]] bool isOnline() const override { return m_host.shown().isRunning; }
    [[nodiscard]] QString status() const override;
    /// What roles must know to be let in; empty = nothing.
    [[nodiscard]] QString joinKey() const;
    /// Where roles find it.
    [[nodiscard]] QString address() const { return QString::fromStdString(m_host.shown().address); }
    /// The thesis's Size_Chunks: "256 KiB".
    [[nodiscard]] QString pieceSize() const;
    [[nodiscard]] QString maxN() const { return QString::number(m_host.shown().limits.maxN); }
    [[nodiscard]] QString announcementBottom() const;
    [[nodiscard]] QString announcementRight() const;
    [[nodiscard]] QString indexUrl() const
    {
        return QString::fromStdString(m_host.shown().indexUrl);
    }
    /// Who loses the coordinator when it quits: "2 trackers, 1 index, 3 users ...".
    [[nodiscard]] QString quitOutlook() const;
    [[nodiscard]] SortedTable *trackers() { return m_trackers.sorted(); }
    [[nodiscard]] SortedTable *users() { return m_users.sorted(); }
    [[nodiscard]] SortedTable *torrents() { return m_torrents.sorted(); }

    void start() override;
    void stop() override { m_host.stop(); }
    void pull() override { m_host.pull(); }

    /// The thesis's button: writes the list of trackers on the screen, the next one first.
    Q_INVOKABLE void printTrackers();
    /// The thesis's button: the coordinator ends; the other roles stay and wait for it.
    Q_INVOKABLE void quit();
    /// After quit(): the coordinator comes back at its address with all it knew.
    Q_INVOKABLE void startAgain();
    /// For everybody, from now on. Gives what is wrong with the texts, empty when they were taken.
    Q_INVOKABLE QString setLimits(const QString &pieceSize, const QString &maxN);
    /// The users' announcement areas show it at once.
    Q_INVOKABLE void setAnnouncements(const QString &bottom, const QString &right);

private:
    void announce();
    void show(const net::CoordinatorSnapshot &snapshot);

    net::CoordinatorOptions m_options;
    Reach m_reach;
    net::LanAnnouncer m_announcer;
    LiveTable<TrackerEntry> m_trackers;
    LiveTable<MemberUserEntry> m_users;
    LiveTable<SharedTorrentEntry> m_torrents;
    HostSlot<net::CoordinatorHost, net::CoordinatorSnapshot>
        m_host; ///< last: it ends before what it fills
};

} // namespace models
