#include "core/sim/world.h"

#include "core/sim/pieceworld.h"
#include "core/sim/simworld.h"
#include "core/wire/clientname.h"

#include <cstring>
#include <utility>

namespace sim {

namespace {

constexpr std::uint32_t network = 0x0a000000; // 10.0.0.0/8

} // namespace

std::unique_ptr<World> World::make(SimSetup setup)
{
    if (setup.mode == Mode::Pieces)
        return std::make_unique<PieceWorld>(std::move(setup));
    return std::make_unique<SimWorld>(std::move(setup));
}

base::Endpoint World::endpointOf(PeerIndex peer)
{
    return base::Endpoint::fromV4(network + 1 + toNumber(peer), listenPort);
}

PeerIndex World::peerAt(const base::Endpoint &endpoint)
{
    return PeerIndex{endpoint.v4() - network - 1};
}

base::InfoHash World::infoHash()
{
    base::InfoHash hash;
    hash.bytes.fill(0x51);
    return hash;
}

base::PeerId World::idOf(PeerIndex peer, base::Rng &rng)
{
    base::Rng overwritten(0);
    base::PeerId id = wire::makePeerId(overwritten); // its first eight bytes name the program
    const std::uint64_t first = rng.next();
    const std::uint32_t number = toNumber(peer);
    std::memcpy(id.bytes.data() + 8, &first, sizeof first);
    std::memcpy(id.bytes.data() + 16, &number, sizeof number);
    return id;
}

} // namespace sim
