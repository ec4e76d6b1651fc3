#pragma once

#include "net/controljson.h"
#include "net/controlserver.h"

namespace net {

/// What the coordinator tells others of its own accord (docs/protocol.md, "Notices").
class CoordinatorNotices
{
public:
    CoordinatorNotices(roles::Coordinator &coordinator, ControlServer &server)
        : m_coordinator(coordinator)
        , m_server(server)
    {
    }

    void limits();
    void announcements();
    void trackers();
    void index();
    /// To every tracker.
    void connected(const std::string &user, const std::string &tag);
    void disconnected(const std::string &user, const std::string &tag);
    /// Everybody that is connected, to one tracker.
    void usersTo(std::uint64_t tracker);
    /// What is new about seeds, to who watches.
    void events();
    void addWatcher(std::uint64_t statistics);
    void removeWatcher(std::uint64_t statistics) { std::erase(m_watchers, statistics); }

    [[nodiscard]] QJsonArray trackerList() const;

private:
    roles::Coordinator &m_coordinator;
    ControlServer &m_server;
    std::vector<std::uint64_t> m_watchers;
};

} // namespace net
