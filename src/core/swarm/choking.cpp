#include "core/swarm/choking.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace swarm::choking {

namespace {

constexpr base::Duration newcomerAge = std::chrono::seconds(60);
constexpr std::uint64_t newcomerWeight = 3;

} // namespace

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

double byRateFrom(const ChokeCandidate &candidate)
{
    return candidate.rateFrom;
}

double byRateTo(const ChokeCandidate &candidate)
{
    return candidate.rateTo;
}

void sortBy(Rank rank, const ChokeInput &input, std::vector<std::size_t> &order)
{
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        const ChokeCandidate &x = input.candidates[a];
        const ChokeCandidate &y = input.candidates[b];
        return std::tuple(-rank(x), !x.unchoked, x.link)
            < std::tuple(-rank(y), !y.unchoked, y.link);
    });
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
    sortBy(rank, input, order);
    serveFirst(order, hasOptimistic ? input.slots - 1 : input.slots, rank, kind, input, decisions);
    if (hasOptimistic)
        serveNewcomer(input, rng, decisions);
    return decisions;
}

} // namespace swarm::choking
