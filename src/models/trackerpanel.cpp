#include "models/trackerpanel.h"

namespace models {

TrackerPanel::TrackerPanel(net::TrackerHostOptions options, QObject *parent)
    : RolePanel(Kind::Tracker, QString::fromStdString(options.control.name), parent)
    , m_options(std::move(options))
    , m_users(listedUserColumns())
    , m_peers(listedUserColumns())
    , m_seeds(listedUserColumns())
    , m_torrents(swarmColumns())
    , m_host(this, [this](const net::TrackerSnapshot &snapshot) { show(snapshot); })
{
}

QString TrackerPanel::status() const
{
    return joinStatus(isOnline(), m_host.shown().coordinator);
}

QString TrackerPanel::announceUrl() const
{
    return m_host.shown().announceUrls.empty()
        ? QString()
        : QString::fromStdString(m_host.shown().announceUrls.front());
}

void TrackerPanel::start()
{
    m_host.launch([options = m_options] { return std::make_unique<net::TrackerHost>(options); });
}

void TrackerPanel::print(const QString &title, const std::vector<roles::ListedUser> &users)
{
    screen()->print(users.empty() ? tr("%1: none").arg(title)
                                  : tr("%1: %2").arg(title).arg(users.size()));
    for (const roles::ListedUser &user : users)
        screen()->print(tr("  %1: seeds %2, downloads %3")
                            .arg(QString::fromStdString(user.name))
                            .arg(user.seeds)
                            .arg(user.downloads));
}

void TrackerPanel::printPeers()
{
    print(tr("Peers"), m_host.shown().lists.peers);
}

void TrackerPanel::printSeeds()
{
    print(tr("Seeds"), m_host.shown().lists.seeds);
}

void TrackerPanel::disconnectTracker()
{
    m_host.thread().tell([](net::TrackerHost &host) { host.disconnectFromCoordinator(); });
}

void TrackerPanel::connectTracker()
{
    m_host.thread().tell([](net::TrackerHost &host) { host.connectToCoordinator(); });
}

void TrackerPanel::show(const net::TrackerSnapshot &snapshot)
{
    m_users.apply(listedUserEntries(snapshot.lists.users));
    m_peers.apply(listedUserEntries(snapshot.lists.peers));
    m_seeds.apply(listedUserEntries(snapshot.lists.seeds));
    m_torrents.apply(swarmEntries(snapshot.swarms));
}

} // namespace models
