#pragma once

#include "core/wire/bitfield.h"
#include "net/contentlayout.h"

#include <atomic>
#include <cstdint>

namespace net {

/// How far a check is; written by its threads, read by anybody.
struct CheckProgress {
    std::atomic<std::uint64_t> done{0}; ///< bytes looked at
    std::atomic<bool> cancelled{false}; ///< set it to end the check early
};

/// Hashes what lies on disk, on that many threads (at least one), and returns the pieces that
/// match. Missing, short or unreadable files just have no pieces.
wire::Bitfield checkContent(const ContentLayout &layout, unsigned threads, CheckProgress &progress);

} // namespace net
