#pragma once

#include "core/swarm/choker.h"

#include <vector>

namespace swarm::choking {

// What the chokers are put together from.

/// Transfers at once where neither Max_N nor the policy says how many.
constexpr std::uint32_t regularSlots = 4; // Cohen 2003
/// Rounds for which a link keeps the optimistic slot: 30 s.
constexpr std::uint32_t roundsPerOptimistic = 3;
/// A choker's slots where it likes to serve everybody.
constexpr std::uint32_t everybody = 0xffff;

/// What an eligible link is ranked by; the highest is served first.
using Rank = double (*)(const ChokeCandidate &);

double byRateFrom(const ChokeCandidate &candidate);
double byRateTo(const ChokeCandidate &candidate);

/// The slots of a choker with an optimistic one.
inline std::uint32_t slotsWithOptimistic(std::uint32_t maxN)
{
    return maxN == 0 ? regularSlots + 1 : maxN;
}

/// The verdict that chokes it, with the reason that it gives itself.
ChokeDecision choked(const ChokeCandidate &candidate, const ChokeInput &input);
std::vector<ChokeDecision> allChoked(const ChokeInput &input);
/// Orders numbers of candidates by rank. Ties go to who is served already, then to the elder link:
/// no needless change of slots.
void sortBy(Rank rank, const ChokeInput &input, std::vector<std::size_t> &order);
/// Serves the first so many of an order.
void serveFirst(const std::vector<std::size_t> &order, std::uint32_t slots, Rank rank,
                ChokeKind kind, const ChokeInput &input, std::vector<ChokeDecision> &decisions);
/// Serves one more of those that want something: who holds the optimistic slot, and every third
/// round another one, drawn, newcomers three times as often.
void serveNewcomer(const ChokeInput &input, base::Rng &rng, std::vector<ChokeDecision> &decisions);
/// The best by some rank, and one slot of all for an optimistic unchoke that changes every 30 s.
/// `servesSnubbed`: a snubbed one may have any slot, not the optimistic one alone.
std::vector<ChokeDecision> decideBy(Rank rank, ChokeKind kind, bool servesSnubbed,
                                    const ChokeInput &input, base::Rng &rng);

} // namespace swarm::choking
