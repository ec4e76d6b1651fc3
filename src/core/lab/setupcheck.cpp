#include "core/lab/setupcheck.h"

#include "core/base/suggestion.h"
#include "core/swarm/policycatalog.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>
#include <vector>

namespace lab {

namespace {

using MaybeFlaw = std::optional<Flaw>;

/// The first of some checks that found something.
template <typename... Checks> MaybeFlaw firstOf(const Checks &...checks)
{
    MaybeFlaw found;
    ((found = checks(), found.has_value()) || ...);
    return found;
}

template <typename Policies>
MaybeFlaw checkPolicy(const std::string &key, const std::string &name, const Policies &policies)
{
    const auto known = base::namesOf(policies);
    if (std::ranges::find(known, name) != known.end())
        return std::nullopt;
    return Flaw{key, fmt::format("\"{}\" is unknown; {}", name, base::suggestion(name, known))};
}

/// Left out, the choker goes on.
MaybeFlaw checkSeedChoker(const std::string &key, const sim::PeerGroup &group)
{
    if (group.seedChoker.empty())
        return std::nullopt;
    return checkPolicy(key + ".seed-choker", group.seedChoker, swarm::seedChokers());
}

MaybeFlaw checkArrival(const std::string &key, const sim::PeerGroup &group, base::Duration horizon)
{
    using Kind = sim::Arrival::Kind;
    constexpr double longest = 1e10; // 300 years, in seconds: what a time has room for
    const sim::Arrival &arrival = group.arrival;
    const bool isStream = arrival.kind == Kind::Poisson || arrival.kind == Kind::FlashCrowd;
    const bool needsSpan = arrival.kind == Kind::Spread || arrival.kind == Kind::FlashCrowd;
    if (arrival.start < base::Duration(0))
        return Flaw{key + ".start", "it must not be negative"};
    if (arrival.start >= horizon)
        return Flaw{key + ".start", "nobody comes: it is not before the horizon of the run"};
    if (isStream && !(arrival.rate > 0))
        return Flaw{key + ".rate", "nobody comes at that rate; it must be positive"};
    if (arrival.kind == Kind::Poisson && group.count / arrival.rate > longest)
        return Flaw{key + ".rate", "at that rate the peers would take centuries to come"};
    if (needsSpan && arrival.span <= base::Duration(0))
        return Flaw{key + ".span", "it must be positive"};
    if (arrival.kind == Kind::Trace && arrival.trace.empty())
        return Flaw{key + ".trace", "it is empty: nobody comes"};
    return std::nullopt;
}

MaybeFlaw checkStay(const std::string &key, const sim::PeerGroup &group)
{
    if (const auto flaw = findFlaw(group.stay))
        return Flaw{key + "." + flaw->key, flaw->detail};
    if (group.stay.kind == sim::Stay::Kind::Abort && group.seed)
        return Flaw{key + ".kind", "seeds download nothing that they could abort"};
    return std::nullopt;
}

MaybeFlaw checkLine(const std::string &key, const sim::PeerGroup &group, std::size_t regions)
{
    const bool mayUpload = group.choker != "free-rider";
    if (!std::isfinite(group.line.up) || group.line.up < 0 || (mayUpload && group.line.up == 0))
        return Flaw{key + ".up",
                    fmt::format("\"{}\" could upload nothing; it must be positive", group.name)};
    if (!std::isfinite(group.line.down) || group.line.down < 0)
        return Flaw{key + ".down", "it must be positive"};
    if (group.line.region >= regions)
        return Flaw{key + ".region", "the network has no such region"};
    return std::nullopt;
}

MaybeFlaw checkGroup(const std::string &key, const sim::PeerGroup &group,
                     const sim::SimSetup &setup)
{
    if (group.count == 0)
        return std::nullopt; // nobody is there to do anything wrong
    if (group.neighbours == 0 || group.neighbours > maxNeighbours)
        return Flaw{key + ".neighbours", fmt::format("it must be from 1 to {}", maxNeighbours)};
    if (group.maxN > maxNeighbours)
        return Flaw{key + ".max-n", fmt::format("it must be at most {}", maxNeighbours)};
    return firstOf([&] { return checkPolicy(key + ".picker", group.picker, swarm::pickers()); },
                   [&] { return checkPolicy(key + ".choker", group.choker, swarm::chokers()); },
                   [&] { return checkSeedChoker(key, group); },
                   [&] { return checkLine(key, group, setup.latency.size()); },
                   [&] { return checkArrival(key + ".arrival", group, setup.horizon); },
                   [&] { return checkStay(key + ".stay", group); });
}

MaybeFlaw checkContent(const sim::SimSetup &setup)
{
    if (setup.totalLength == 0)
        return Flaw{"content.size", "there is nothing to share; it must be positive"};
    if (setup.pieceLength == 0 || setup.pieceLength > maxPieceLength)
        return Flaw{"content.piece-size", "it must be from 1 B to 2 GiB"};
    if ((setup.totalLength - 1) / setup.pieceLength >= maxPieces)
        return Flaw{"content.size", fmt::format("that is more than {} pieces", maxPieces)};
    return std::nullopt;
}

MaybeFlaw checkNetwork(const sim::SimSetup &setup)
{
    const auto isRow = [&](const std::vector<base::Duration> &row) {
        return row.size() == setup.latency.size()
            && std::ranges::all_of(row, [](base::Duration each) { return each.count() >= 0; });
    };
    if (setup.latency.empty() || !std::ranges::all_of(setup.latency, isRow))
        return Flaw{"network.latency", "it must have a row and a column for each region"};
    if (setup.announceInterval < std::chrono::seconds(1))
        return Flaw{"tracker.interval", "it must be at least a second"};
    if (setup.horizon <= base::Duration(0))
        return Flaw{"limits.horizon", "it must be positive"};
    return std::nullopt;
}

MaybeFlaw checkPopulation(const sim::SimSetup &setup)
{
    std::uint64_t peers = 0;
    std::uint64_t seeds = 0;
    for (const sim::PeerGroup &group : setup.groups) {
        peers += group.count;
        seeds += group.seed ? group.count : 0;
    }
    if (peers == 0)
        return Flaw{"group", "there are no peers: no group has a count above 0"};
    if (peers > maxPeers)
        return Flaw{"group",
                    fmt::format("{} peers are too many; {} are room for", peers, maxPeers)};
    if (seeds == 0)
        return Flaw{"group",
                    "nobody has the content: no group with seed = true and a count above 0"};
    return std::nullopt;
}

MaybeFlaw checkGroups(const sim::SimSetup &setup)
{
    std::set<std::string> names;
    for (std::size_t i = 0; i < setup.groups.size(); ++i) {
        const std::string key = fmt::format("group[{}]", i);
        if (!names.insert(setup.groups[i].name).second)
            return Flaw{
                key + ".name",
                fmt::format("another group is called \"{}\" already", setup.groups[i].name)};
        if (auto flaw = checkGroup(key, setup.groups[i], setup))
            return flaw;
    }
    return std::nullopt;
}

/// What only a world of blocks can do is refused where pieces are asked for.
MaybeFlaw checkMode(const sim::SimSetup &setup)
{
    if (setup.mode == sim::Mode::Blocks)
        return std::nullopt;
    constexpr auto detail = "mode = \"pieces\" knows only the default; take mode = \"blocks\"";
    if (setup.selection != roles::PeerSelection::Random)
        return Flaw{"tracker.selection", detail};
    for (std::size_t i = 0; i < setup.groups.size(); ++i) {
        const sim::PeerGroup &group = setup.groups[i];
        const std::string key = fmt::format("group[{}]", i);
        if (!group.seedChoker.empty())
            return Flaw{key + ".seed-choker", detail};
        if (group.seeding != swarm::Seeding::Normal)
            return Flaw{key + ".seeding", detail};
        if (!group.endGame)
            return Flaw{key + ".end-game", detail};
    }
    return std::nullopt;
}

} // namespace

std::optional<Flaw> findFlaw(const sim::Stay &stay)
{
    using Kind = sim::Stay::Kind;
    const bool draws = stay.kind == Kind::Exponential || stay.kind == Kind::Crash
        || stay.kind == Kind::Announcements;
    const bool counts = stay.kind == Kind::UntilRatio || stay.kind == Kind::Abort;
    if (stay.kind == Kind::Announcements && !(stay.interest >= 0 && stay.interest < 1))
        return Flaw{"interest", "it is a probability below 1; at 1 nobody would ever leave"};
    if (draws && stay.span <= base::Duration(0))
        return Flaw{"span", "it must be positive"};
    if (counts && !(stay.ratio > 0 && std::isfinite(stay.ratio)))
        return Flaw{"ratio", "it must be positive"};
    if (stay.kind == Kind::Abort && stay.ratio > 1)
        return Flaw{"ratio", "it is a part of the content, at most 1"};
    return std::nullopt;
}

std::optional<Flaw> findFlaw(const sim::SimSetup &setup)
{
    return firstOf([&] { return checkContent(setup); }, [&] { return checkNetwork(setup); },
                   [&] { return checkGroups(setup); }, [&] { return checkPopulation(setup); },
                   [&] { return checkMode(setup); });
}

base::Expected<std::uint32_t> pieceLengthFor(std::uint64_t size, std::uint64_t pieces)
{
    const auto refuse = [](std::string detail) {
        return base::fail(base::ErrorCode::Usage, "", std::move(detail));
    };
    if (pieces == 0)
        return refuse("it must be positive");
    if (pieces > size)
        return refuse(fmt::format("{} pieces are more than the {} bytes", pieces, size));
    const std::uint64_t length = (size - 1) / pieces + 1;
    if (length > maxPieceLength)
        return refuse("a piece would be longer than 2 GiB");
    const std::uint64_t cut = (size - 1) / length + 1;
    if (cut != pieces)
        return refuse(fmt::format(
            "{} bytes cannot be cut into {} pieces of one length; {} are near", size, pieces, cut));
    return static_cast<std::uint32_t>(length);
}

} // namespace lab
