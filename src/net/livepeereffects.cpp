// The part of net::LivePeer that hands events to the brain and carries out what it wants: one
// overload an effect, so that a new effect does not compile until it has one.

#include "net/address.h"
#include "net/livepeer.h"

namespace net {

namespace {

/// How long a message that is not urgent may wait for others.
constexpr std::chrono::milliseconds lingerTime{200};

} // namespace

void LivePeer::tell(const swarm::Event &event)
{
    if (!m_brain)
        return;
    // Carrying out an effect can cause the next event (a link that ends): its effects come after.
    m_brain->handle(event, now(), m_effects);
    if (std::exchange(m_carryingOut, true))
        return;
    for (std::size_t i = 0; i < m_effects.size(); ++i) {
        const swarm::Effect effect = std::move(m_effects[i]);
        std::visit([this](const auto &what) { carryOut(what); }, effect);
    }
    m_effects.clear();
    m_carryingOut = false;
}

void LivePeer::carryOut(const swarm::Send &effect)
{
    Link *link = find(effect.link);
    if (link == nullptr)
        return;
    link->send(effect.message);
    // A Have is no news to act on for whom we choke: it can travel with the next message. In a
    // large swarm these are most of all messages.
    const swarm::RemotePeer *remote = m_brain->state().find(effect.link);
    const bool canWait = std::holds_alternative<wire::Have>(effect.message) && remote != nullptr
        && (remote->amChoking || !remote->peerInterested);
    if (!canWait)
        m_dirty.push_back(effect.link);
    else if (!m_linger.isActive())
        m_linger.start(lingerTime);
}

void LivePeer::carryOut(const swarm::Dial &effect)
{
    const base::LinkId id{m_nextLink++};
    m_links[id] = new Link(*this, id, effect.remote, boundAddress(m_setup.listen));
}

void LivePeer::carryOut(const swarm::Hangup &effect)
{
    if (Link *link = find(effect.link))
        link->closeGently(effect.reason);
}

void LivePeer::carryOut(const swarm::Upload &effect)
{
    if (Link *link = find(effect.link)) {
        link->upload(effect.block);
        m_dirty.push_back(effect.link);
    }
}

void LivePeer::carryOut(const swarm::Verify &effect)
{
    m_store->verify(effect.piece);
}

void LivePeer::carryOut(const swarm::Announce &effect)
{
    m_stopping = effect.event == wire::AnnounceEvent::Stopped;
    if (m_tracker)
        m_tracker->announce(announceRequest(effect.event));
}

void LivePeer::carryOut(const swarm::ProbeStorage & /*effect*/)
{
    m_store->probe();
}

void LivePeer::carryOut(const swarm::WakeAt &effect)
{
    const auto span = std::chrono::ceil<std::chrono::milliseconds>(effect.at - now());
    m_wake.start(std::max(span, std::chrono::milliseconds(0)));
}

void LivePeer::carryOut(const swarm::Note &effect)
{
    Q_EMIT reasonNoted(effect.reason);
}

void LivePeer::carryOut(const swarm::Completed & /*effect*/)
{
    m_store->promote(m_brain->state().have);
}

} // namespace net
