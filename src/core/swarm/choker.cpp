#include "core/swarm/choker.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

namespace swarm {

namespace {

constexpr std::uint32_t regularSlots = 4; // Cohen 2003
constexpr std::uint32_t roundsPerOptimistic = 3; // 30 s
constexpr base::Duration newcomerAge = std::chrono::seconds(60);
constexpr std::uint64_t newcomerWeight = 3;

ChokeDecision choked(const ChokeCandidate &candidate, const ChokeInput &input)
{
    const ChokeKind kind = !candidate.interested ? ChokeKind::NotInterested
        : candidate.snubbed                      ? ChokeKind::Snubbed
                                                 : ChokeKind::Rate;
    return {candidate.link, false, {.unchoke = false, .kind = kind, .slots = input.slots}};
}

std::vector<ChokeDecision> allChoked(const ChokeInput &input)
{
    std::vector<ChokeDecision> decisions;
    decisions.reserve(input.candidates.size());
    for (const ChokeCandidate &candidate : input.candidates)
        decisions.push_back(choked(candidate, input));
    return decisions;
}

/// What an eligible link is ranked by; the highest is served first.
using Rank = double (*)(const ChokeCandidate &);

double byRateFrom(const ChokeCandidate &candidate)
{
    return candidate.rateFrom;
}

double byRateTo(const ChokeCandidate &candidate)
{
    return candidate.rateTo;
}

double byDistanceFromHalf(const ChokeCandidate &candidate)
{
    return 100 * std::abs(candidate.progress - 0.5);
}

/// The slots of a choker with an optimistic one.
std::uint32_t slotsWithOptimistic(std::uint32_t maxN)
{
    return maxN == 0 ? regularSlots + 1 : maxN;
}

void serveFirst(const std::vector<std::size_t> &order, std::uint32_t slots, Rank rank,
                ChokeKind kind, const ChokeInput &input, std::vector<ChokeDecision> &decisions)
{
    const std::size_t served = std::min<std::size_t>(slots, order.size());
    const double last = served > 0 ? rank(input.candidates[order[served - 1]]) : 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        decisions[order[i]].reason = {.unchoke = i < served,
                                      .kind = kind,
                                      .rank = static_cast<std::uint32_t>(i + 1),
                                      .slots = input.slots,
                                      .rate = rank(input.candidates[order[i]]),
                                      .lastServedRate = last};
    }
}

void serveNewcomer(const ChokeInput &input, base::Rng &rng, std::vector<ChokeDecision> &decisions)
{
    std::optional<std::size_t> chosen;
    std::uint64_t weights = 0;
    for (std::size_t i = 0; i < input.candidates.size(); ++i) {
        const ChokeCandidate &candidate = input.candidates[i];
        if (!candidate.interested || decisions[i].reason.unchoke)
            continue;
        const bool keeps = candidate.optimistic && input.round % roundsPerOptimistic != 0;
        if (keeps) {
            chosen = i;
            break;
        }
        const bool isNew = input.now - candidate.since < newcomerAge;
        const std::uint64_t weight = isNew ? newcomerWeight : 1;
        weights += weight;
        if (rng.below(weights) < weight)
            chosen = i;
    }
    if (!chosen)
        return;
    decisions[*chosen].optimistic = true;
    decisions[*chosen].reason.unchoke = true;
    decisions[*chosen].reason.kind = ChokeKind::Optimistic;
}

/// The best by some rank, and one slot of all for an optimistic unchoke that changes every 30 s.
/// `servesSnubbed`: a snubbed one may have any slot, not the optimistic one alone.
std::vector<ChokeDecision> decideBy(Rank rank, ChokeKind kind, bool servesSnubbed,
                                    const ChokeInput &input, base::Rng &rng)
{
    std::vector<ChokeDecision> decisions = allChoked(input);
    const bool hasOptimistic = input.slots > 1;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < input.candidates.size(); ++i) {
        const ChokeCandidate &candidate = input.candidates[i];
        if (candidate.interested && (servesSnubbed || !candidate.snubbed))
            order.push_back(i);
    }
    // Ties go to who is served already, then to the elder link: no needless change of slots.
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        const ChokeCandidate &x = input.candidates[a];
        const ChokeCandidate &y = input.candidates[b];
        return std::tuple(-rank(x), !x.unchoked, x.link)
            < std::tuple(-rank(y), !y.unchoked, y.link);
    });
    serveFirst(order, hasOptimistic ? input.slots - 1 : input.slots, rank, kind, input, decisions);
    if (hasOptimistic)
        serveNewcomer(input, rng, decisions);
    return decisions;
}

class TitForTat final : public Choker
{
public:
    [[nodiscard]] std::uint32_t slots(std::uint32_t maxN) const override
    {
        return slotsWithOptimistic(maxN);
    }

    std::vector<ChokeDecision> decide(const ChokeInput &input, base::Rng &rng) const override
    {
        return decideBy(input.seeding ? byRateTo : byRateFrom, ChokeKind::Rate, input.seeding,
                        input, rng);
    }
};

