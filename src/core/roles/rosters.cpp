#include "core/roles/rosters.h"

#include <algorithm>
#include <iterator>

namespace roles {

namespace {

std::vector<base::Endpoint> sortedOnce(std::vector<base::Endpoint> endpoints)
{
    std::ranges::sort(endpoints);
    endpoints.erase(std::unique(endpoints.begin(), endpoints.end()), endpoints.end());
    return endpoints;
}

} // namespace

std::vector<base::Endpoint> users(std::span<const TrackedPeer> entries)
{
    std::vector<base::Endpoint> endpoints;
    for (const TrackedPeer &entry : entries)
        endpoints.push_back(entry.endpoint);
    return sortedOnce(std::move(endpoints));
}

std::vector<base::Endpoint> seeds(std::span<const TrackedPeer> entries)
{
    std::vector<base::Endpoint> endpoints;
    for (const TrackedPeer &entry : entries) {
        if (entry.state == PeerState::Seed)
            endpoints.push_back(entry.endpoint);
    }
    return sortedOnce(std::move(endpoints));
}

std::vector<base::Endpoint> peers(std::span<const TrackedPeer> entries)
{
    std::vector<base::Endpoint> endpoints;
    std::ranges::set_difference(users(entries), seeds(entries), std::back_inserter(endpoints));
    return endpoints;
}

} // namespace roles
