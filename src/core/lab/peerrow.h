#pragma once

#include "core/lab/swarmsnapshot.h"
#include "core/swarm/peer.h"

namespace lab {

/// What the lists show of a peer, as far as its brain knows it; the same for a live peer and a
/// virtual one. The world fills in number, listening address, faults and times.
PeerRow rowOf(const swarm::Peer &peer, base::Time now);

} // namespace lab
