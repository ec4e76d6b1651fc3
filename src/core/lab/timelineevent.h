#pragma once

#include "core/base/time.h"
#include "core/sim/stay.h"

#include <cstdint>
#include <optional>

namespace lab {

/// Something that is done to a swarm at a time.
struct TimelineEvent {
    enum class Kind : std::uint8_t {
        Leave, ///< peers go for good and tell the tracker
        Crash, ///< peers are gone without a word
        Disconnect, ///< peers leave the swarm and keep what they have
        Reconnect, ///< disconnected peers come back
        TrackerDown, ///< nobody answers announces
        TrackerUp, ///< the tracker answers again and knows what it knew
        Stay, ///< peers stay otherwise from then on: an announcement begins, changes or ends
    };
    base::Time at{};
    Kind kind = Kind::Leave;
    std::optional<std::uint32_t> group; ///< whose peers; nothing = everybody's
    std::optional<std::uint32_t> count; ///< so many of those it can happen to
    double part = 1; ///< without `count`: that part of them, at least one
    sim::Stay stay{}; ///< of Kind::Stay: how the whole group stays, those to come too

    /// Whether it happens to peers that are there.
    [[nodiscard]] bool concernsPeers() const { return kind < Kind::TrackerDown; }
};

} // namespace lab
