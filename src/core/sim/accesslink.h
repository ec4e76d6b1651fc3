#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace sim {

/// A machine's line to the network; what lies between the lines has room for all.
struct AccessLink {
    double up = 0; ///< bytes/s; must be positive
    double down = 0; ///< bytes/s; 0 = no limit
    std::uint16_t region = 0; ///< row of the latency table

    bool operator==(const AccessLink &) const = default;
};

/// How long a line of that rate needs for so many bytes, at least a microsecond; none without a
/// limit.
inline base::Duration transferTime(std::uint64_t bytes, double rate)
{
    if (rate <= 0)
        return base::Duration(0);
    const auto micros = std::llround(static_cast<double>(bytes) * 1e6 / rate);
    return base::Duration(std::max(micros, 1LL));
}

/// One-way delay between two lines, by a table of regions; a region beyond it has the first
/// entry's.
inline base::Duration latencyBetween(const AccessLink &a, const AccessLink &b,
                                     const std::vector<std::vector<base::Duration>> &table)
{
    const bool listed = a.region < table.size() && b.region < table[a.region].size();
    return listed ? table[a.region][b.region] : table[0][0];
}

} // namespace sim
