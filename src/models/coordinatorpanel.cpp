#include "models/coordinatorpanel.h"

#include "core/base/units.h"

namespace models {

CoordinatorPanel::CoordinatorPanel(net::CoordinatorOptions options, const QString &name,
                                   Reach reach, QObject *parent)
    : RolePanel(Kind::Coordinator, name, parent)
    , m_options(std::move(options))
    , m_reach(reach)
    , m_trackers(trackerColumns())
    , m_users(memberUserColumns())
    , m_torrents(sharedTorrentColumns())
    , m_host(this, [this](const net::CoordinatorSnapshot &snapshot) { show(snapshot); })
{
    if (m_reach == Reach::Announced)
        connect(this, &RolePanel::started, this, &CoordinatorPanel::announce);
}

QString CoordinatorPanel::status() const
{
    if (!isOnline())
        return tr("the coordinator has ended");
    const QString served = tr("coordinates at %1").arg(address());
    return m_host.shown().refusals == 0
        ? served
        : served + tr("; %1 wrong keys refused").arg(m_host.shown().refusals);
}

QString CoordinatorPanel::joinKey() const
{
    return QString::fromStdString(m_options.control.joinKey);
}

QString CoordinatorPanel::pieceSize() const
{
    return QString::fromStdString(base::formatBytes(m_host.shown().limits.pieceSize));
}

QString CoordinatorPanel::announcementBottom() const
{
    return QString::fromStdString(m_host.shown().announcements.bottom);
}

QString CoordinatorPanel::announcementRight() const
{
    return QString::fromStdString(m_host.shown().announcements.right);
}

QString CoordinatorPanel::quitOutlook() const
{
    const auto trackers = static_cast<int>(m_host.shown().trackers.size());
    const auto users = static_cast<int>(m_host.shown().users.size());
    return tr("Trackers: %1. Users: %2. They lose the coordinator: nothing new can be uploaded and "
              "no one can join, while downloads that run go on. What it knows is kept.")
        .arg(trackers)
        .arg(users);
}

void CoordinatorPanel::start()
{
    m_host.launch(
        [options = m_options] { return std::make_unique<net::CoordinatorHost>(options); });
}

/// Its epoch tells a coordinator that came back from another one.
void CoordinatorPanel::announce()
{
    m_host.thread().ask(
        [](std::unique_ptr<net::CoordinatorHost> &host) {
            std::optional<net::FoundCoordinator> self;
            if (host && host->endpoint())
                self = {*host->endpoint(), host->wantsKey(), host->epoch()};
            return self;
        },
        [this](const std::optional<net::FoundCoordinator> &self) {
            if (!self)
                return;
            const auto started = m_announcer.start(*self);
            if (!started && !self->endpoint.isLoopback())
                screen()->print(QString::fromStdString(started.error().text()));
        });
}

void CoordinatorPanel::printTrackers()
{
    if (m_host.shown().trackers.empty())
        screen()->print(tr("Trackers: none is available"));
    else
        screen()->print(tr("Trackers: %1").arg(m_host.shown().trackers.size()));
    for (const TrackerEntry &tracker : trackerEntries(m_host.shown()))
        screen()->print(QStringLiteral("  %1  %2").arg(tracker.name, tracker.announce));
}

void CoordinatorPanel::quit()
{
    // It comes back where it was, also when the system had picked the port.
    if (const auto where = base::Endpoint::parse(m_host.shown().address))
        m_options.control.listen = *where;
    m_announcer.stop();
    stop();
    screen()->print(tr("the coordinator ends"));
}

void CoordinatorPanel::startAgain()
{
    if (isOnline())
        return;
    // What was set since is in its state.
    if (!m_options.stateFile.empty()) {
        m_options.announcementBottom.reset();
        m_options.announcementRight.reset();
    }
    start();
}

QString CoordinatorPanel::setLimits(const QString &pieceSize, const QString &maxN)
{
    const auto bytes = base::parseBytes(pieceSize.trimmed().toStdString());
    roles::Limits limits;
    if (bytes)
        limits.pieceSize = *bytes;
    if (!bytes || !limits.hasValidPieceSize())
        return tr("Size_Chunks is a power of two from 16 KiB to 16 MiB");
    bool isNumber = false;
    limits.maxN = maxN.trimmed().toULongLong(&isNumber);
    if (!isNumber || !limits.hasValidMaxN())
        return tr("Max_N is a whole number from 0 to %1").arg(roles::Limits::MostMaxN);
    m_host.thread().tell(
        [limits](net::CoordinatorHost &host) { host.setLimits(limits.pieceSize, limits.maxN); });
    return {};
}

void CoordinatorPanel::setAnnouncements(const QString &bottom, const QString &right)
{
    m_host.thread().tell(
        [bottom, right](net::CoordinatorHost &host) { host.setAnnouncements(bottom, right); });
}

void CoordinatorPanel::show(const net::CoordinatorSnapshot &snapshot)
{
    m_trackers.apply(trackerEntries(snapshot));
    m_users.apply(memberUserEntries(snapshot));
    m_torrents.apply(sharedTorrentEntries(snapshot));
}

} // namespace models
