#include "net/coordinatorlists.h"

#include "net/controlfields.h"
#include "net/controljson.h"

#include <algorithm>

namespace net {

namespace {

/// One item a line of the page.
template <typename List, typename ItemOf>
QJsonObject pageOf(const List &list, const ListPage &page, ItemOf itemOf)
{
    const std::uint64_t begin = std::min<std::uint64_t>(page.from, list.size());
    const std::uint64_t end = std::min<std::uint64_t>(begin + page.count, list.size());
    QJsonArray items;
    for (std::uint64_t i = begin; i < end; ++i)
        items.append(itemOf(list[i]));
    return {{QStringLiteral("total"), jsonNumber(list.size())}, {QStringLiteral("items"), items}};
}

void addCounts(QJsonObject &item, std::uint32_t seeds, std::uint32_t downloads)
{
    item[QStringLiteral("seeds")] = jsonNumber(seeds);
    item[QStringLiteral("downloads")] = jsonNumber(downloads);
}

} // namespace

std::vector<CoordinatorSnapshot::User> userRows(const roles::Coordinator &coordinator)
{
    std::vector<CoordinatorSnapshot::User> rows;
    for (const auto &[name, user] : coordinator.users()) {
        CoordinatorSnapshot::User row{name, user.tag, user.isAway};
        for (const auto &[infoHash, holding] : user.torrents)
            ++(holding.seeds ? row.seeds : row.downloads);
        rows.push_back(row);
    }
    return rows;
}

std::vector<CoordinatorSnapshot::Torrent> torrentRows(const roles::Coordinator &coordinator)
{
    std::map<base::InfoHash, CoordinatorSnapshot::Torrent> byHash;
    for (const auto &[infoHash, torrent] : coordinator.torrents())
        byHash[infoHash].torrent = torrent;
    for (const auto &[name, user] : coordinator.users()) {
        for (const auto &[infoHash, holding] : user.torrents) {
            CoordinatorSnapshot::Torrent &row = byHash[infoHash];
            row.torrent.infoHash = infoHash;
            ++(holding.seeds ? row.seeds : row.downloads);
        }
    }
    std::vector<CoordinatorSnapshot::Torrent> rows;
    rows.reserve(byHash.size());
    for (auto &[infoHash, row] : byHash)
        rows.push_back(std::move(row));
    return rows;
}

base::Expected<ListPage> readListPage(const QJsonObject &params)
{
    ControlFields fields(params);
    const ListPage page{fields.number("from", ControlFields::MaxNumber, 0),
                        fields.number("count", ListPage::MaxCount, ListPage::MaxCount)};
    if (auto checked = fields.check(); !checked)
        return tl::unexpected(checked.error());
    return page;
}

QJsonObject trackersPage(const roles::Coordinator &coordinator, const ListPage &page)
{
    return pageOf(coordinator.trackers(), page, [](const roles::RegisteredTracker &tracker) {
        QJsonObject item = toJson(tracker);
        item[QStringLiteral("assigned")] = jsonNumber(tracker.assigned);
        return item;
    });
}

QJsonObject usersPage(const roles::Coordinator &coordinator, const ListPage &page)
{
    return pageOf(userRows(coordinator), page, [](const CoordinatorSnapshot::User &user) {
        QJsonObject item{{QStringLiteral("name"), jsonText(user.name)},
                         {QStringLiteral("tag"), jsonText(user.tag)},
                         {QStringLiteral("state"),
                          user.isAway ? QStringLiteral("away") : QStringLiteral("connected")}};
        addCounts(item, user.seeds, user.downloads);
        return item;
    });
}

QJsonObject torrentsPage(const roles::Coordinator &coordinator, const ListPage &page)
{
    return pageOf(torrentRows(coordinator), page, [](const CoordinatorSnapshot::Torrent &row) {
        QJsonObject item{{QStringLiteral("infoHash"), jsonText(row.torrent.infoHash.hex())},
                         {QStringLiteral("name"), jsonText(row.torrent.name)},
                         {QStringLiteral("size"), jsonNumber(row.torrent.size)},
                         {QStringLiteral("tracker"), jsonText(row.torrent.tracker)}};
        addCounts(item, row.seeds, row.downloads);
        return item;
    });
}

QJsonObject eventsPage(const roles::Coordinator &coordinator, const ListPage &page)
{
    return pageOf(coordinator.events(), page, [](const roles::SeedEvent &event) {
        QJsonObject item = toJson(event);
        item[QStringLiteral("event")] = noticeOf(event);
        return item;
    });
}

QJsonObject membersPage(const std::vector<CoordinatorSnapshot::Member> &members,
                        const ListPage &page)
{
    return pageOf(members, page, [](const CoordinatorSnapshot::Member &member) {
        return QJsonObject{{QStringLiteral("role"), jsonText(member.role)},
                           {QStringLiteral("name"), jsonText(member.name)},
                           {QStringLiteral("address"), jsonText(member.address)},
                           {QStringLiteral("limits"), jsonNumber(member.limitsVersion)}};
    });
}

} // namespace net
