// The chokers that decide how much of the line a link gets, not only whether it is served.

#include "core/swarm/choking.h"

#include <algorithm>
#include <numeric>

namespace swarm {

using namespace choking;

namespace {

/// The whole line, in shares of an ordinary transfer.
constexpr double line = regularSlots + 1;

/// Whom they choked waits for the next round: who else gets a share is a matter of theirs.
void letWait(std::vector<ChokeDecision> &decisions)
{
    for (ChokeDecision &decision : decisions)
        decision.waits = !decision.reason.unchoke;
}

/// Tit-for-tat, with no more slots than it has.
std::vector<ChokeDecision> asTitForTat(ChokeInput input, base::Rng &rng)
{
    input.slots = std::min(input.slots, slotsWithOptimistic(0));
    std::vector<ChokeDecision> decisions = makeTitForTat()->decide(input, rng);
    letWait(decisions);
    return decisions;
}

std::vector<std::size_t> interestedOf(const ChokeInput &input)
{
    std::vector<std::size_t> interested;
    for (std::size_t i = 0; i < input.candidates.size(); ++i) {
        if (input.candidates[i].interested)
            interested.push_back(i);
    }
    return interested;
}

class BitTyrant final : public Choker
{
public:
    [[nodiscard]] std::uint32_t slots(std::uint32_t maxN) const override
    {
        return maxN == 0 ? everybody : maxN;
    }

    std::vector<ChokeDecision> decide(const ChokeInput &input, base::Rng &rng) const override
    {
        if (input.seeding)
            return asTitForTat(input, rng);
        const std::vector<ChokeCandidate> priced = estimate(input);
        ChokeInput told = input;
        told.candidates = priced;
        std::vector<std::size_t> order = interestedOf(told);
        sortBy(worth, told, order);
        const std::uint32_t fitting = thatFit(told, order);
        told.slots = fitting;
        std::vector<ChokeDecision> decisions = allChoked(told);
        serveFirst(order, fitting, worth, ChokeKind::Worth, told, decisions);
        for (std::size_t i = 0; i < priced.size(); ++i)
            decisions[i].weight = priced[i].weight;
        if (fitting < order.size())
            letWait(decisions);
        return decisions;
    }

private:
    static constexpr std::uint8_t settledRounds = 3;
    static constexpr double cheaper = 0.9;
    static constexpr double dearer = 1.2;
    static constexpr double lowestPrice = 0.1;

    static double worth(const ChokeCandidate &candidate)
    {
        return candidate.rateFrom / candidate.weight;
    }

    static double priceOf(const ChokeCandidate &candidate)
    {
        const bool inVain = candidate.unchoked && candidate.wanted && candidate.servedUs == 0;
        const double change = candidate.servedUs >= settledRounds ? cheaper : inVain ? dearer : 1;
        return std::clamp(candidate.weight * change, lowestPrice, line);
    }

    /// The candidates with their new prices, and what they may be expected to give: what they do
    /// when they serve us; else, if they have anything for us, what those who serve us and may be
    /// served give in the mean.
    static std::vector<ChokeCandidate> estimate(const ChokeInput &input)
    {
        std::vector<ChokeCandidate> priced(input.candidates.begin(), input.candidates.end());
        double sum = 0;
        std::uint32_t givers = 0;
        for (const ChokeCandidate &candidate : priced) {
            const bool trades = candidate.servedUs > 0 && candidate.interested;
            sum += trades ? candidate.rateFrom : 0;
            givers += trades ? 1 : 0;
        }
        const double usual = sum > 0 ? sum / givers : 1;
        for (ChokeCandidate &candidate : priced) {
            candidate.weight = priceOf(candidate);
            if (candidate.servedUs == 0)
                candidate.rateFrom = candidate.wanted ? usual : 0;
        }
        return priced;
    }

    /// How many of an order have room on the line; one at least.
    static std::uint32_t thatFit(const ChokeInput &input, const std::vector<std::size_t> &order)
    {
        double left = line;
        std::uint32_t fitting = 0;
        for (const std::size_t i : order) {
            left -= input.candidates[i].weight;
            if (fitting == input.slots || (fitting > 0 && left < 0))
                break;
            ++fitting;
        }
        return fitting;
    }
};

class PropShare final : public Choker
{
public:
    [[nodiscard]] std::uint32_t slots(std::uint32_t maxN) const override
    {
        return maxN == 0 ? everybody : maxN;
    }

    std::vector<ChokeDecision> decide(const ChokeInput &input, base::Rng &rng) const override
    {
        std::vector<std::size_t> givers = interestedOf(input);
        std::erase_if(givers, [&](std::size_t i) { return byRateFrom(input.candidates[i]) <= 0; });
        if (input.seeding || givers.empty())
            return asTitForTat(input, rng);
        sortBy(byRateFrom, input, givers);
        const bool hasNewcomer = input.slots > 1;
        const std::size_t paid
            = std::min<std::size_t>(givers.size(), input.slots - (hasNewcomer ? 1 : 0));
        ChokeInput told = input;
        told.slots = static_cast<std::uint32_t>(paid) + (hasNewcomer ? 1 : 0);
        std::vector<ChokeDecision> decisions = allChoked(told);
        serveFirst(givers, static_cast<std::uint32_t>(paid), byRateFrom, ChokeKind::Rate, told,
                   decisions);
        givers.resize(paid);
        const double given
            = std::accumulate(givers.begin(), givers.end(), 0.0, [&](double sum, std::size_t i) {
                  return sum + input.candidates[i].rateFrom;
              });
        for (const std::size_t i : givers)
            decisions[i].weight = regularSlots * input.candidates[i].rateFrom / given;
        if (hasNewcomer)
            serveNewcomer(told, rng, decisions);
        letWait(decisions);
        return decisions;
    }
};

} // namespace

std::unique_ptr<Choker> makeBitTyrant()
{
    return std::make_unique<BitTyrant>();
}

std::unique_ptr<Choker> makePropShare()
{
    return std::make_unique<PropShare>();
}

} // namespace swarm
