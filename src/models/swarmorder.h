#pragma once

#include "core/base/time.h"
#include "net/swarmsetup.h"

#include <cstdint>

namespace models {

/// A swarm as a person asks for it, in one of the two worlds.
struct SwarmOrder : net::SwarmSetup {
    bool isVirtual = false; ///< over a simulated network, in virtual time
    std::uint64_t size = 0; ///< bytes of the content; virtual only
    base::Duration latency = std::chrono::milliseconds(25); ///< one way; virtual only
};

} // namespace models
