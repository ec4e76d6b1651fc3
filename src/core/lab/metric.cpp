#include "core/lab/metric.h"

#include "core/lab/course.h"
#include "core/lab/statistic.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace lab {

namespace {

using Maybe = std::optional<double>;
using Numbers = std::vector<double>;

/// What `of` says of each peer, sorted; peers of which it says nothing are left out.
template <typename Of> Numbers sorted(const PeerSelection &selection, const Of &of)
{
    Numbers numbers;
    for (const PeerObservation *peer : selection.peers) {
        if (const Maybe number = of(*peer))
            numbers.push_back(*number);
    }
    std::ranges::sort(numbers);
    return numbers;
}

double total(const Numbers &numbers)
{
    return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

Maybe mean(const Numbers &numbers)
{
    if (numbers.empty())
        return std::nullopt;
    return total(numbers) / static_cast<double>(numbers.size());
}

Maybe part(const Numbers &sorted, double which)
{
    if (sorted.empty())
        return std::nullopt;
    return quantile(sorted, which);
}

/// (sum x)^2 / (n sum x^2): 1 when all are equal, 1/n when one has everything.
Maybe jain(const Numbers &numbers)
{
    const double squares = std::inner_product(numbers.begin(), numbers.end(), numbers.begin(), 0.0);
    if (squares == 0)
        return std::nullopt;
    const double sum = total(numbers);
    return sum * sum / (static_cast<double>(numbers.size()) * squares);
}

// -- of one peer -----------------------------------------------------------------------------

Maybe completionOf(const PeerObservation &peer)
{
    return peer.completed ? Maybe(*peer.completed - *peer.joined) : std::nullopt;
}

Maybe firstPieceOf(const PeerObservation &peer)
{
    return peer.firstPiece ? Maybe(*peer.firstPiece - *peer.joined) : std::nullopt;
}

Maybe lastPiecesOf(const PeerObservation &peer)
{
    return peer.completed && peer.nearlyAll ? Maybe(*peer.completed - *peer.nearlyAll)
                                            : std::nullopt;
}

Maybe ratioOf(const PeerObservation &peer)
{
    if (peer.downloaded == 0)
        return std::nullopt;
    return static_cast<double>(peer.uploaded) / static_cast<double>(peer.downloaded);
}

Numbers completions(const PeerSelection &selection)
{
    return sorted(selection, completionOf);
}

Numbers ratios(const PeerSelection &selection)
{
    return sorted(selection, ratioOf);
}

/// When a peer was gone, or the trial over.
double endOf(const PeerObservation &peer, const PeerSelection &selection)
{
    return peer.left.value_or(selection.trial.elapsed);
}

Numbers goodputs(const PeerSelection &selection)
{
    return sorted(selection, [&](const PeerObservation &peer) -> Maybe {
        const double span = peer.completed.value_or(endOf(peer, selection)) - *peer.joined;
        if (peer.downloaded == 0 || span <= 0)
            return std::nullopt;
        return static_cast<double>(peer.downloaded - peer.wasted) / span;
    });
}

bool isSeedFromTheStart(const PeerObservation &peer, const PeerSelection &selection)
{
    return selection.setup.groups[peer.group].seed;
}

Numbers seedTimes(const PeerSelection &selection)
{
    return sorted(selection, [&](const PeerObservation &peer) -> Maybe {
        if (isSeedFromTheStart(peer, selection))
            return endOf(peer, selection) - *peer.joined;
        if (!peer.completed)
            return std::nullopt;
        return endOf(peer, selection) - *peer.completed;
    });
}

Numbers waits(const PeerSelection &selection)
{
    return sorted(selection, [&](const PeerObservation &peer) -> Maybe {
        if (isSeedFromTheStart(peer, selection))
            return std::nullopt;
        return peer.waited;
    });
}

template <typename Member> double sum(const PeerSelection &selection, const Member &member)
{
    double all = 0;
    for (const PeerObservation *peer : selection.peers)
        all += static_cast<double>(peer->*member);
    return all;
}

double uploaded(const PeerSelection &selection)
{
    return sum(selection, &PeerObservation::uploaded);
}

double downloaded(const PeerSelection &selection)
{
    return sum(selection, &PeerObservation::downloaded);
}

double wasted(const PeerSelection &selection)
{
    return sum(selection, &PeerObservation::wasted);
}

double wanting(const PeerSelection &selection)
{
    return static_cast<double>(std::ranges::count_if(
        selection.peers, [&](const auto *peer) { return !isSeedFromTheStart(*peer, selection); }));
}

Maybe completedPart(const PeerSelection &selection)
{
    if (wanting(selection) == 0)
        return std::nullopt;
    return static_cast<double>(completions(selection).size()) / wanting(selection);
}

Maybe uplinkUse(const PeerSelection &selection)
{
    double room = 0;
    for (const PeerObservation *peer : selection.peers)
        room += selection.setup.groups[peer->group].line.up
            * (endOf(*peer, selection) - *peer->joined);
    return room > 0 ? Maybe(uploaded(selection) / room) : std::nullopt;
}

Maybe wastedPart(const PeerSelection &selection)
{
    if (downloaded(selection) == 0)
        return std::nullopt;
    return wasted(selection) / downloaded(selection);
}

// -- of the swarm ----------------------------------------------------------------------------

template <typename Of> Numbers over(const PeerSelection &selection, const Of &of)
{
    Numbers numbers;
    for (const Sample &sample : selection.trial.samples) {
        if (const Maybe number = of(sample))
            numbers.push_back(*number);
    }
    std::ranges::sort(numbers);
    return numbers;
}

Numbers leechers(const PeerSelection &selection)
{
    return over(selection, [](const Sample &sample) { return Maybe(sample.leechers); });
}

Numbers seeds(const PeerSelection &selection)
{
    return over(selection, [](const Sample &sample) { return Maybe(sample.seeds); });
}

Numbers copies(const PeerSelection &selection)
{
    return over(selection, [](const Sample &sample) { return Maybe(sample.copies); });
}

Numbers connections(const PeerSelection &selection)
{
    return over(selection, [](const Sample &sample) { return sample.connections; });
}

Numbers interest(const PeerSelection &selection)
{
    return over(selection, [](const Sample &sample) { return sample.interest; });
}

Maybe burstiness(const PeerSelection &selection)
{
    return gapVariation(
        sorted(selection, [](const PeerObservation &peer) { return peer.completed; }));
}

Maybe crossingPart(const PeerSelection &selection)
{
    const auto &crossing = selection.trial.crossing;
    if (!crossing || downloaded(selection) == 0)
        return std::nullopt;
    return static_cast<double>(*crossing) / downloaded(selection);
}

Maybe announces(const PeerSelection &selection)
{
    const auto &count = selection.trial.announces;
    return count ? Maybe(static_cast<double>(*count)) : std::nullopt;
}

Maybe announceRate(const PeerSelection &selection)
{
    const Maybe count = announces(selection);
    const double elapsed = selection.trial.elapsed;
    return count && elapsed > 0 ? Maybe(*count / elapsed) : std::nullopt;
}

using Of = const PeerSelection &;

constexpr std::array table{
    Metric{"completion-mean", "s", false, "From joining to having everything, mean over peers.", "",
           [](Of of) { return mean(completions(of)); }},
    Metric{"completion-median", "s", false, "From joining to having everything, median over peers.",
           "", [](Of of) { return part(completions(of), 0.5); }},
    Metric{"completion-p5", "s", false,
           "From joining to having everything, 5th percentile over peers.", "",
           [](Of of) { return part(completions(of), 0.05); }},
    Metric{"completion-p95", "s", false,
           "From joining to having everything, 95th percentile over peers.", "",
           [](Of of) { return part(completions(of), 0.95); }},
    Metric{"completion-max", "s", false, "From joining to having everything, the slowest peer.", "",
           [](Of of) { return part(completions(of), 1); }},
    Metric{"completed", "1", false, "Part of the peers that came for the content and got it.", "",
           completedPart},
    Metric{"completion-bursts", "1", false,
           "Deviation over mean of the times between completions: 1 in a Poisson stream, more in "
           "bursts.",
           "Murai, Rocha, Figueiredo and de Souza e Silva 2012", burstiness},
    Metric{"first-piece-mean", "s", false,
           "From joining to the first verified piece, mean over peers.", "",
           [](Of of) { return mean(sorted(of, firstPieceOf)); }},
    Metric{"last-pieces-p95", "s", false,
           "From having all but the last 2 % of the pieces (one at least) to having everything, "
           "95th percentile over peers.",
           "", [](Of of) { return part(sorted(of, lastPiecesOf), 0.95); }},
    Metric{"waiting-mean", "s", false,
           "Time a peer wanted pieces of others and none of them served it, mean over peers.",
           "thesis 2008, waiting under Max_N", [](Of of) { return mean(waits(of)); }},
    Metric{"goodput-mean", "B/s", false,
           "Useful payload over the time it took, while downloading, mean over peers.", "",
           [](Of of) { return mean(goodputs(of)); }},
    Metric{"share-ratio-mean", "1", false,
           "Payload given over payload taken, mean over peers that took some.", "",
           [](Of of) { return mean(ratios(of)); }},
    Metric{"fairness", "1", false,
           "Jain's index of the share ratios: 1 when all are equal, 1/n when one gave everything.",
           "Jain, Chiu and Hawe 1984", [](Of of) { return jain(ratios(of)); }},
    Metric{"uploaded", "B", false, "Payload given, sum over peers.", "",
           [](Of of) { return Maybe(uploaded(of)); }},
    Metric{"downloaded", "B", false, "Payload taken, sum over peers.", "",
           [](Of of) { return Maybe(downloaded(of)); }},
    Metric{"wasted", "1", false,
           "Part of the payload taken that was of no use: duplicates, bad and unasked blocks.", "",
           wastedPart},
    Metric{"uplink-use", "1", false,
           "Payload given over what the uplinks had room for while their peers were there.", "",
           uplinkUse},
    Metric{"seed-time-mean", "s", false,
           "Time a peer stayed with everything (timeSeed), mean over peers.", "thesis 2008",
           [](Of of) { return mean(seedTimes(of)); }},
    Metric{"peers-mean", "peers", true, "Peers still downloading (nPeers), mean over time.",
           "thesis 2008", [](Of of) { return mean(leechers(of)); }},
    Metric{"peers-max", "peers", true, "Peers still downloading (nPeers), most at once.",
           "thesis 2008", [](Of of) { return part(leechers(of), 1); }},
    Metric{"peers-growth", "peers/s", true,
           "Slope of the peers still downloading over the second half of the trial, by least "
           "squares.",
           "Hajek and Zhu 2011", [](Of of) { return growth(of.trial); }},
    Metric{"seeds-mean", "peers", true, "Peers with everything (nSeeds), mean over time.",
           "thesis 2008", [](Of of) { return mean(seeds(of)); }},
    Metric{"seeds-max", "peers", true, "Peers with everything (nSeeds), most at once.",
           "thesis 2008", [](Of of) { return part(seeds(of), 1); }},
    Metric{"seeds-share", "1", true,
           "Seeds among all that take part, mean over the time every piece had a copy.",
           "Izal 2004", [](Of of) { return seedShare(of.trial); }},
    Metric{"availability-min", "copies", true,
           "Copies of the rarest piece among the peers that take part, least over time.",
           "Legout, Urvoy-Keller and Michiardi 2006", [](Of of) { return part(copies(of), 0); }},
    Metric{"availability-mean", "copies", true,
           "Copies of the rarest piece among the peers that take part, mean over time.",
           "Legout, Urvoy-Keller and Michiardi 2006", [](Of of) { return mean(copies(of)); }},
    Metric{"availability-steady", "copies", true,
           "Copies of the rarest piece, least over time once it had two for the first time.",
           "Legout, Urvoy-Keller and Michiardi 2006",
           [](Of of) { return steadyAvailability(of.trial); }},
    Metric{"transient-time", "s", true, "From the start until the rarest piece had two copies.",
           "Legout, Urvoy-Keller and Michiardi 2006",
           [](Of of) { return transientTime(of.trial); }},
    Metric{"lifetime", "s", true,
           "From the start to the last sample at which every piece had a copy.", "Guo 2005",
           [](Of of) { return lifetime(of.trial); }},
    Metric{"entropy-of-interest", "1", true,
           "Part of the links between leechers over which one is interested, mean over time.",
           "Legout, Urvoy-Keller and Michiardi 2006", [](Of of) { return mean(interest(of)); }},
    Metric{"connections-mean", "links", true, "Links of a peer, mean over peers and time.", "",
           [](Of of) { return mean(connections(of)); }},
    Metric{"cross-region", "1", true, "Part of the payload taken that came from another region.",
           "Bindal 2006", crossingPart},
    Metric{"announces", "requests", true, "Announces the tracker was sent.", "", announces},
    Metric{"announce-rate", "1/s", true, "Announces the tracker was sent, a second.", "",
           announceRate},
    Metric{"duration", "s", true, "From the start of the trial to its end.", "",
           [](Of of) { return Maybe(of.trial.elapsed); }},
};

} // namespace

std::span<const Metric> metrics()
{
    return table;
}

std::vector<Measured> measure(const Observation &trial, const sim::SimSetup &setup)
{
    std::vector<std::pair<std::string, PeerSelection>> selections;
    selections.emplace_back("all", PeerSelection{trial, setup, {}});
    for (const sim::PeerGroup &group : setup.groups)
        selections.emplace_back(group.name, PeerSelection{trial, setup, {}});
    for (const PeerObservation &peer : trial.peers) {
        if (!peer.joined || peer.group >= setup.groups.size())
            continue;
        selections[0].second.peers.push_back(&peer);
        selections[1 + peer.group].second.peers.push_back(&peer);
    }
    std::vector<Measured> measured;
    for (const Metric &metric : table) {
        const std::size_t count = metric.ofSwarm ? 1 : selections.size();
        for (std::size_t i = 0; i < count; ++i) {
            if (const Maybe value = metric.of(selections[i].second))
                measured.push_back({metric.name, selections[i].first, *value});
        }
    }
    return measured;
}

} // namespace lab
