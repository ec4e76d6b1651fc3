#include "core/swarm/choking.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace swarm {

using namespace choking;

namespace {

double byDistanceFromHalf(const ChokeCandidate &candidate)
{
    return 100 * std::abs(candidate.progress - 0.5);
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
        return maxN == 0 ? everybody : maxN;
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
