#include "net/coordinatormethods.h"

#include "net/controlfields.h"
#include "net/coordinatorlists.h"

#include <algorithm>
#include <fmt/format.h>

namespace net {

namespace {

constexpr std::size_t MaxAnnounceUrls = 2;
constexpr std::size_t MaxToken = 256;
constexpr std::size_t MaxUrl = 256;
constexpr std::size_t MaxAnnouncement = 1024;

} // namespace

const std::vector<CoordinatorMethods::Method> &CoordinatorMethods::methods()
{
    using Self = CoordinatorMethods;
    static const std::vector<Method> all{
        {"tracker.register", "tracker", &Self::registerTracker},
        {"tracker.unregister", "tracker", &Self::unregisterTracker},
        {"index.register", "index", &Self::registerIndex},
        {"user.connect", "user", &Self::connectUser},
        {"user.disconnect", "user", &Self::disconnectUser},
        {"upload.assign", "user", &Self::assignUpload, true},
        {"torrent.downloading", "user", &Self::noteDownloading},
        {"torrent.seeding", "user", &Self::noteSeeding},
        {"torrent.removed", "user", &Self::noteRemoved},
        {"statistics.watch", "statistics", &Self::watchStatistics},
        {"statistics.events", "", &Self::listEvents},
        {"limits.applied", "", &Self::noteApplied},
        {"trackers.list", "", &Self::listTrackers},
        {"users.list", "", &Self::listUsers},
        {"torrents.list", "", &Self::listTorrents},
        {"members.list", "", &Self::listMembers},
        {"announcements.set", "console", &Self::changeAnnouncements, true},
        {"limits.set", "console", &Self::changeLimits, true},
    };
    return all;
}

void CoordinatorMethods::answer(const ControlMember &member, const QString &method,
                                const QJsonObject &params, const ControlLink::Answer &answer)
{
    const auto known = std::ranges::find_if(
        methods(), [&](const Method &each) { return method == QLatin1String(each.name); });
    if (known == methods().end()) {
        answer(base::fail(base::ErrorCode::Unsupported, method.toStdString(),
                          "there is no such method"));
        return;
    }
    if (!known->role.empty() && known->role != member.role) {
        answer(base::fail(base::ErrorCode::Denied, known->name,
                          "only a " + std::string(known->role) + " may do this"));
        return;
    }
    const Result result = (this->*known->handler)(member, params);
    if (result && known->isDurable)
        m_desk.save();
    answer(result);
    for (const auto &deed : std::exchange(m_afterwards, {}))
        deed();
    m_notices.events();
}

void CoordinatorMethods::leave(const ControlMember &member)
{
    m_applied.erase(member.id);
    m_notices.removeWatcher(member.id);
    if (member.role == "tracker" && m_desk.coordinator.removeTracker(member.name))
        m_notices.trackers();
    else if (member.role == "index" && m_desk.coordinator.removeIndex(member.name))
        m_notices.index();
    else if (member.role == "user")
        m_desk.coordinator.loseUser(member.name, m_desk.now());
}

void CoordinatorMethods::expire()
{
    for (const roles::KnownUser &user : m_desk.coordinator.expire(m_desk.now())) {
        m_desk.log(fmt::format("user {} did not come back", user.name));
        m_notices.disconnected(user.name, user.tag);
    }
    m_notices.events();
}

std::vector<CoordinatorSnapshot::Member> CoordinatorMethods::members() const
{
    std::vector<CoordinatorSnapshot::Member> rows;
    for (const ControlMember &member : m_desk.server.members()) {
        const auto applied = m_applied.find(member.id);
        rows.push_back({member.role, member.name, member.remote.text(),
                        applied == m_applied.end() ? 0 : applied->second});
    }
    return rows;
}

CoordinatorMethods::Result CoordinatorMethods::registerTracker(const ControlMember &member,
                                                               const QJsonObject &params)
{
    ControlFields fields(params);
    const auto urls = fields.announceUrls("announce", MaxAnnounceUrls);
    if (!fields.check())
        return fields.fault();
    if (auto registered = m_desk.coordinator.registerTracker(member.name, urls); !registered)
        return tl::unexpected(registered.error());
    m_desk.log(fmt::format("tracker {} registered: {}", member.name, urls.front()));
    afterwards([this, id = member.id] {
        m_notices.usersTo(id);
        m_notices.trackers();
    });
    return toJson(m_desk.coordinator.limits());
}

CoordinatorMethods::Result CoordinatorMethods::unregisterTracker(const ControlMember &member,
                                                                 const QJsonObject & /*params*/)
{
    if (!m_desk.coordinator.removeTracker(member.name))
        return base::fail(base::ErrorCode::NotFound, member.name, "it is not registered");
    m_desk.log(fmt::format("tracker {} takes no more uploads", member.name));
    afterwards([this] { m_notices.trackers(); });
    return QJsonObject();
}

CoordinatorMethods::Result CoordinatorMethods::registerIndex(const ControlMember &member,
                                                             const QJsonObject &params)
{
    ControlFields fields(params);
    roles::RegisteredIndex index{member.name, fields.text("url", MaxUrl), {}};
    if (fields.has("token"))
        index.token = fields.text("token", MaxToken);
    if (!fields.check())
        return fields.fault();
    if (!index.url.starts_with("http://"))
        return base::fail(base::ErrorCode::Usage, "url", "it is not an http URL");
    if (auto registered = m_desk.coordinator.registerIndex(index); !registered)
        return tl::unexpected(registered.error());
    m_desk.log(fmt::format("index {} registered: {}", member.name, index.url));
    afterwards([this] { m_notices.index(); });
    QJsonObject result = toJson(m_desk.coordinator.limits());
    result[QStringLiteral("trackers")] = m_notices.trackerList();
    return result;
}

CoordinatorMethods::Result CoordinatorMethods::watchStatistics(const ControlMember &member,
                                                               const QJsonObject & /*params*/)
{
    m_notices.events();
    m_notices.addWatcher(member.id);
    return QJsonObject{{QStringLiteral("events"), jsonNumber(m_desk.coordinator.events().size())}};
}

CoordinatorMethods::Result CoordinatorMethods::noteApplied(const ControlMember &member,
                                                           const QJsonObject &params)
{
    ControlFields fields(params);
    const std::uint64_t version = fields.number("version");
    if (!fields.check())
        return fields.fault();
    m_applied[member.id] = version;
    return QJsonObject();
}

CoordinatorMethods::Result CoordinatorMethods::listTrackers(const ControlMember & /*member*/,
                                                            const QJsonObject &params)
{
    return readListPage(params).map(
        [this](const ListPage &page) { return trackersPage(m_desk.coordinator, page); });
}

CoordinatorMethods::Result CoordinatorMethods::listUsers(const ControlMember & /*member*/,
                                                         const QJsonObject &params)
{
    return readListPage(params).map(
        [this](const ListPage &page) { return usersPage(m_desk.coordinator, page); });
}

CoordinatorMethods::Result CoordinatorMethods::listTorrents(const ControlMember & /*member*/,
                                                            const QJsonObject &params)
{
    return readListPage(params).map(
        [this](const ListPage &page) { return torrentsPage(m_desk.coordinator, page); });
}

CoordinatorMethods::Result CoordinatorMethods::listEvents(const ControlMember & /*member*/,
                                                          const QJsonObject &params)
{
    return readListPage(params).map(
        [this](const ListPage &page) { return eventsPage(m_desk.coordinator, page); });
}

CoordinatorMethods::Result CoordinatorMethods::listMembers(const ControlMember & /*member*/,
                                                           const QJsonObject &params)
{
    return readListPage(params).map(
        [this](const ListPage &page) { return membersPage(members(), page); });
}

CoordinatorMethods::Result CoordinatorMethods::changeAnnouncements(const ControlMember &member,
                                                                   const QJsonObject &params)
{
    if (auto taken = takeAnnouncements(params); !taken)
        return tl::unexpected(taken.error());
    m_desk.log(fmt::format("console {} changed the announcements", member.name));
    afterwards([this] { m_notices.announcements(); });
    return toJson(m_desk.coordinator.announcements());
}

CoordinatorMethods::Result CoordinatorMethods::changeLimits(const ControlMember &member,
                                                            const QJsonObject &params)
{
    ControlFields fields(params);
    fields.allowOnly({"pieceSize", "maxN"});
    const roles::Limits &now = m_desk.coordinator.limits();
    const std::uint64_t pieceSize
        = fields.number("pieceSize", ControlFields::MaxNumber, now.pieceSize);
    const std::uint64_t maxN = fields.number("maxN", ControlFields::MaxNumber, now.maxN);
    if (!fields.check())
        return fields.fault();
    if (auto set = m_desk.coordinator.setLimits(pieceSize, maxN); !set)
        return tl::unexpected(set.error());
    m_desk.log(fmt::format("console {} changed the limits", member.name));
    afterwards([this] { m_notices.limits(); });
    return toJson(m_desk.coordinator.limits());
}

base::Expected<void> CoordinatorMethods::setLimits(std::uint64_t pieceSize, std::uint64_t maxN)
{
    auto set = m_desk.coordinator.setLimits(pieceSize, maxN);
    if (set)
        m_notices.limits();
    return set;
}

base::Expected<void> CoordinatorMethods::setAnnouncements(const std::string &bottom,
                                                          const std::string &right)
{
    auto taken = takeAnnouncements(
        {{QStringLiteral("bottom"), jsonText(bottom)}, {QStringLiteral("right"), jsonText(right)}});
    if (taken)
        m_notices.announcements();
    return taken;
}

base::Expected<void> CoordinatorMethods::takeAnnouncements(const QJsonObject &params)
{
    ControlFields fields(params);
    fields.allowOnly({"bottom", "right"});
    roles::Announcements wanted = m_desk.coordinator.announcements();
    if (fields.has("bottom"))
        wanted.bottom = fields.text("bottom", MaxAnnouncement);
    if (fields.has("right"))
        wanted.right = fields.text("right", MaxAnnouncement);
    if (!fields.check())
        return fields.fault();
    m_desk.coordinator.setAnnouncements(wanted.bottom, wanted.right);
    return {};
}

} // namespace net
