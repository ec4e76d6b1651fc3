#pragma once

#include "models/hostslot.h"
#include "models/indexentries.h"
#include "models/livetable.h"
#include "models/userentries.h"
#include "net/userhost.h"

namespace models {

/// A user's panel (the thesis's peer): Clear, Upload, Download, Disconnect, Connect, its torrents,
/// what the index offers, and the two announcement areas.
class UserPanel : public models::RolePanel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("RolesController has it")
    Q_PROPERTY(bool wanted READ isWanted NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(QString limits READ limits NOTIFY changed)
    Q_PROPERTY(QString folder READ folder CONSTANT)
    Q_PROPERTY(QString announcementBottom READ announcementBottom NOTIFY changed)
    Q_PROPERTY(QString announcementRight READ announcementRight NOTIFY changed)
    Q_PROPERTY(models::SortedTable *torrents READ torrents CONSTANT)
    Q_PROPERTY(models::SortedTable *offers READ offers CONSTANT)
public:
    UserPanel(net::UserOptions options, QObject *parent = nullptr);

    [[nodiscard]] bool isOnline() const override { return m_host.shown().registered; }
    /// False after Disconnect: neither upload nor download is possible.
    [[nodiscard]] bool isWanted() const { return m_host.shown().wanted; }
    /// A command is under way.
    [[nodiscard]] bool isBusy() const { return m_pending > 0; }
    [[nodiscard]] QString status() const override;
    /// "Max_N 4: 1 served, 0 waiting; 2 trackers".
    [[nodiscard]] QString limits() const;
    /// Where whole files lie.
    [[nodiscard]] QString folder() const;
    [[nodiscard]] QString announcementBottom() const;
    [[nodiscard]] QString announcementRight() const;
    [[nodiscard]] SortedTable *torrents() { return m_torrents.sorted(); }
    /// What the last search found at the index.
    [[nodiscard]] SortedTable *offers() { return m_offers.sorted(); }

    void start() override;
    void stop() override;
    void pull() override { m_host.pull(); }

    /// The thesis's buttons. A path or a file: URL; its torrent is made and offered.
    Q_INVOKABLE void upload(const QString &path);
    /// A name, an info-hash or a .torrent file; what is missing is said on the screen.
    Q_INVOKABLE void download(const QString &what);
    Q_INVOKABLE void disconnectUser();
    Q_INVOKABLE void connectUser();
    /// Fills offers(); empty = everything the index has.
    Q_INVOKABLE void search(const QString &text);

Q_SIGNALS:
    void busyChanged();

private:
    void carryOut(net::UserVerb verb, const QString &argument);
    void take(net::UserVerb verb, const base::Expected<net::UserAnswer> &answer);
    void show(const net::UserSnapshot &snapshot);

    net::UserOptions m_options;
    LiveTable<UserTorrentEntry> m_torrents;
    LiveTable<IndexedTorrentEntry> m_offers;
    int m_pending = 0; ///< commands without an answer yet
    HostSlot<net::UserHost, net::UserSnapshot> m_host; ///< last: it ends before what it fills
};

} // namespace models
