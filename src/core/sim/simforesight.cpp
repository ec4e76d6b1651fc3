// The part of sim::SimWorld that looks ahead: it changes nothing but how long a run takes.

#include "core/sim/simworld.h"

#include <array>
#include <utility>

namespace sim {

/// Has the processor fetch what the occasions to come will look at, step by step, the nearest ones
/// last: a large swarm does not fit into a cache, and each look would wait for memory.
void SimWorld::foresee() const
{
    if (const Occasion *occasion = m_agenda.upcoming(12)) {
        __builtin_prefetch(&m_peers[toNumber(occasion->peer)]);
        if (occasion->kind == Occasion::Kind::Sent)
            m_network.prefetch(occasion->peer);
        else if (occasion->kind == Occasion::Kind::Delivery)
            m_letters.prefetch(occasion->parcel);
        if (occasion->end.serial != 0)
            m_network.prefetch(occasion->end);
    }
    if (const swarm::Peer *brain = upcomingBrain(10))
        brain->prefetch();
    if (const swarm::Peer *brain = upcomingBrain(8))
        brain->prefetchSearch();
    if (const auto link = upcomingLink(5))
        upcomingBrain(5)->prefetchPlace(*link);
    if (const auto link = upcomingLink(3))
        upcomingBrain(3)->prefetch(*link);
}

/// The link that the occasion so far ahead is about; nothing when that is not known.
std::optional<base::LinkId> SimWorld::upcomingLink(std::size_t ahead) const
{
    if (upcomingBrain(ahead) == nullptr)
        return std::nullopt;
    const Occasion &occasion = *m_agenda.upcoming(ahead);
    if (occasion.end.serial != 0)
        return occasion.end.link();
    if (occasion.kind == Occasion::Kind::Sent)
        return m_network.sendingOn(occasion.peer);
    return std::nullopt;
}

/// The brain of whom the occasion so far ahead befalls; null when that is not known.
const swarm::Peer *SimWorld::upcomingBrain(std::size_t ahead) const
{
    const Occasion *occasion = m_agenda.upcoming(ahead);
    return occasion == nullptr ? nullptr : m_peers[toNumber(occasion->peer)].brain.get();
}

/// The same for the receivers of one message.
void SimWorld::foresee(std::span<const WireEnd> receivers, const wire::Message &message) const
{
    std::array<std::pair<const swarm::Peer *, base::LinkId>, foresight> brains{};
    std::size_t count = 0;
    for (const WireEnd end : receivers)
        m_network.prefetch(end);
    for (const WireEnd end : receivers) {
        const swarm::Peer *brain
            = m_network.hears(end) ? m_peers[toNumber(m_network.peerAt(end))].brain.get() : nullptr;
        if (brain == nullptr)
            continue;
        brain->prefetch();
        brains[count++] = {brain, end.link()};
    }
    const auto there = std::span(brains).first(count);
    for (const auto &[brain, link] : there)
        brain->prefetchSearch();
    for (const auto &[brain, link] : there)
        brain->prefetchPlace(link);
    for (const auto &[brain, link] : there)
        brain->prefetchHave(link);
    if (const auto *have = std::get_if<wire::Have>(&message)) {
        for (const auto &[brain, link] : there)
            brain->prefetchHave(link, have->piece);
    }
}

/// The same for what a peer wants done, if it wants much.
void SimWorld::foreseeEffects(PeerIndex index) const
{
    constexpr std::size_t much = 8;
    if (m_effects.size() < much)
        return;
    for (const WireEnd end : m_peers[toNumber(index)].ends)
        m_network.prefetch(end);
}

} // namespace sim
