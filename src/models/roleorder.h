#pragma once

#include "core/base/endpoint.h"

#include <QObject>
#include <QString>

#include <filesystem>

namespace models {

/// What the window takes part as.
class RoleOrder
{
    Q_GADGET
public:
    enum class Role : std::uint8_t { System, Coordinator, Tracker, User, Index, Statistics };
    Q_ENUM(Role)

    Role role = Role::System; ///< System = all five, with several trackers and users
    base::Endpoint coordinator; ///< where it is; as coordinator or system: where it listens
    std::string name; ///< of the role; unused for a system
    std::string key; ///< the join key; empty = none
    bool announces = false; ///< a coordinator tells a network that it is there
    int trackers = 2; ///< of a system
    int users = 3; ///< of a system
    std::filesystem::path folder; ///< what the roles keep lies there; empty = nothing is kept
};

} // namespace models
