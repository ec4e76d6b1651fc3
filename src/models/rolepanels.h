#pragma once

#include "models/roleorder.h"
#include "models/rolepanel.h"

#include <memory>
#include <vector>

namespace models {

/// The panel of a single role. Listens on this machine only, unless the coordinator is elsewhere; a
/// coordinator that listens wider than that makes itself a join key when it was given none.
std::unique_ptr<RolePanel> makePanel(const RoleOrder &order);

/// The orders of a whole system's roles apart from its coordinator: each a name and a folder of its
/// own, all under the coordinator of `system`.
std::vector<RoleOrder> membersOf(const RoleOrder &system);

} // namespace models
