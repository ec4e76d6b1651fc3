#include "net/coordinatornotices.h"

#include <algorithm>

namespace net {

void CoordinatorNotices::limits()
{
    for (const char *role : {"tracker", "user", "index"})
        m_server.notifyAll(role, QStringLiteral("limits.changed"), toJson(m_coordinator.limits()));
}

void CoordinatorNotices::announcements()
{
    m_server.notifyAll("user", QStringLiteral("announcements.changed"),
                       toJson(m_coordinator.announcements()));
}

void CoordinatorNotices::trackers()
{
    const QJsonObject params{{QStringLiteral("trackers"), trackerList()}};
    for (const char *role : {"user", "index"})
        m_server.notifyAll(role, QStringLiteral("trackers.changed"), params);
}

void CoordinatorNotices::index()
{
    m_server.notifyAll("user", QStringLiteral("index.changed"), toJson(m_coordinator.index()));
}

void CoordinatorNotices::connected(const std::string &user, const std::string &tag)
{
    m_server.notifyAll("tracker", QStringLiteral("user.connected"), userJson(user, tag));
}

void CoordinatorNotices::disconnected(const std::string &user, const std::string &tag)
{
    m_server.notifyAll("tracker", QStringLiteral("user.disconnected"), userJson(user, tag));
}

void CoordinatorNotices::usersTo(std::uint64_t tracker)
{
    for (const auto &[name, user] : m_coordinator.users())
        m_server.notify(tracker, QStringLiteral("user.connected"), userJson(name, user.tag));
}

void CoordinatorNotices::events()
{
    for (const roles::SeedEvent &event : m_coordinator.takeEvents()) {
        for (const std::uint64_t watcher : m_watchers)
            m_server.notify(watcher, noticeOf(event), toJson(event));
    }
}

void CoordinatorNotices::addWatcher(std::uint64_t statistics)
{
    if (std::ranges::find(m_watchers, statistics) == m_watchers.end())
        m_watchers.push_back(statistics);
}

QJsonArray CoordinatorNotices::trackerList() const
{
    QJsonArray list;
    for (const roles::RegisteredTracker &tracker : m_coordinator.trackers())
        list.append(toJson(tracker));
    return list;
}

} // namespace net
