#pragma once

#include "core/base/ids.h"
#include "core/base/rng.h"
#include "core/base/time.h"
#include "core/swarm/reason.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace swarm {

/// What a choker may know about a link.
struct ChokeCandidate {
    base::LinkId link{};
    bool interested = false; ///< it wants something from us
    bool unchoked = false; ///< we serve it now
    bool optimistic = false; ///< it holds the optimistic slot now
    bool snubbed = false; ///< it sent nothing for 60 s although it could
    bool wanted = false; ///< it has something we want
    std::uint8_t servedUs = 0; ///< rounds in a row that found it serving us
    double rateFrom = 0; ///< bytes/s it gives us
    double rateTo = 0; ///< bytes/s we give it
    double progress = 0; ///< part of the pieces it has
    base::Time since{}; ///< when the link came up
    base::Time lastUnchoked{}; ///< when it was last given a slot
    double weight = 1; ///< what the last round gave it
};

/// Rounds in a row after one more that found a link serving us, or not (ChokeCandidate::servedUs).
inline std::uint8_t countRound(std::uint8_t before, bool serves)
{
    return !serves ? 0 : before < UINT8_MAX ? before + 1 : before;
}

/// What one choke round is decided on.
struct ChokeInput {
    std::span<const ChokeCandidate> candidates;
    bool seeding = false; ///< nothing left to download
    std::uint32_t slots = 0; ///< transfers served at once
    std::uint32_t round = 0; ///< counts the 10 s rounds; every third draws a new optimistic one
    base::Time now{};
};

/// The verdict on one candidate.
struct ChokeDecision {
    base::LinkId link{};
    bool optimistic = false;
    ChokeReason reason; ///< reason.unchoke is the verdict
    /// Share of the upload line while it is served, beside the others' weights: 1 is an ordinary
    /// transfer's. Kept for the next round, whether it is served or not.
    double weight = 1;
    bool waits = false; ///< it gets no free slot before the next round
    bool operator==(const ChokeDecision &) const = default;
};

/// A choke policy: a decision over values. The world calls it every 10 s; between rounds an
/// interested link gets a slot that is free (FreeSlot), nobody loses one.
class Choker
{
public:
    virtual ~Choker() = default;
    /// How many transfers to serve at once, given Max_N (0 = as the policy likes).
    [[nodiscard]] virtual std::uint32_t slots(std::uint32_t maxN) const = 0;
    /// One verdict a candidate, in the order of the candidates.
    virtual std::vector<ChokeDecision> decide(const ChokeInput &input, base::Rng &rng) const = 0;
};

/// Tit-for-tat (BEP 3, Cohen 2003): the best uploaders of the last 20 s, one slot of all for an
/// optimistic unchoke that changes every 30 s and falls on newcomers three times as often; snubbed
/// ones only get the optimistic slot. A seed ranks by what it can send.
std::unique_ptr<Choker> makeTitForTat();
/// A seed's tit-for-tat (Cohen 2003): whom it can send to fastest, and an optimistic slot.
std::unique_ptr<Choker> makeFastestUpload();
/// The seed of BitTorrent 4.0.0 (Legout 2006): who was unchoked last keeps its slot; in two rounds
/// of three one slot goes to a link drawn among the others, and pushes out who has had its slot for
/// longest. Everybody is served alike, so that fast leeches cannot keep a seed for themselves.
std::unique_ptr<Choker> makeRoundRobin();
/// Serves most who has just begun or is nearly done (Chow 2008), so that those in between trade
/// with each other; and an optimistic slot.
std::unique_ptr<Choker> makeAntiLeech();
/// BitTyrant (Piatek 2007): the most it can get for its line. Each link has a price, the share of
/// the line for which it seems to serve us (ChokeDecision::weight): 0.9 times as high after a round
/// that found it serving us for the third time in a row or more, 1.2 times after one in which we
/// served it for nothing. Links are served by what they give for their price, the best first, until
/// the prices fill the line. A seed goes on as tit-for-tat does.
std::unique_ptr<Choker> makeBitTyrant();
/// PropShare (Levin 2008): everybody who gave something in the last 20 s gets a share of the line
/// in proportion, and a newcomer, drawn as tit-for-tat's, a fifth. While nobody gives, and for a
/// seed, it goes on as tit-for-tat does.
std::unique_ptr<Choker> makePropShare();
/// Everybody up to Max_N, first come first served (the thesis's model).
std::unique_ptr<Choker> makeAllUnchoked();
/// Serves nobody.
std::unique_ptr<Choker> makeFreeRider();

} // namespace swarm
