#include "core/lab/livecheck.h"

#include <fmt/format.h>

namespace lab {

namespace {

constexpr std::uint32_t mostPeers = 2000; // sockets and files of one process
constexpr std::uint64_t largestContent = std::uint64_t{4} << 30;

std::optional<Flaw> checkGroup(const std::string &key, const sim::PeerGroup &group)
{
    using Kind = sim::Stay::Kind;
    const bool stays = group.stay.kind == Kind::Forever || group.stay.isTimed();
    if (!stays)
        return Flaw{key + ".stay.kind",
                    "the live world has only forever, at-once, for and exponential"};
    if (group.line.region != 0)
        return Flaw{key + ".region", "the live world has no regions"};
    return std::nullopt;
}

} // namespace

std::optional<Flaw> findLiveFlaw(const Scenario &scenario)
{
    const sim::SimSetup &setup = scenario.setup;
    if (setup.latency != sim::SimSetup{}.latency)
        return Flaw{"network", "the live world runs on this machine, whose latency is what it is"};
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
    for (std::size_t i = 0; i < scenario.events.size(); ++i) {
        using Kind = TimelineEvent::Kind;
        const Kind kind = scenario.events[i].kind;
        if (kind != Kind::Leave && kind != Kind::Disconnect && kind != Kind::Reconnect)
            return Flaw{"event", "the live world has only leave, disconnect and reconnect"};
    }
    return std::nullopt;
}

} // namespace lab
