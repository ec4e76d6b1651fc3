#include "core/lab/livecheck.h"

#include <fmt/format.h>

namespace lab {

namespace {

constexpr std::uint32_t mostPeers = 2000; // sockets and files of one process
constexpr std::uint64_t largestContent = std::uint64_t{4} << 30;

bool isLive(const sim::Stay &stay)
{
    return stay.kind == sim::Stay::Kind::Forever || stay.isTimed();
}

const std::string liveStays
    = "the live world has only forever, at-once, for, exponential and announcements";

std::optional<Flaw> checkGroup(const std::string &key, const sim::PeerGroup &group)
{
    if (!isLive(group.stay))
        return Flaw{fmt::format("{}.stay.kind", key), liveStays};
    if (group.line.region != 0)
        return Flaw{fmt::format("{}.region", key), "the live world has no regions"};
    return std::nullopt;
}

std::optional<Flaw> checkEvent(const TimelineEvent &event)
{
    using Kind = TimelineEvent::Kind;
    const bool isTracker = event.kind == Kind::TrackerDown || event.kind == Kind::TrackerUp;
    if (event.kind == Kind::Crash || isTracker)
        return Flaw{"event", "the live world has only leave, disconnect, reconnect and stay"};
    if (event.kind == Kind::Stay && !isLive(event.stay))
        return Flaw{"event", liveStays};
    return std::nullopt;
}

} // namespace

std::optional<Flaw> findLiveFlaw(const Scenario &scenario)
{
    const sim::SimSetup &setup = scenario.setup;
    if (setup.latency != sim::SimSetup{}.latency)
        return Flaw{"network", "the live world runs on this machine, whose latency is what it is"};
    if (setup.selection == roles::PeerSelection::Locality)
        return Flaw{"tracker.selection", "the live world has no regions to prefer"};
    if (setup.totalLength > largestContent)
        return Flaw{"content.size", "the live world takes at most 4 GiB"};
    std::uint64_t peers = 0;
    for (std::size_t i = 0; i < setup.groups.size(); ++i) {
        peers += setup.groups[i].count;
        if (auto flaw = checkGroup(fmt::format("group[{}]", i), setup.groups[i]))
            return flaw;
    }
    if (peers > mostPeers)
        return Flaw{
            "group",
            fmt::format("{} peers are too many for the live world; it takes {}", peers, mostPeers)};
    for (const TimelineEvent &event : scenario.events) {
        if (auto flaw = checkEvent(event))
            return flaw;
    }
    return std::nullopt;
}

} // namespace lab
