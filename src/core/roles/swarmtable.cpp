#include "core/roles/swarmtable.h"

#include <algorithm>

namespace roles {

namespace {

constexpr std::uint32_t NotListed = SampleRange::None;
/// Of the interval: between two looks for overdue peers in a swarm, and off the interval at random.
constexpr std::uint32_t IntervalParts = 16;
/// Peers of one swarm that are looked at for those of a region.
constexpr std::uint32_t MostLookedAt = 4096;

std::uint32_t toSecond(base::Time now)
{
    return static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
}

PeerState stateOf(const wire::AnnounceRequest &request)
{
    if (request.left == 0)
        return PeerState::Seed;
    return request.event == wire::AnnounceEvent::Paused ? PeerState::PartialSeed
                                                        : PeerState::Downloader;
}

base::Endpoint listedEndpoint(const wire::AnnounceRequest &request, const base::Endpoint &remote)
{
    base::Endpoint endpoint = remote;
    if (request.claimedAddress && remote.isLoopback())
        endpoint = *request.claimedAddress;
    endpoint.port = request.port;
    return endpoint;
}

template <std::size_t N> PeerRecord<N> recordAt(const base::Endpoint &endpoint)
{
    PeerRecord<N> record;
    record.address = PeerRecord<N>::addressOf(endpoint);
    record.port = endpoint.port;
    return record;
}

template <std::size_t N> void listPeers(const PeerList<N> &list, const Swarm &swarm, auto &entries)
{
    for (std::uint32_t position = 0; position < list.size(); ++position) {
        const auto &record = list.at(position);
        entries.push_back({swarm.infoHash, record.endpoint(), record.id, record.state});
    }
}

/// Each removal puts a record from behind into the hole, so the position is looked at again.
template <std::size_t N>
std::uint32_t removeIf(PeerList<N> &list, base::SipKey key,
                       const std::function<bool(const base::PeerId &)> &isMeant)
{
    const std::uint32_t before = list.size();
    for (std::uint32_t position = 0; position < list.size();) {
        if (isMeant(list.at(position).id))
            list.remove(position, key);
        else
            ++position;
    }
    return before - list.size();
}

} // namespace

std::uint64_t networkOf(const base::Endpoint &endpoint)
{
    constexpr int spareBitsV4 = 8;
    constexpr int spareBitsV6 = 16;
    if (endpoint.isV4())
        return base::readBigEndian<std::uint32_t>(endpoint.address.data() + 12) >> spareBitsV4;
    return base::readBigEndian<std::uint64_t>(endpoint.address.data()) >> spareBitsV6;
}

/// One announce with all that is derived from it.
struct SwarmTable::Caller {
    const wire::AnnounceRequest &request;
    base::Endpoint endpoint;
    std::uint32_t second;
    std::uint32_t wanted;
    base::Rng &rng;

