#include "core/swarm/choker.h"

#include <algorithm>
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

class TitForTat : public Choker
{
public:
    [[nodiscard]] std::uint32_t slots(std::uint32_t maxN) const override
    {
        return maxN == 0 ? regularSlots + 1 : maxN;
    }

    std::vector<ChokeDecision> decide(const ChokeInput &input, base::Rng &rng) const override
    {
        std::vector<ChokeDecision> decisions;
        decisions.reserve(input.candidates.size());
        for (const ChokeCandidate &candidate : input.candidates)
            decisions.push_back(choked(candidate, input));

        const bool hasOptimistic = input.slots > 1;
        serveBest(input, hasOptimistic ? input.slots - 1 : input.slots, decisions);
        if (hasOptimistic)
            serveNewcomer(input, rng, decisions);
        return decisions;
    }

private:
    static double rank(const ChokeCandidate &candidate, bool seeding)
    {
        return seeding ? candidate.rateTo : candidate.rateFrom;
    }

    static void serveBest(const ChokeInput &input, std::uint32_t slots,
                          std::vector<ChokeDecision> &decisions)
    {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < input.candidates.size(); ++i) {
            const ChokeCandidate &candidate = input.candidates[i];
            if (candidate.interested && (input.seeding || !candidate.snubbed))
                order.push_back(i);
        }
        // Ties go to who is served already, then to the elder link: no needless change of slots.
        std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
            const ChokeCandidate &x = input.candidates[a];
            const ChokeCandidate &y = input.candidates[b];
            return std::tuple(-rank(x, input.seeding), !x.unchoked, x.link)
                < std::tuple(-rank(y, input.seeding), !y.unchoked, y.link);
        });
        const std::size_t served = std::min<std::size_t>(slots, order.size());
        const double last
            = served > 0 ? rank(input.candidates[order[served - 1]], input.seeding) : 0;
        for (std::size_t i = 0; i < order.size(); ++i) {
            ChokeReason &reason = decisions[order[i]].reason;
            reason = {.unchoke = i < served,
                      .kind = ChokeKind::Rate,
                      .rank = static_cast<std::uint32_t>(i + 1),
                      .slots = input.slots,
                      .rate = rank(input.candidates[order[i]], input.seeding),
                      .lastServedRate = last};
        }
    }

    static void serveNewcomer(const ChokeInput &input, base::Rng &rng,
                              std::vector<ChokeDecision> &decisions)
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
};

class AllUnchoked : public Choker
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

class FreeRider : public Choker
{
public:
    [[nodiscard]] std::uint32_t slots(std::uint32_t) const override { return 0; }

    std::vector<ChokeDecision> decide(const ChokeInput &input, base::Rng &) const override
    {
        std::vector<ChokeDecision> decisions;
        for (const ChokeCandidate &candidate : input.candidates) {
            decisions.push_back(choked(candidate, input));
            decisions.back().reason.kind = ChokeKind::Refused;
        }
        return decisions;
    }
};

} // namespace

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
