#pragma once

#include "core/roles/swarmtable.h"

#include <span>
#include <vector>

namespace roles {

// The tracker's three lists (thesis, 2008), drawn from SwarmTable::entries(). A user is an
// endpoint; one that serves several files appears once.

/// Everybody connected.
std::vector<base::Endpoint> users(std::span<const TrackedPeer> entries);
/// Users that seed nothing.
std::vector<base::Endpoint> peers(std::span<const TrackedPeer> entries);
/// Users that seed something.
std::vector<base::Endpoint> seeds(std::span<const TrackedPeer> entries);

} // namespace roles
