// What users call.

#include "core/roles/userlists.h"
#include "core/wire/clientname.h"
#include "net/controlfields.h"
#include "net/coordinatormethods.h"

#include <fmt/format.h>

namespace net {

namespace {

constexpr std::size_t MaxName = 255;

roles::SharedTorrent torrentOf(ControlFields &fields)
{
    return {fields.infoHash("infoHash"), fields.text("name", MaxName), fields.number("size"), {}};
}

} // namespace

CoordinatorMethods::Result CoordinatorMethods::connectUser(const ControlMember &member,
                                                           const QJsonObject &params)
{
    ControlFields fields(params);
    const std::string tag = fields.text("tag", wire::userTagLength);
    if (!fields.check())
        return fields.fault();
    if (!roles::isUserTag(tag))
        return base::fail(base::ErrorCode::Usage, "tag", "it is not 6 letters and digits");
    const auto arrival = m_desk.coordinator.connectUser(member.name, tag, m_desk.now());
    if (!arrival)
        return tl::unexpected(arrival.error());
    m_desk.log(fmt::format("user {} {}", member.name, arrival->isReturn ? "is back" : "connected"));
    if (!arrival->isReturn) {
        afterwards([this, arrival = *arrival, name = member.name, tag] {
            if (arrival.formerTag)
                m_notices.disconnected(name, *arrival.formerTag);
            m_notices.connected(name, tag);
        });
    }
    return userFacts();
}

CoordinatorMethods::Result CoordinatorMethods::disconnectUser(const ControlMember &member,
                                                              const QJsonObject &params)
{
    ControlFields fields(params);
    if (fields.has("user") && fields.text("user", MaxName) != member.name)
        return base::fail(base::ErrorCode::Denied, "user", "a user may only disconnect itself");
    const auto tag = m_desk.coordinator.disconnectUser(member.name, m_desk.now());
    if (!tag)
        return tl::unexpected(tag.error());
    m_desk.log(fmt::format("user {} disconnected", member.name));
    afterwards([this, name = member.name, tag = *tag] { m_notices.disconnected(name, tag); });
    return QJsonObject();
}

CoordinatorMethods::Result CoordinatorMethods::assignUpload(const ControlMember &member,
                                                            const QJsonObject &params)
{
    ControlFields fields(params);
    const roles::SharedTorrent torrent = torrentOf(fields);
    if (!fields.check())
        return fields.fault();
    const auto tracker = m_desk.coordinator.assign(member.name, torrent);
    if (!tracker) {
        m_desk.log(fmt::format("user {} uploads {}: {}", member.name, torrent.name,
                               tracker.error().detail));
        return tl::unexpected(tracker.error());
    }
    m_desk.log(
        fmt::format("user {} uploads {}: tracker {}", member.name, torrent.name, tracker->name));
    return QJsonObject{{QStringLiteral("tracker"), toJson(*tracker)}};
}

CoordinatorMethods::Result CoordinatorMethods::noteDownloading(const ControlMember &member,
                                                               const QJsonObject &params)
{
    ControlFields fields(params);
    const roles::SharedTorrent torrent = torrentOf(fields);
    if (!fields.check())
        return fields.fault();
    if (auto noted = m_desk.coordinator.downloading(member.name, torrent, m_desk.now()); !noted)
        return tl::unexpected(noted.error());
    return QJsonObject();
}

CoordinatorMethods::Result CoordinatorMethods::noteSeeding(const ControlMember &member,
                                                           const QJsonObject &params)
{
    constexpr std::uint64_t year = 366UL * 24 * 3600;
    constexpr std::int64_t second = 1000;
    ControlFields fields(params);
    const roles::SharedTorrent torrent = torrentOf(fields);
    const auto seconds = static_cast<std::int64_t>(fields.number("seconds", year, 0));
    if (!fields.check())
        return fields.fault();
    if (auto noted
        = m_desk.coordinator.seeding(member.name, torrent, seconds * second, m_desk.now());
        !noted)
        return tl::unexpected(noted.error());
    return QJsonObject();
}

CoordinatorMethods::Result CoordinatorMethods::noteRemoved(const ControlMember &member,
                                                           const QJsonObject &params)
{
    ControlFields fields(params);
    const base::InfoHash infoHash = fields.infoHash("infoHash");
    if (!fields.check())
        return fields.fault();
    if (auto noted = m_desk.coordinator.removed(member.name, infoHash, m_desk.now()); !noted)
        return tl::unexpected(noted.error());
    return QJsonObject();
}

/// What a user that connects is told.
QJsonObject CoordinatorMethods::userFacts() const
{
    QJsonObject facts = toJson(m_desk.coordinator.limits());
    const QJsonObject index = toJson(m_desk.coordinator.index());
    for (auto fact = index.begin(); fact != index.end(); ++fact)
        facts[fact.key()] = fact.value();
    facts[QStringLiteral("announcements")] = toJson(m_desk.coordinator.announcements());
    facts[QStringLiteral("trackers")] = m_notices.trackerList();
    facts[QStringLiteral("lease")] = static_cast<qint64>(
        std::chrono::duration_cast<std::chrono::seconds>(m_desk.lease).count());
    return facts;
}

} // namespace net
