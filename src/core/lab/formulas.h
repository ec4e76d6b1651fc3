#pragma once

#include <cstdint>

/// What theory says a swarm does, as pure functions. Times in seconds, sizes in bytes, rates in
/// bytes/s unless said otherwise. docs/theory.md derives and compares them.
namespace lab {

// -- Bit-Torrent in Erlang (2008): whole files over connections that take tc to set up
// -------------

/// Rounds in which a file spreads from one machine to K others when a machine serves at most n at
/// once and only what it has wholly: the holders grow (n + 1)-fold a round, so
/// r(n) = ceil(ln(K + 1) / ln(n + 1)). The thesis's case is K = 2: 2 rounds for n = 1, 1 for n = 2.
/// 0 for K = 0; n must be positive (with Max_N = 0 nobody is served).
std::uint32_t relayRounds(std::uint32_t peers, std::uint32_t maxN);

/// A machine's share of a line, and what setting up a connection costs.
struct RelayLine {
    double up = 0; ///< u: bytes/s of a machine; positive
    double connection = 0; ///< r: the most a connection carries, bytes/s; 0 = no limit
    double setup = 0; ///< tc: time to set up a connection, s
};

/// T(n) = r(n) (Tf(n) + tc) with Tf(n) = F / min(r, u / n): the thesis's 2 Tf + 2 tc and Tf + tc,
/// generalised to K peers, any Max_N and a line that is used up in the end. Infinite for n = 0.
double relayTime(std::uint32_t peers, std::uint32_t maxN, double bytes, const RelayLine &line);

/// When who stays connected has k files, k (Tf + tc), and who disconnects after each file,
/// k (Tf + tc) + (k - 1) delta: delta is what leaving and coming back cost.
double reconnectingTime(std::uint32_t files, double fileTime, double setup, double reconnect);

/// The same where a wait is the price of coming back, and each wait is twice the one before, from
/// `wait` on: k (Tf + tc) + b (2^(k - 1) - 1).
double backedOffTime(std::uint32_t files, double fileTime, double setup, double wait);

/// c tc + Tf: a file fetched over c connections one after the other.
double sequentialFetchTime(std::uint32_t connections, double fileTime, double setup);

/// Mean time a seed stays when it decides at announcements, every `span`, and stays on with
/// probability p: span / (1 - p), a geometric number of spans. p must be less than 1.
double announcedStay(double span, double stayOn);

// -- How fast everybody can have a file ---------------------------------------------------------

/// One server and N clients that upload nothing: max{N F / u_s, F / d} (Kumar and Ross 2006). d = 0
/// stands for no limit.
double clientServerTime(std::uint32_t clients, double bytes, double serverUp, double down);

/// One seed and N peers that upload at u: max{F / u_s, F / d, N F / (u_s + N u)} (Kumar and Ross
/// 2006). d = 0 stands for no limit.
double swarmTime(std::uint32_t peers, double bytes, double seedUp, double up, double down);

/// N peers and a server of equal uplinks, M pieces, nothing but uplinks limits: in units of the
/// time F / u, T = 1 + floor(log2 N) / M (Mundinger, Weber and Weiss 2008).
double optimalMakespan(std::uint32_t peers, std::uint32_t pieces);

// -- Swarms over a long time -----------------------------------------------------------------

/// The fluid model of Qiu and Srikant (2004); all rates a second.
struct FluidModel {
    double arrivals = 0; ///< lambda: peers that come
    double upload = 0; ///< mu: copies of the content a peer can upload
    double download = 0; ///< c: copies it can download; 0 = no limit
    double leaving = 0; ///< gamma: 1 / mean time a seed stays
    double aborting = 0; ///< theta: 1 / mean time after which a leecher gives up; 0 = never
    double effectiveness = 1; ///< eta: part of the uplinks that leechers can use
};

/// Its steady state. With 1/beta = max{1/c, (1/eta)(1/mu - 1/gamma)}:
struct FluidState {
    double leechers = 0; ///< x = lambda / (beta + theta)
    double seeds = 0; ///< y = lambda / gamma * beta / (beta + theta)
    double time = 0; ///< T = 1 / (beta + theta), s: free of lambda
};
FluidState steadyState(const FluidModel &model);

/// How fast a swarm grows whose peers leave when they are complete, in peers/s: lambda - U_s, where
/// the seed hands out U_s pieces/s (Hajek and Zhu 2011, the missing piece syndrome). Below 0 it is
/// stable.
double missingPieceGrowth(double arrivals, double seedPieces);

/// How many peers such a swarm has after `time` seconds: N_0 + max{0, lambda - U_s} t. Over the
/// whole time there are as many in the mean as after half of it.
double missingPiecePeers(double first, double arrivals, double seedPieces, double time);

/// The most arrivals, in peers/s, that a swarm bears whose peers stay 1/gamma after completion and
/// upload mu pieces/s: U_s / (1 - mu / gamma), infinite once mu >= gamma (Hajek and Zhu 2011): to
/// stay for one more piece is enough.
double stableArrivals(double seedPieces, double peerPieces, double leaving);

/// How long a content lives, in s, whose peers come at the rate arrivals e^(-t / fall) (Guo 2005)
/// and stay 1/leaving: fall ln(arrivals / leaving), when the time between two arrivals exceeds a
/// stay. 0 when it does from the start.
double contentLifetime(double arrivals, double fall, double leaving);

} // namespace lab
