#pragma once

#include "core/lab/recording.h"
#include "core/swarm/effect.h"
#include "core/swarm/event.h"

#include <optional>

namespace lab {

/// What a recording keeps of what a peer is told; nothing of most.
std::optional<Happening> happeningOf(const swarm::Event &event, bool seed);
/// What it keeps of what a peer wants done: its decisions and its completion.
std::optional<Happening> happeningOf(const swarm::Effect &effect);

} // namespace lab
