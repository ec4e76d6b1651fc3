#pragma once

#include "core/roles/torrentindex.h"
#include "net/rolelog.h"
#include "net/userlease.h"

namespace net {

/// What an index's panel shows. Immutable once published.
struct IndexSnapshot {
    std::string name;
    std::string url; ///< of its page
    std::string coordinator; ///< address
    bool isRegistered = false; ///< the coordinator knows it now
    std::string fault; ///< why it is not registered; empty while all is well
    std::vector<UserTracker> trackers; ///< whose seeds and peers are asked for
    roles::IndexQuery query; ///< what the panel searches for
    roles::IndexPage page; ///< what was found
    std::size_t torrents = 0; ///< all that it keeps
    std::deque<LogLine> log;
};

} // namespace net
