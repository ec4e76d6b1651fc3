#pragma once

#include "core/base/rng.h"
#include "core/wire/httpannounce.h"
#include "core/wire/udpannounce.h"

#include <array>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace bench {

/// The peers that announce: `count` of them spread evenly over `swarms` torrents, each with an id
/// and a port of its own; every tenth is a seed. A pure function of its numbers, so runs repeat
/// exactly.
struct Population {
    std::uint32_t count = 100'000;
    std::uint32_t swarms = 1000;
    std::uint32_t numWant = 50;

    [[nodiscard]] wire::AnnounceRequest request(std::uint32_t peer) const
    {
        wire::AnnounceRequest request;
        request.infoHash = infoHash(peer % swarms);
        base::Rng rng(1'000'000ULL + peer);
        for (auto &byte : request.peerId.bytes)
            byte = static_cast<std::uint8_t>(rng.next());
        constexpr std::uint32_t firstPort = 1024;
        request.port = static_cast<std::uint16_t>(firstPort + peer / swarms);
        request.left = rng.below(10) == 0 ? 0 : 1'000'000;
        request.numWant = numWant;
        return request;
    }

    static base::InfoHash infoHash(std::uint32_t swarm)
    {
        base::InfoHash hash;
        base::Rng rng(swarm);
        for (auto &byte : hash.bytes)
            byte = static_cast<std::uint8_t>(rng.next());
        return hash;
    }
};

/// The announces of a population as bytes, made before the clock starts.
inline std::vector<std::string> httpRequests(const Population &population, bool keepAlive)
{
    std::vector<std::string> requests;
    for (std::uint32_t peer = 0; peer < population.count; ++peer) {
        std::string target = "/announce";
        wire::appendAnnounceQuery(target, population.request(peer));
        requests.push_back(
            fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: {}\r\n\r\n", target,
                        keepAlive ? "keep-alive" : "close"));
    }
    return requests;
}

using UdpPacket = std::array<std::uint8_t, wire::udpAnnounceSize>;

inline std::vector<UdpPacket> udpRequests(const Population &population)
{
    std::vector<UdpPacket> packets;
    for (std::uint32_t peer = 0; peer < population.count; ++peer)
        packets.push_back(wire::udpAnnounceRequest(0, 0, population.request(peer)));
    return packets;
}

} // namespace bench
