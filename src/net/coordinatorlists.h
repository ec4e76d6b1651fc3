#pragma once

#include "core/roles/coordinator.h"
#include "net/coordinatorsnapshot.h"

#include <QJsonObject>

namespace net {

// The coordinator's lists: whole as values for a panel, and in pages for the control channel.

std::vector<CoordinatorSnapshot::User> userRows(const roles::Coordinator &coordinator);
std::vector<CoordinatorSnapshot::Torrent> torrentRows(const roles::Coordinator &coordinator);

/// Which part of a list is wanted.
struct ListPage {
    static constexpr std::uint64_t MaxCount = 100;

    std::uint64_t from = 0;
    std::uint64_t count = MaxCount;
};

/// Reads `from` and `count`; Usage when they are no numbers in their range.
base::Expected<ListPage> readListPage(const QJsonObject &params);

// Each gives `total` and `items`.
QJsonObject trackersPage(const roles::Coordinator &coordinator, const ListPage &page);
QJsonObject usersPage(const roles::Coordinator &coordinator, const ListPage &page);
QJsonObject torrentsPage(const roles::Coordinator &coordinator, const ListPage &page);
QJsonObject eventsPage(const roles::Coordinator &coordinator, const ListPage &page);
QJsonObject membersPage(const std::vector<CoordinatorSnapshot::Member> &members,
                        const ListPage &page);

} // namespace net
