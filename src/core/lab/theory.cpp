#include "core/lab/theory.h"

#include "core/lab/formulas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace lab {

namespace {

using Arguments = std::span<const double>;

/// A whole number that came as an argument.
std::uint32_t count(double argument)
{
    constexpr double most = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::llround(std::clamp(argument, 0.0, most)));
}

constexpr TheoryParameter peers{"N", "", "peers that download"};
constexpr TheoryParameter size{"F", "bytes", "the content"};
constexpr TheoryParameter seedUp{"u_s", "bytes/s", "uplink of the seed"};
constexpr TheoryParameter up{"u", "bytes/s", "uplink of a peer"};
constexpr TheoryParameter down{"d", "bytes/s", "downlink of a peer, 0 = no limit"};
constexpr TheoryParameter fileTime{"Tf", "s", "time to transfer a file"};
constexpr TheoryParameter setupTime{"tc", "s", "time to set up a connection"};
constexpr TheoryParameter arrivals{"lambda", "1/s", "peers that come"};
constexpr TheoryParameter seedPieces{"U_s", "1/s", "pieces the seed hands out"};

constexpr std::array maxNParameters{TheoryParameter{"K", "", "peers that download"},
                                    TheoryParameter{"n", "", "Max_N, transfers served at once"},
                                    size,
                                    up,
                                    TheoryParameter{"r", "bytes/s", "a connection, 0 = no limit"},
                                    setupTime};
constexpr std::array reconnectingParameters{
    TheoryParameter{"k", "", "files"}, fileTime, setupTime,
    TheoryParameter{"delta", "s", "to leave and to come back, 0 = stays"}};
constexpr std::array backOffParameters{TheoryParameter{"k", "", "files"}, fileTime, setupTime,
                                       TheoryParameter{"b", "s", "the first wait to come back"}};
constexpr std::array fetchParameters{TheoryParameter{"c", "", "connections"}, fileTime, setupTime};
constexpr std::array stayParameters{
    TheoryParameter{"s", "s", "between announcements"},
    TheoryParameter{"p", "", "probability of staying on at one, less than 1"}};
constexpr std::array serverParameters{peers, size, seedUp, down};
constexpr std::array swarmParameters{peers, size, seedUp, up, down};
constexpr std::array makespanParameters{peers, TheoryParameter{"M", "", "pieces"}, size, up};
constexpr std::array fluidParameters{
    arrivals,
    TheoryParameter{"mu", "1/s", "copies of the content a peer can upload"},
    TheoryParameter{"c", "1/s", "copies it can download, 0 = no limit"},
    TheoryParameter{"gamma", "1/s", "1 / mean time a seed stays"},
    TheoryParameter{"theta", "1/s", "1 / mean time to give up, 0 = never"},
    TheoryParameter{"eta", "", "part of the uplinks leechers can use"}};
constexpr std::array growthParameters{arrivals, seedPieces};
constexpr std::array crowdParameters{TheoryParameter{"N_0", "", "peers there at the start"},
                                     arrivals, seedPieces, TheoryParameter{"t", "s", "since then"}};
constexpr std::array stableParameters{seedPieces,
                                      TheoryParameter{"mu", "1/s", "pieces a peer can upload"},
                                      TheoryParameter{"gamma", "1/s", "1 / mean time it stays"}};
constexpr std::array copyParameters{size, seedUp};
constexpr std::array lifetimeParameters{
    TheoryParameter{"lambda0", "1/s", "peers that come at first"},
    TheoryParameter{"tau", "s", "in which their rate falls to 1/e"},
    TheoryParameter{"gamma", "1/s", "1 / mean time a seed stays"}};

FluidState fluid(Arguments a)
{
    return steadyState({.arrivals = a[0],
                        .upload = a[1],
                        .download = a[2],
                        .leaving = a[3],
                        .aborting = a[4],
                        .effectiveness = a[5]});
}

constexpr std::string_view thesis = "Bit-Torrent in Erlang 2008";
constexpr std::string_view kumarRoss = "Kumar and Ross 2006";
constexpr std::string_view qiuSrikant = "Qiu and Srikant 2004";
constexpr std::string_view hajekZhu = "Hajek and Zhu 2011";

