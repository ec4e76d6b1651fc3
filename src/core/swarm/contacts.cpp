#include "core/swarm/contacts.h"

#include "core/swarm/suspicion.h"

#include <algorithm>
#include <array>

namespace swarm {

namespace {

using namespace std::chrono_literals;

constexpr base::Duration firstRetry = 15s; // of a dial or an announce, doubled each time
constexpr base::Duration longestRetry = 10min;
constexpr base::Duration lonelyInterval = 60s; // between announces while nobody is linked
constexpr std::uint32_t maxDoublings = 6;

base::Duration backOffTime(std::uint32_t failures)
{
    return std::min<base::Duration>(firstRetry * (1U << std::min(failures, maxDoublings)),
                                    longestRetry);
}

/// The key that the list of known addresses is sorted by: numbers, which compare in no time.
std::array<std::uint64_t, 3> keyOf(const base::Endpoint &endpoint)
{
    const std::uint8_t *address = endpoint.address.data();
    return {base::readBigEndian<std::uint64_t>(address),
            base::readBigEndian<std::uint64_t>(address + 8), endpoint.port};
}
constexpr auto keyOfEntry = [](const auto &entry) { return keyOf(entry.first); };

} // namespace

Contacts::Contacts(PeerState &state, const Suspicion &suspicion)
    : m_state(state)
    , m_suspicion(suspicion)
{
}

void Contacts::start()
{
    if (m_started)
        return;
    m_started = true;
    m_startedIncomplete = !m_state.isSeed();
    m_failures = 0;
    announce(wire::AnnounceEvent::Started);
    dialDue();
}

void Contacts::announce(wire::AnnounceEvent event)
{
    m_announcing = true;
    m_underWay = event;
    m_state.emit(Announce{event});
}

void Contacts::disconnect()
{
    if (!m_started)
        return;
    m_started = false;
    m_nextAnnounce.reset();
    m_pending = wire::AnnounceEvent::None;
    m_state.emit(Announce{wire::AnnounceEvent::Stopped});
}

void Contacts::completed()
{
    if (!m_started || !m_startedIncomplete)
        return;
    m_startedIncomplete = false;
    if (m_announcing) {
        m_pending = wire::AnnounceEvent::Completed;
        return;
    }
    announce(wire::AnnounceEvent::Completed);
}

void Contacts::trackerAnswered(const wire::AnnounceResponse &response)
{
    m_announcing = false;
    if (!m_started)
        return;
    m_failures = 0;
    m_nextAnnounce = m_state.now + response.interval;
    if (m_pending != wire::AnnounceEvent::None)
        announce(std::exchange(m_pending, wire::AnnounceEvent::None));
    for (const wire::ListedPeer &peer : response.peers)
        add(peer.endpoint);
    // Nobody to wait with: ask again before the tracker's interval is over.
    if (m_state.links.empty() && response.peers.empty() && !m_state.isSeed())
        m_nextAnnounce = std::min(*m_nextAnnounce, m_state.now + lonelyInterval);
    dialDue();
}

void Contacts::trackerFailed()
{
    m_announcing = false;
    if (!m_started)
        return;
    m_nextAnnounce = m_state.now + backOffTime(m_failures++);
    // What the tracker did not hear is told again; who never heard of the start needs no more.
    if (m_underWay != wire::AnnounceEvent::None)
        m_pending = m_underWay;
}

void Contacts::announceDue()
{
    if (!m_started || m_announcing || !m_nextAnnounce)
        return;
    const bool due = m_state.now >= *m_nextAnnounce;
    if (!due)
        return;
    announce(std::exchange(m_pending, wire::AnnounceEvent::None));
}

void Contacts::add(const base::Endpoint &endpoint)
{
    if (!endpoint.isDialable() || m_known.size() >= maxKnown)
        return;
    const auto at = std::ranges::lower_bound(m_known, keyOf(endpoint), {}, keyOfEntry);
    if (at != m_known.end() && at->first == endpoint)
        return;
    m_known.emplace(at, endpoint, Known{});
    m_nextDial = base::Time{};
}

Contacts::Known *Contacts::find(const base::Endpoint &endpoint)
{
    const auto at = std::ranges::lower_bound(m_known, keyOf(endpoint), {}, keyOfEntry);
    return at != m_known.end() && at->first == endpoint ? &at->second : nullptr;
}

void Contacts::backOff(Known &known)
{
    known.nextTry = m_state.now + backOffTime(known.failures++);
    m_nextDial = std::min(m_nextDial, known.nextTry);
}

void Contacts::dialFailed(const base::Endpoint &endpoint)
{
    Known *known = find(endpoint);
    if (known == nullptr || !known->dialing)
        return;
    known->dialing = false;
    --m_dialing;
    backOff(*known);
    dialDue();
}

void Contacts::linkUp(const RemotePeer &remote)
{
    if (!remote.listenKnown)
        return;
    add(remote.endpoint);
    Known *known = find(remote.endpoint);
    if (known == nullptr)
        return;
    ++known->links;
    if (remote.outgoing && std::exchange(known->dialing, false))
        --m_dialing;
}

void Contacts::linkGone(const RemotePeer &remote, bool again)
{
    // Of two links to one peer the other one may stay.
    Known *known = find(remote.endpoint);
    if (known != nullptr && remote.listenKnown && known->links > 0)
        --known->links;
    if (known != nullptr && known->links == 0) {
        if (m_state.now - remote.since > longestRetry / 2)
            known->failures = 0;
        if (again)
            backOff(*known);
        else
            known->nextTry = m_state.now + longestRetry;
        m_nextDial = std::min(m_nextDial, known->nextTry);
    }
    if (m_started && m_state.links.empty() && m_nextAnnounce)
        m_nextAnnounce = std::min(*m_nextAnnounce, m_state.now + lonelyInterval);
    dialDue();
}

void Contacts::dialDue()
{
    if (!m_started)
        return;
    auto wanted = static_cast<std::int64_t>(m_state.config.dialTarget)
        - static_cast<std::int64_t>(m_state.links.size()) - m_dialing;
    if (wanted <= 0 || m_state.now < m_nextDial)
        return;
    m_nextDial = base::Time::max();
    std::vector<base::Endpoint> due;
    for (const auto &[endpoint, known] : m_known) {
        if (known.dialing || known.links > 0)
            continue;
        if (known.nextTry > m_state.now)
            m_nextDial = std::min(m_nextDial, known.nextTry);
        else if (!m_suspicion.isBanned({base::PeerId{}, endpoint}))
            due.push_back(endpoint);
    }
    m_state.rng.shuffle(std::span(due));
    for (const base::Endpoint &endpoint : due) {
        if (wanted-- <= 0 || m_dialing >= maxDialing) {
            m_nextDial = m_state.now;
            return;
        }
        find(endpoint)->dialing = true;
        ++m_dialing;
        m_state.emit(Dial{endpoint});
    }
}

std::optional<base::Time> Contacts::nextDue() const
{
    if (!m_started || m_announcing)
        return std::nullopt;
    return m_nextAnnounce;
}

} // namespace swarm