    [[nodiscard]] bool stops() const { return request.event == wire::AnnounceEvent::Stopped; }
    [[nodiscard]] std::uint32_t stillWanted(const wire::AnnounceResponse &response) const
    {
        return wanted - static_cast<std::uint32_t>(response.peers.size());
    }
    template <typename Record>
    void list(const Record &record, wire::AnnounceResponse &response) const
    {
        wire::ListedPeer &peer = response.peers.emplace_back();
        peer.endpoint = record.endpoint();
        if (!request.compact && !request.noPeerId)
            peer.peerId = record.id;
    }
};

SwarmTable::SwarmTable(const SwarmTableOptions &options)
    : m_options(options)
    , m_lifetime(static_cast<std::uint32_t>(2 * options.interval.count()))
    , m_swarms(options.maxSwarms, options.key)
{
}

wire::AnnounceResponse SwarmTable::announce(const wire::AnnounceRequest &request,
                                            const base::Endpoint &remote, base::Time now,
                                            base::Rng &rng)
{
    const std::uint32_t wanted = std::min(request.numWant.value_or(DefaultNumWant), MaxNumWant);
    const Caller caller{request, listedEndpoint(request, remote), toSecond(now), wanted, rng};
    wire::AnnounceResponse response;
    response.interval = jittered(rng);
    response.complete = 0;
    response.incomplete = 0;
    const std::uint32_t slot = enter(caller);
    if (slot == SwarmStore::None)
        return response;
    Swarm &swarm = m_swarms.at(slot);
    if (swarm.sweepAt <= caller.second)
        sweep(swarm, caller.second);

    std::uint32_t self = NotListed;
    if (caller.stops())
        self = caller.endpoint.isV4() ? forget(swarm.v4, caller)
            : swarm.v6                ? forget(*swarm.v6, caller)
                                      : NotListed;
    else if (caller.endpoint.isDialable())
        self = caller.endpoint.isV4() ? record(swarm, swarm.v4, caller)
                                      : record(swarm, *swarm.v6, caller);
    if (!caller.stops())
        drawBoth(swarm, self, caller, response);
    const SwarmCounts counts = swarm.counts();
    response.complete = counts.complete;
    response.incomplete = counts.incomplete;
    return response;
}

/// The caller's swarm, made when it is new and there is somebody to list.
std::uint32_t SwarmTable::enter(const Caller &caller)
{
    std::uint32_t slot = m_swarms.find(caller.request.infoHash);
    const bool lists = !caller.stops() && caller.endpoint.isDialable();
    if (slot == SwarmStore::None) {
        if (!lists)
            return SwarmStore::None;
        slot = m_swarms.create(caller.request.infoHash);
    }
    if (!lists)
        return slot;
    m_swarms.touch(slot);
    Swarm &swarm = m_swarms.at(slot);
    swarm.lastAnnounce = caller.second;
    swarm.sweepAt = std::min(swarm.sweepAt, caller.second + m_lifetime + 1);
    if (!caller.endpoint.isV4() && !swarm.v6)
        swarm.v6 = std::make_unique<PeerList<16>>();
    return slot;
}

template <std::size_t N>
std::uint32_t SwarmTable::record(Swarm &swarm, PeerList<N> &list, const Caller &caller)
{
    auto entry = recordAt<N>(caller.endpoint);
    const std::uint32_t known = list.find(entry, m_options.key);
    if (known != PeerList<N>::NotFound && list.at(known).id == caller.request.peerId)
        entry.completedHere = list.at(known).completedHere;
    entry.id = caller.request.peerId;
    entry.state = stateOf(caller.request);
    entry.lastSeen = caller.second;
    if (caller.request.event == wire::AnnounceEvent::Completed && !entry.completedHere) {
        entry.completedHere = true;
        ++swarm.downloaded;
    }
    if (known != PeerList<N>::NotFound)
        return list.update(known, entry, m_options.key);
    return list.insert(entry, m_options.key);
}

template <std::size_t N> std::uint32_t SwarmTable::forget(PeerList<N> &list, const Caller &caller)
{
    const std::uint32_t known = list.find(recordAt<N>(caller.endpoint), m_options.key);
    if (known != PeerList<N>::NotFound && list.at(known).id == caller.request.peerId)
        list.remove(known, m_options.key);
    return NotListed;
}

template <std::size_t N>
void SwarmTable::draw(const PeerList<N> &list, std::uint32_t self, const Caller &caller,
                      wire::AnnounceResponse &response) const
{
    const bool downloads = stateOf(caller.request) == PeerState::Downloader;
    for (const SampleRange &range :
         preferredRanges(m_options.selection, downloads, list.suppliers(), list.size(), self)) {
        if (m_options.selection == PeerSelection::Locality) {
            drawLocal(list, range, caller, response);
            continue;
        }
        const std::uint32_t wanted = caller.stillWanted(response);
        response.peers.reserve(response.peers.size() + std::min(wanted, range.size()));
        samplePositions(range, wanted, caller.rng,
                        [&](std::uint32_t at) { caller.list(list.at(at), response); });
    }
}

/// Those of the caller's region first, all but one; of a long list only a part is looked at.
template <std::size_t N>
void SwarmTable::drawLocal(const PeerList<N> &list, const SampleRange &range, const Caller &caller,
                           wire::AnnounceResponse &response) const
{
    const std::uint64_t region = m_options.region(caller.endpoint);
    std::vector<std::uint32_t> near;
    std::vector<std::uint32_t> far;
    samplePositions(range, MostLookedAt, caller.rng, [&](std::uint32_t at) {
        const bool isNear = m_options.region(list.at(at).endpoint()) == region;
        (isNear ? near : far).push_back(at);
    });
    const auto take = [&](const std::vector<std::uint32_t> &from, std::uint32_t most) {
        const SampleRange all{0, static_cast<std::uint32_t>(from.size())};
        samplePositions(all, most, caller.rng,
                        [&](std::uint32_t at) { caller.list(list.at(from[at]), response); });
    };
    const std::uint32_t wanted = caller.stillWanted(response);
    const std::uint32_t outsiders = wanted > 1 && !far.empty() ? 1 : 0;
    take(near, wanted - outsiders);
    take(far, caller.stillWanted(response));
}

void SwarmTable::drawBoth(Swarm &swarm, std::uint32_t self, const Caller &caller,
                          wire::AnnounceResponse &response) const
{
    const bool viaV4 = caller.endpoint.isV4();
    if (viaV4)
        draw(swarm.v4, self, caller, response);
    if (swarm.v6)
        draw(*swarm.v6, viaV4 ? NotListed : self, caller, response);
    if (!viaV4)
        draw(swarm.v4, NotListed, caller, response);
}

std::optional<SwarmCounts> SwarmTable::scrape(const base::InfoHash &infoHash, base::Time now)
{
    const std::uint32_t slot = m_swarms.find(infoHash);
    if (slot == SwarmStore::None)
        return std::nullopt;
    Swarm &swarm = m_swarms.at(slot);
    if (swarm.sweepAt <= toSecond(now))
        sweep(swarm, toSecond(now));
    return swarm.counts();
}

void SwarmTable::sweep(Swarm &swarm, std::uint32_t second)
{
    const std::uint32_t limit = second > m_lifetime ? second - m_lifetime : 0;
    std::uint32_t oldest = swarm.v4.removeOlderThan(limit, m_options.key);
    if (swarm.v6)
        oldest = std::min(oldest, swarm.v6->removeOlderThan(limit, m_options.key));
    const auto pause = std::max<std::uint32_t>(m_lifetime / 2 / IntervalParts, 1);
    swarm.sweepAt
        = oldest == UINT32_MAX ? UINT32_MAX : std::max(oldest + m_lifetime + 1, second + pause);
}

void SwarmTable::expire(base::Time now, std::uint32_t budget)
{
    const std::uint32_t second = toSecond(now);
    for (std::uint32_t looked = 0; looked < std::min(budget, m_swarms.slots()); ++looked) {
        m_cursor = m_cursor + 1 < m_swarms.slots() ? m_cursor + 1 : 0;
        if (!m_swarms.isUsed(m_cursor))
            continue;
        Swarm &swarm = m_swarms.at(m_cursor);
        if (swarm.sweepAt <= second)
            sweep(swarm, second);
        if (swarm.isEmpty() && second > swarm.lastAnnounce + m_lifetime)
            m_swarms.remove(m_cursor);
    }
}

std::uint32_t SwarmTable::forgetIf(const std::function<bool(const base::PeerId &)> &isMeant)
{
    std::uint32_t forgotten = 0;
    for (std::uint32_t slot = 0; slot < m_swarms.slots(); ++slot) {
        if (!m_swarms.isUsed(slot))
            continue;
        Swarm &swarm = m_swarms.at(slot);
        forgotten += removeIf(swarm.v4, m_options.key, isMeant);
        if (swarm.v6)
            forgotten += removeIf(*swarm.v6, m_options.key, isMeant);
    }
    return forgotten;
}

std::chrono::seconds SwarmTable::jittered(base::Rng &rng) const
{
    const auto interval = static_cast<std::uint64_t>(m_options.interval.count());
    return std::chrono::seconds(interval - rng.below(interval / IntervalParts + 1));
}

std::vector<std::pair<base::InfoHash, SwarmCounts>> SwarmTable::allCounts() const
{
    std::vector<std::pair<base::InfoHash, SwarmCounts>> rows;
    for (std::uint32_t slot = 0; slot < m_swarms.slots(); ++slot) {
        if (m_swarms.isUsed(slot))
            rows.emplace_back(m_swarms.at(slot).infoHash, m_swarms.at(slot).counts());
    }
    std::ranges::sort(rows, {}, [](const auto &row) { return row.first; });
    return rows;
}

std::vector<TrackedPeer> SwarmTable::entries() const
{
    std::vector<TrackedPeer> entries;
    for (std::uint32_t slot = 0; slot < m_swarms.slots(); ++slot) {
        const Swarm &swarm = m_swarms.at(slot);
        listPeers(swarm.v4, swarm, entries);
        if (swarm.v6)
            listPeers(*swarm.v6, swarm, entries);
    }
    std::ranges::sort(entries);
    return entries;
}

} // namespace roles
