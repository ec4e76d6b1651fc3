// The part of sim::SimWorld that hands events to the brains and carries out what they want: one
// overload an effect, so that a new effect does not compile until it has one.

#include "core/sim/simworld.h"

namespace sim {

void SimWorld::tell(PeerIndex index, const swarm::Event &event)
{
    SimPeer &peer = at(index);
    if (!peer.brain)
        return;
    peer.brain->handle(event, m_now, m_effects);
    m_last.open = false;
    m_nextEnd = 0;
    if (isLarge())
        foreseeEffects(index);
    for (swarm::Effect &effect : m_effects)
        std::visit([&](auto &what) { carryOut(index, what); }, effect);
    m_effects.clear();
}

/// A peer's end of that link, whether it is up or not; null when there is none.
const WireEnd *SimWorld::endOf(PeerIndex index, base::LinkId link)
{
    // What goes to everybody goes to them in their order.
    const std::vector<WireEnd> &ends = at(index).ends;
    if (m_nextEnd >= ends.size() || ends[m_nextEnd].link() != link) {
        const WireEnd *found = at(index).find(link);
        if (found == nullptr)
            return nullptr;
        m_nextEnd = static_cast<std::size_t>(found - ends.data());
    }
    return &ends[m_nextEnd++];
}

/// A peer's end of that link; nothing when it has hung up, or the other side has.
std::optional<WireEnd> SimWorld::upEnd(PeerIndex index, base::LinkId link)
{
    WireEnd end = m_atHand;
    if (end.link() != link || !m_network.isUp(end) || m_network.peerAt(end) != index) {
        const WireEnd *found = endOf(index, link);
        if (found == nullptr)
            return std::nullopt;
        end = *found;
    }
    return m_network.isUp(end) ? std::optional(end) : std::nullopt;
}

void SimWorld::carryOut(PeerIndex index, swarm::Send &effect)
{
    const auto end = upEnd(index, effect.link);
    if (!end)
        return;
    if (m_listener != nullptr)
        m_listener->sent(index, effect.link, effect.message, m_now);
    const base::Time arrival = m_now + m_network.latency(*end);
    // A Have goes to everybody: one letter with many receivers.
    if (m_last.open && m_last.at == arrival && m_letters[m_last.letter].message == effect.message) {
        m_letters[m_last.letter].others.push_back(end->other());
        return;
    }
    m_last = {m_letters.take(), arrival, true};
    m_letters[m_last.letter].message = std::move(effect.message);
    m_agenda.push(arrival,
                  Occasion::carrying(Occasion::Kind::Delivery, m_network.peerAt(end->other()),
                                     m_last.letter, end->other()));
}

void SimWorld::carryOut(PeerIndex index, const swarm::Dial &effect)
{
    // One round trip for the connection, half of one for the first handshake.
    const PeerIndex to = peerAt(effect.remote);
    const base::Duration latency
        = toNumber(to) < m_peers.size() ? m_network.latency(index, to) : m_setup.latency[0][0];
    m_agenda.push(m_now + 3 * latency, Occasion::dial(index, to));
}

void SimWorld::carryOut(PeerIndex index, const swarm::Hangup &effect)
{
    if (const auto end = upEnd(index, effect.link))
        closeWire(index, *end);
}

void SimWorld::carryOut(PeerIndex index, const swarm::Upload &effect)
{
    if (const auto end = upEnd(index, effect.link))
        m_network.upload({*end, effect.block, effect.weight}, m_now);
}

void SimWorld::carryOut(PeerIndex index, const swarm::Verify &effect)
{
    m_agenda.push(m_now, Occasion::at(Occasion::Kind::Checked, index, {}, {effect.piece, 0}));
}

void SimWorld::carryOut(PeerIndex index, const swarm::Announce &effect)
{
    const swarm::Peer &brain = *at(index).brain;
    wire::AnnounceRequest request;
    request.infoHash = brain.state().config.infoHash;
    request.peerId = brain.state().config.id;
    request.port = brain.state().config.listenPort;
    request.uploaded = brain.uploads().uploaded();
    request.downloaded = brain.downloads().downloaded();
    request.left = brain.left();
    request.event = effect.event;
    const std::uint32_t parcel = m_announces.put(std::move(request));
    m_agenda.push(m_now + m_setup.latency[0][0],
                  Occasion::carrying(Occasion::Kind::Announced, index, parcel));
}

void SimWorld::carryOut(PeerIndex /*index*/, const swarm::ProbeStorage & /*effect*/)
{
    // No disk here that could fail.
}

void SimWorld::carryOut(PeerIndex index, const swarm::WakeAt &effect)
{
    at(index).wakeAt = effect.at;
    m_agenda.push(std::max(effect.at, m_now), Occasion::of(Occasion::Kind::Wake, index));
}

void SimWorld::carryOut(PeerIndex index, const swarm::Note &effect)
{
    if (m_listener != nullptr)
        m_listener->decided(index, effect.reason, m_now);
}

void SimWorld::carryOut(PeerIndex index, const swarm::Completed & /*effect*/)
{
    SimPeer &peer = at(index);
    peer.outcome.completed = m_now;
    --m_leechers;
    ++m_seeds;
    if (m_listener != nullptr)
        m_listener->completed(index, m_now);
    if (groupOf(peer).stay.isTimed())
        leaveIn(index, peer.span);
}

} // namespace sim
