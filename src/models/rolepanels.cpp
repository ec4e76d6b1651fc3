#include "models/rolepanels.h"

#include "models/coordinatorpanel.h"
#include "models/indexpanel.h"
#include "models/statisticspanel.h"
#include "models/trackerpanel.h"
#include "models/userpanel.h"
#include "net/address.h"
#include "net/controlproof.h"

#include <fmt/format.h>

namespace models {

namespace {

using Role = RoleOrder::Role;

constexpr int generatedKeyBytes = 16;

/// Any free port, on the network that the coordinator is reached by and no other.
base::Endpoint listenFor(const RoleOrder &order)
{
    return net::addressTowards(order.coordinator);
}

net::ControlClientOptions controlOf(const RoleOrder &order)
{
    net::ControlClientOptions control;
    control.server = order.coordinator;
    control.name = order.name;
    control.joinKey = order.key;
    return control;
}

std::unique_ptr<RolePanel> makeCoordinator(const RoleOrder &order)
{
    net::CoordinatorOptions options;
    options.control.listen = order.coordinator;
    options.control.joinKey = order.key;
    if (order.key.empty() && !order.coordinator.isLoopback())
        options.control.joinKey = net::randomHex(generatedKeyBytes);
    if (!order.folder.empty())
        options.stateFile = order.folder / "coordinator.json";
    const auto reach = order.announces || order.coordinator.isLoopback()
        ? CoordinatorPanel::Reach::Announced
        : CoordinatorPanel::Reach::ByAddress;
    return std::make_unique<CoordinatorPanel>(options, QString::fromStdString(order.name), reach);
}

std::unique_ptr<RolePanel> makeTracker(const RoleOrder &order)
{
    net::TrackerHostOptions options;
    options.tracker.http = listenFor(order);
    options.tracker.udp = listenFor(order);
    options.control = controlOf(order);
    return std::make_unique<TrackerPanel>(options);
}

std::unique_ptr<RolePanel> makeIndex(const RoleOrder &order)
{
    net::IndexHostOptions options;
    options.index.http = listenFor(order);
    options.index.folder = order.folder / "torrents";
    options.coordinator = order.coordinator;
    options.name = order.name;
    options.joinKey = order.key;
    return std::make_unique<IndexPanel>(options);
}

std::unique_ptr<RolePanel> makeUser(const RoleOrder &order)
{
    net::UserOptions options;
    options.coordinator = order.coordinator;
    options.name = order.name;
    options.joinKey = order.key;
    options.home = order.folder;
    options.listen = listenFor(order);
    return std::make_unique<UserPanel>(options);
}

std::unique_ptr<RolePanel> makeStatistics(const RoleOrder &order)
{
    net::StatisticsOptions options;
    options.control = controlOf(order);
    return std::make_unique<StatisticsPanel>(options);
}

} // namespace

std::unique_ptr<RolePanel> makePanel(const RoleOrder &order)
{
    switch (order.role) {
    case Role::System:
    case Role::Coordinator:
        return makeCoordinator(order);
    case Role::Tracker:
        return makeTracker(order);
    case Role::User:
        return makeUser(order);
    case Role::Index:
        return makeIndex(order);
    case Role::Statistics:
        return makeStatistics(order);
    }
    return {};
}

std::vector<RoleOrder> membersOf(const RoleOrder &system)
{
    std::vector<RoleOrder> members;
    const auto add = [&](Role role, const std::string &name) {
        RoleOrder &member = members.emplace_back(system);
        member.role = role;
        member.name = name;
        member.folder = system.folder / name;
    };
    for (int number = 1; number <= system.trackers; ++number)
        add(Role::Tracker, fmt::format("Tracker{}", number));
    add(Role::Index, "Index");
    for (int number = 1; number <= system.users; ++number)
        add(Role::User, fmt::format("User{}", number));
    add(Role::Statistics, "Statistics");
    return members;
}

} // namespace models
