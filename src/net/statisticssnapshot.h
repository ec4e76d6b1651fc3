#pragma once

#include "core/roles/seedstatistics.h"
#include "core/roles/statisticshistory.h"
#include "net/coordinatorsnapshot.h"

namespace net {

/// What the statistics' panel shows.
struct StatisticsSnapshot {
    bool isConnected = false;
    std::string coordinator; ///< its address
    SystemCounts counts; ///< nPeers and nSeeds, and each tracker's
    roles::SeedTimes times; ///< timeSeed
    roles::SeedStatistics::Faults faults; ///< what was wrong with events
    std::vector<roles::StatisticsSample> history; ///< oldest first
    std::deque<LogLine> log;
};

} // namespace net
