#pragma once

namespace app {

/// From now on what this thread allocates lies on large pages where the system has some: for worlds
/// of hundreds of megabytes that are looked at in no order, which would otherwise miss the
/// processor's page tables at nearly every look. What fits into the caches only gets larger.
void allocateOnLargePages();

} // namespace app
