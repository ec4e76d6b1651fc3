#pragma once

#include "core/lab/swarmsnapshot.h"
#include "core/swarm/reason.h"

namespace lab {

/// How much a decision or an observation of a peer matters in the log: everyday decisions are
/// details, a remote that breaks the rules or sends false bytes is a warning.
LogLevel levelOf(const swarm::Reason &reason);

} // namespace lab
