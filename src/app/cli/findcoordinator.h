#pragma once

#include "core/base/endpoint.h"
#include "core/base/expected.h"

namespace app {

/// The one coordinator that announces itself, for --coordinator auto: listens for some seconds and
/// prints on stderr what it heard, before it is used. NotFound when there is none, Busy when there
/// are several. `hasKey` says that the user can prove a join key; without one, only coordinators of
/// this machine are taken.
base::Expected<base::Endpoint> findCoordinator(bool hasKey);

} // namespace app
