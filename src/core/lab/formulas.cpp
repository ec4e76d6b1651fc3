#include "core/lab/formulas.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace lab {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Time for so many bytes where 0 stands for a line without limit.
double unlessFree(double bytes, double rate)
{
    return rate > 0 ? bytes / rate : 0;
}

} // namespace

std::uint32_t relayRounds(std::uint32_t peers, std::uint32_t maxN)
{
    std::uint32_t rounds = 0;
    for (std::uint64_t holders = 1; holders <= peers; holders *= maxN + std::uint64_t{1})
        ++rounds;
    return rounds;
}

double relayTime(std::uint32_t peers, std::uint32_t maxN, double bytes, const RelayLine &line)
{
    if (maxN == 0)
        return infinite;
    const double share = line.up / maxN;
    const double rate = line.connection > 0 ? std::min(line.connection, share) : share;
    return relayRounds(peers, maxN) * (bytes / rate + line.setup);
}

double reconnectingTime(std::uint32_t files, double fileTime, double setup, double reconnect)
{
    return files == 0 ? 0 : files * (fileTime + setup) + (files - 1) * reconnect;
}

double backedOffTime(std::uint32_t files, double fileTime, double setup, double wait)
{
    return files == 0 ? 0 : files * (fileTime + setup) + wait * (std::exp2(files - 1) - 1);
}

double sequentialFetchTime(std::uint32_t connections, double fileTime, double setup)
{
    return connections * setup + fileTime;
}

double announcedStay(double span, double stayOn)
{
    return span / (1 - stayOn);
}

double clientServerTime(std::uint32_t clients, double bytes, double serverUp, double down)
{
    return std::max(clients * bytes / serverUp, unlessFree(bytes, down));
}

double swarmTime(std::uint32_t peers, double bytes, double seedUp, double up, double down)
{
    return std::max(
        {bytes / seedUp, unlessFree(bytes, down), peers * bytes / (seedUp + peers * up)});
}

double optimalMakespan(std::uint32_t peers, std::uint32_t pieces)
{
    const auto doublings = static_cast<double>(std::bit_width(peers)) - 1;
    return 1 + doublings / pieces;
}

FluidState steadyState(const FluidModel &model)
{
    const double downloadTime = unlessFree(1, model.download);
    const double uploadTime = (1 / model.upload - 1 / model.leaving) / model.effectiveness;
    const double whole = std::max({downloadTime, uploadTime, 0.0}); // 1/beta
    const double stays = 1 / (1 + model.aborting * whole); // beta / (beta + theta)
    return {.leechers = model.arrivals * whole * stays,
            .seeds = model.arrivals / model.leaving * stays,
            .time = whole * stays};
}

double missingPieceGrowth(double arrivals, double seedPieces)
{
    return arrivals - seedPieces;
}

double missingPiecePeers(double first, double arrivals, double seedPieces, double time)
{
    return first + std::max(0.0, missingPieceGrowth(arrivals, seedPieces)) * time;
}

double stableArrivals(double seedPieces, double peerPieces, double leaving)
{
    return peerPieces >= leaving ? infinite : seedPieces / (1 - peerPieces / leaving);
}

double contentLifetime(double arrivals, double fall, double leaving)
{
    return fall * std::log(std::max(arrivals / leaving, 1.0));
}

} // namespace lab
