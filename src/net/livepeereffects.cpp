// The part of net::LivePeer that hands events to the brain and carries out what it wants: one
// overload an effect, so that a new effect does not compile until it has one.

#include "net/address.h"
#include "net/livepeer.h"
#include "net/recordingfile.h"

namespace net {

namespace {

/// How long a Have may wait for other messages: in a large swarm these are most of all messages,
/// and one alone costs as much as a block. To a remote that cannot ask for the piece it is no news
/// to act on; one that can has more to ask for meanwhile.
constexpr std::chrono::milliseconds shortLinger{5};
constexpr std::chrono::milliseconds longLinger{200};

} // namespace

void LivePeer::tell(const swarm::Event &event)
{
    if (!m_brain)
        return;
    if (m_setup.recording)
        record(lab::happeningOf(event, isComplete()));
    // Carrying out an effect can cause the next event (a link that ends): its effects come after.
    m_brain->handle(event, now(), m_effects);
    if (std::exchange(m_carryingOut, true))
        return;
    for (std::size_t i = 0; i < m_effects.size(); ++i) {
        const swarm::Effect effect = std::move(m_effects[i]);
        if (m_setup.recording)
            record(lab::happeningOf(effect));
        std::visit([this](const auto &what) { carryOut(what); }, effect);
    }
    m_effects.clear();
    m_carryingOut = false;
}

void LivePeer::record(std::optional<lab::Happening> happening) const
{
    if (happening)
        m_setup.recording->add(number(), std::move(*happening));
}

void LivePeer::carryOut(const swarm::Send &effect)
{
    Link *link = find(effect.link);
    if (link == nullptr)
        return;
    link->send(effect.message);
    Q_EMIT messageSent(effect.link, effect.message);
    if (!std::holds_alternative<wire::Have>(effect.message)) {
        m_dirty.push_back(effect.link);
        return;
    }
    const swarm::RemotePeer *remote = m_brain->state().find(effect.link);
    const bool canAsk = remote != nullptr && !remote->amChoking && remote->peerInterested;
    if (!canAsk) {
        if (!m_linger.isActive())
            m_linger.start(longLinger);
        return;
    }
    m_soon.push_back(effect.link);
    if (!m_soonTimer.isActive())
        m_soonTimer.start(shortLinger);
}

void LivePeer::carryOut(const swarm::Dial &effect)
{
    const base::LinkId id{m_nextLink++};
    m_links[id] = new Link(*this, id, effect.remote, boundAddress(m_setup.listen));
    m_turns.add(id, 1);
}

void LivePeer::carryOut(const swarm::Hangup &effect)
{
    if (Link *link = find(effect.link))
        link->closeGently(effect.reason);
}

void LivePeer::carryOut(const swarm::Upload &effect)
{
    if (Link *link = find(effect.link)) {
        link->upload(effect.block, effect.weight);
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
