#pragma once

#include "core/base/rng.h"
#include "core/base/time.h"
#include "core/roles/peerselection.h"
#include "core/roles/swarmstore.h"
#include "core/wire/announce.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace roles {

/// The network an address belongs to: the first 24 bits of IPv4, the first 48 of IPv6.
std::uint64_t networkOf(const base::Endpoint &endpoint);

/// How a tracker's table behaves.
struct SwarmTableOptions {
    std::chrono::seconds interval{1800}; ///< told to clients; a peer silent for two of them goes
    std::uint32_t maxSwarms = 1'000'000; ///< then the least recently used one makes room
    base::SipKey key; ///< secret of the hash tables; has no effect on any answer
    PeerSelection selection = PeerSelection::Random;
    /// Tells the regions of PeerSelection::Locality apart.
    std::function<std::uint64_t(const base::Endpoint &)> region = networkOf;
};

/// One peer of one swarm, as lists show it.
struct TrackedPeer {
    base::InfoHash infoHash;
    base::Endpoint endpoint;
    base::PeerId id;
    PeerState state = PeerState::Downloader;
    auto operator<=>(const TrackedPeer &) const = default;
};

/// The tracker's brain: who is in which swarm. HTTP, UDP and the simulator are skins over it.
///
/// A peer is its endpoint in a swarm; the peer id is kept beside it. A new id at a known endpoint
/// is a client that restarted and replaces the old one; `stopped` under another id is a stranger's
/// and removes nothing. An announce costs O(peers listed) whatever the size of the swarm; with
/// locality it looks at up to 4096 peers. Once in a sixteenth of the interval it also looks for
/// overdue peers of its swarm.
///
/// No clock and no randomness of its own: the same calls give the same answers.
class SwarmTable
{
public:
    static constexpr std::uint32_t DefaultNumWant = 50;
    static constexpr std::uint32_t MaxNumWant = 200;

    explicit SwarmTable(const SwarmTableOptions &options);

    /// Records what a client says and draws peers for it: of its own address family first, the
    /// other one fills up; never itself; whom else is the selection's choice. A
    /// client on loopback may name the address it is to be listed under. An endpoint nobody could
    /// dial (port 0) is answered and not listed. Peer ids come along only where the list form asks
    /// for them.
    wire::AnnounceResponse announce(const wire::AnnounceRequest &request,
                                    const base::Endpoint &remote, base::Time now, base::Rng &rng);

    /// The counts of one swarm; nothing when it is unknown. Never makes an entry.
    [[nodiscard]] std::optional<SwarmCounts> scrape(const base::InfoHash &infoHash, base::Time now);

    /// Drops peers silent for two intervals and swarms nobody is in any more. Looks at no more than
    /// `budget` swarms and goes on from there next time.
    void expire(base::Time now, std::uint32_t budget = UINT32_MAX);

    /// Drops every peer whose id is one of those meant; looks at all swarms. Returns how many.
    std::uint32_t forgetIf(const std::function<bool(const base::PeerId &)> &isMeant);

    [[nodiscard]] std::uint32_t size() const { return m_swarms.size(); }
    /// The counts of every swarm, by info-hash.
    [[nodiscard]] std::vector<std::pair<base::InfoHash, SwarmCounts>> allCounts() const;
    /// Every peer of every swarm, by info-hash, then endpoint.
    [[nodiscard]] std::vector<TrackedPeer> entries() const;

private:
    struct Caller;

    std::uint32_t enter(const Caller &caller);
    template <std::size_t N>
    std::uint32_t record(Swarm &swarm, PeerList<N> &list, const Caller &caller);
    template <std::size_t N> std::uint32_t forget(PeerList<N> &list, const Caller &caller);
    template <std::size_t N>
    void draw(const PeerList<N> &list, std::uint32_t self, const Caller &caller,
              wire::AnnounceResponse &response) const;
    template <std::size_t N>
    void drawLocal(const PeerList<N> &list, const SampleRange &range, const Caller &caller,
                   wire::AnnounceResponse &response) const;
    void drawBoth(Swarm &swarm, std::uint32_t self, const Caller &caller,
                  wire::AnnounceResponse &response) const;
    void sweep(Swarm &swarm, std::uint32_t second);
    [[nodiscard]] std::chrono::seconds jittered(base::Rng &rng) const;

    SwarmTableOptions m_options;
    std::uint32_t m_lifetime; ///< seconds
    SwarmStore m_swarms;
    std::uint32_t m_cursor = 0; ///< where expire() goes on
};

} // namespace roles
