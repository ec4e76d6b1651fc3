#pragma once

#include "core/roles/coordinatorstate.h"
#include "core/roles/userlists.h"
#include "net/rolelog.h"
#include "net/trackerserver.h"

namespace net {

/// What a tracker's panel shows.
struct TrackerSnapshot {
    bool isRunning = false;
    bool isConnected = false; ///< the coordinator gives it uploads
    std::string name;
    std::string coordinator; ///< its address
    std::vector<std::string> announceUrls;
    roles::Limits limits; ///< as the coordinator told last
    roles::TrackerLists lists;
    std::vector<TrackerSwarmRow> swarms;
    std::uint64_t announces = 0; ///< answered since the start
    std::deque<LogLine> log;
};

} // namespace net
