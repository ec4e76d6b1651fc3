#pragma once

#include "core/base/endpoint.h"
#include "core/base/ids.h"
#include "core/base/rng.h"
#include "core/base/time.h"
#include "core/sim/simlistener.h"
#include "core/sim/simoutcome.h"
#include "core/sim/simsetup.h"
#include "core/wire/bitfield.h"

#include <cstdint>
#include <memory>

namespace sim {

/// A virtual swarm in virtual time, whatever its level of detail: what reports, recordings and
/// progress need of it. One thread; the same setup gives the same run.
class World
{
public:
    /// The world of the setup's mode.
    static std::unique_ptr<World> make(SimSetup setup);

    World() = default;
    virtual ~World() = default;
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    /// Tells everything from now on to that listener, which must outlive the run; null for none.
    virtual void setListener(SimListener *listener) = 0;
    /// Goes on until that virtual time, or to the end when that comes first. False when the run is
    /// over: all came, nobody downloads any more or is about to leave, or the horizon is reached.
    virtual bool runUntil(base::Time until) = 0;
    [[nodiscard]] virtual bool isOver() const = 0;

    [[nodiscard]] virtual const SimSetup &setup() const = 0;
    [[nodiscard]] virtual base::Time now() const = 0;
    /// Peers that came or will come; they are numbered from 0 in the order of the setup's groups.
    [[nodiscard]] virtual std::uint32_t population() const = 0;
    /// Its outcome so far.
    [[nodiscard]] virtual SimOutcome outcome(PeerIndex peer) const = 0;
    /// The pieces a peer has that takes part.
    [[nodiscard]] virtual wire::Bitfield piecesOf(PeerIndex peer) const = 0;
    /// Peers that take part and have everything, or not; not those that are disconnected.
    [[nodiscard]] virtual std::uint32_t seeds() const = 0;
    [[nodiscard]] virtual std::uint32_t leechers() const = 0;
    [[nodiscard]] virtual std::uint64_t occasions() const = 0; ///< carried out
    [[nodiscard]] virtual std::uint64_t blocks() const = 0; ///< delivered
    /// Payload bytes delivered from one region to another.
    [[nodiscard]] virtual std::uint64_t crossing() const = 0;

    /// The address a peer is known by.
    static base::Endpoint endpointOf(PeerIndex peer);
    /// The other way round; the number may be nobody's.
    static PeerIndex peerAt(const base::Endpoint &endpoint);

protected:
    static constexpr std::uint16_t listenPort = 6881;
    /// Of the one torrent there is.
    static base::InfoHash infoHash();
    /// Ids of this program in random order, as real ones are, and none twice.
    static base::PeerId idOf(PeerIndex peer, base::Rng &rng);
};

} // namespace sim