class FastestUpload final : public Choker
{
public:
    [[nodiscard]] std::uint32_t slots(std::uint32_t maxN) const override
    {
        return slotsWithOptimistic(maxN);
    }

    std::vector<ChokeDecision> decide(const ChokeInput &input, base::Rng &rng) const override
    {
        return decideBy(byRateTo, ChokeKind::Rate, true, input, rng);
    }
};

class AntiLeech final : public Choker
{
public:
    [[nodiscard]] std::uint32_t slots(std::uint32_t maxN) const override
    {
        return slotsWithOptimistic(maxN);
    }

    std::vector<ChokeDecision> decide(const ChokeInput &input, base::Rng &rng) const override
    {
        return decideBy(byDistanceFromHalf, ChokeKind::Progress, true, input, rng);
    }
};

class RoundRobin final : public Choker
{
public:
    [[nodiscard]] std::uint32_t slots(std::uint32_t maxN) const override
    {
        return maxN == 0 ? regularSlots : maxN;
    }

    std::vector<ChokeDecision> decide(const ChokeInput &input, base::Rng &rng) const override
    {
        std::vector<ChokeDecision> decisions = allChoked(input);
        std::vector<std::size_t> served;
        std::vector<std::size_t> waiting;
        for (std::size_t i = 0; i < input.candidates.size(); ++i) {
            if (input.candidates[i].interested)
                (input.candidates[i].unchoked ? served : waiting).push_back(i);
        }
        std::ranges::sort(served, [&](std::size_t a, std::size_t b) {
            const ChokeCandidate &x = input.candidates[a];
            const ChokeCandidate &y = input.candidates[b];
            return std::tuple(y.lastUnchoked, y.rateTo, x.link)
                < std::tuple(x.lastUnchoked, x.rateTo, y.link);
        });
        const bool draws
            = input.slots > 0 && !waiting.empty() && input.round % roundsPerOptimistic != 0;
        const std::size_t kept
            = std::min<std::size_t>(input.slots - (draws ? 1 : 0), served.size());
        for (std::size_t i = 0; i < served.size(); ++i)
            decisions[served[i]].reason = verdict(i < kept, i + 1, input, served[i]);
        for (const std::size_t i : waiting)
            decisions[i].reason = verdict(false, 0, input, i);
        if (draws) {
            ChokeReason &drawn = decisions[waiting[rng.below(waiting.size())]].reason;
            drawn.unchoke = true;
            drawn.kind = ChokeKind::Drawn;
        }
        return decisions;
    }

private:
    static ChokeReason verdict(bool unchoke, std::size_t rank, const ChokeInput &input,
                               std::size_t candidate)
    {
        const auto held = input.now - input.candidates[candidate].lastUnchoked;
        return {.unchoke = unchoke,
                .kind = ChokeKind::Turn,
                .rank = static_cast<std::uint32_t>(rank),
                .slots = input.slots,
                .rate = std::chrono::duration<double>(held).count()};
    }
};

class AllUnchoked final : public Choker
{
public:
    [[nodiscard]] std::uint32_t slots(std::uint32_t maxN) const override
    {
        return maxN == 0 ? 0xffff : maxN;
    }

    std::vector<ChokeDecision> decide(const ChokeInput &input, base::Rng &) const override
    {
        std::vector<ChokeDecision> decisions;
        std::uint32_t free = input.slots;
        for (const ChokeCandidate &candidate : input.candidates) {
            const bool stays = candidate.unchoked && candidate.interested;
            free -= stays && free > 0 ? 1 : 0;
        }
        for (const ChokeCandidate &candidate : input.candidates) {
            ChokeDecision decision = choked(candidate, input);
            const bool stays = candidate.unchoked && candidate.interested;
            if (candidate.interested && (stays || free > 0)) {
                free -= stays ? 0 : 1;
                decision.reason.unchoke = true;
                decision.reason.kind = ChokeKind::FreeSlot;
            } else if (candidate.interested) {
                decision.reason.kind = ChokeKind::Waiting;
            }
            decisions.push_back(decision);
        }
        return decisions;
    }
};

class FreeRider final : public Choker
{
public:
    [[nodiscard]] std::uint32_t slots(std::uint32_t) const override { return 0; }

    std::vector<ChokeDecision> decide(const ChokeInput &input, base::Rng &) const override
    {
        std::vector<ChokeDecision> decisions = allChoked(input);
        for (ChokeDecision &decision : decisions)
            decision.reason.kind = ChokeKind::Refused;
        return decisions;
    }
};

} // namespace

std::unique_ptr<Choker> makeFastestUpload()
{
    return std::make_unique<FastestUpload>();
}

std::unique_ptr<Choker> makeRoundRobin()
{
    return std::make_unique<RoundRobin>();
}

std::unique_ptr<Choker> makeAntiLeech()
{
    return std::make_unique<AntiLeech>();
}

std::unique_ptr<Choker> makeTitForTat()
{
    return std::make_unique<TitForTat>();
}

std::unique_ptr<Choker> makeAllUnchoked()
{
    return std::make_unique<AllUnchoked>();
}

std::unique_ptr<Choker> makeFreeRider()
{
    return std::make_unique<FreeRider>();
}

} // namespace swarm
