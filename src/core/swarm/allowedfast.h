#pragma once

#include "core/base/endpoint.h"
#include "core/base/ids.h"
#include "core/wire/geometry.h"

#include <vector>

namespace swarm {

/// The pieces a peer at that IPv4 address may have although it is choked: BEP 6's canonical set,
/// the same for everybody who computes it. At most `count`, in BEP 6's order.
std::vector<base::PieceIndex> allowedFastSet(const base::InfoHash &infoHash,
                                             const base::Endpoint &peer,
                                             const wire::Geometry &geometry, std::uint32_t count);

} // namespace swarm