constexpr std::array table{
    Theory{"max-n-relay", "T = ceil(ln(K + 1) / ln(n + 1)) (Tf + tc), Tf = F / min(r, u / n)",
           "Bit-Torrent in Erlang 2008 (K = 2), generalised", "s", maxNParameters,
           [](Arguments a) {
               return relayTime(count(a[0]), count(a[1]), a[2],
                                {.up = a[3], .connection = a[4], .setup = a[5]});
           }},
    Theory{"max-n-one", "T = 2 Tf + 2 tc", thesis, "s", std::span(fetchParameters).subspan(1),
           [](Arguments a) { return 2 * a[0] + 2 * a[1]; }},
    Theory{"max-n-two", "T = Tf + tc", thesis, "s", std::span(fetchParameters).subspan(1),
           [](Arguments a) { return a[0] + a[1]; }},
    Theory{"reconnecting", "T = k (Tf + tc) + (k - 1) delta", thesis, "s", reconnectingParameters,
           [](Arguments a) { return reconnectingTime(count(a[0]), a[1], a[2], a[3]); }},
    Theory{"reconnecting-doubled", "T = k (Tf + tc) + b (2^(k - 1) - 1)",
           "Bit-Torrent in Erlang 2008, with waits that double", "s", backOffParameters,
           [](Arguments a) { return backedOffTime(count(a[0]), a[1], a[2], a[3]); }},
    Theory{"sequential-fetch", "T = c tc + Tf", thesis, "s", fetchParameters,
           [](Arguments a) { return sequentialFetchTime(count(a[0]), a[1], a[2]); }},
    Theory{"announced-stay", "1 / gamma = s / (1 - p)", "the mean of a geometric distribution", "s",
           stayParameters, [](Arguments a) { return announcedStay(a[0], a[1]); }},
    Theory{"client-server", "T = max{N F / u_s, F / d}", kumarRoss, "s", serverParameters,
           [](Arguments a) { return clientServerTime(count(a[0]), a[1], a[2], a[3]); }},
    Theory{"swarm", "T = max{F / u_s, F / d, N F / (u_s + N u)}", kumarRoss, "s", swarmParameters,
           [](Arguments a) { return swarmTime(count(a[0]), a[1], a[2], a[3], a[4]); }},
    Theory{"makespan", "T = (1 + floor(log2 N) / M) F / u", "Mundinger, Weber and Weiss 2008", "s",
           makespanParameters,
           [](Arguments a) { return optimalMakespan(count(a[0]), count(a[1])) * a[2] / a[3]; }},
    Theory{"fluid-time",
           "T = 1 / (theta + beta), 1 / beta = max{1 / c, (1 / mu - 1 / gamma) / eta}", qiuSrikant,
           "s", fluidParameters, [](Arguments a) { return fluid(a).time; }},
    Theory{"fluid-leechers", "x = lambda / (beta + theta)", qiuSrikant, "peers", fluidParameters,
           [](Arguments a) { return fluid(a).leechers; }},
    Theory{"fluid-seeds", "y = lambda / gamma * beta / (beta + theta)", qiuSrikant, "peers",
           fluidParameters, [](Arguments a) { return fluid(a).seeds; }},
    Theory{"missing-piece-growth", "dN/dt = lambda - U_s", hajekZhu, "peers/s", growthParameters,
           [](Arguments a) { return missingPieceGrowth(a[0], a[1]); }},
    Theory{"missing-piece-peers", "N = N_0 + max{0, lambda - U_s} t", hajekZhu, "peers",
           crowdParameters, [](Arguments a) { return missingPiecePeers(a[0], a[1], a[2], a[3]); }},
    Theory{"stable-arrivals", "lambda < U_s / (1 - mu / gamma), any lambda when mu >= gamma",
           hajekZhu, "1/s", stableParameters,
           [](Arguments a) { return stableArrivals(a[0], a[1], a[2]); }},
    Theory{"one-copy", "T = F / u_s", "Legout, Urvoy-Keller and Michiardi 2006", "s",
           copyParameters, [](Arguments a) { return a[0] / a[1]; }},
    Theory{"content-lifetime", "T = tau ln(lambda0 / gamma)", "for the arrivals of Guo 2005", "s",
           lifetimeParameters, [](Arguments a) { return contentLifetime(a[0], a[1], a[2]); }},
};

} // namespace

std::span<const Theory> theories()
{
    return table;
}

const Theory *findTheory(std::string_view name)
{
    const auto *at = std::ranges::find(table, name, &Theory::name);
    return at == table.end() ? nullptr : at;
}

} // namespace lab
