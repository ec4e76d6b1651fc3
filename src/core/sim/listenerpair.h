#pragma once

#include "core/sim/simlistener.h"

namespace sim {

/// Tells two listeners what happens in a world, the first one first.
class ListenerPair : public SimListener
{
public:
    /// Both must outlive it.
    ListenerPair(SimListener &first, SimListener &second)
        : m_first(first)
        , m_second(second)
    {
    }

    void joined(PeerIndex peer, base::Time at) override { both(&SimListener::joined, peer, at); }
    void left(PeerIndex peer, base::Time at) override { both(&SimListener::left, peer, at); }
    void completed(PeerIndex peer, base::Time at) override
    {
        both(&SimListener::completed, peer, at);
    }
    void pieceDone(PeerIndex peer, base::PieceIndex piece, base::Time at) override
    {
        both(&SimListener::pieceDone, peer, piece, at);
    }
    void linkUp(PeerIndex from, PeerIndex to, base::LinkId link, base::Time at) override
    {
        both(&SimListener::linkUp, from, to, link, at);
    }
    void linkDown(PeerIndex by, base::LinkId link, base::Time at) override
    {
        both(&SimListener::linkDown, by, link, at);
    }
    void sent(PeerIndex peer, base::LinkId link, const wire::Message &message,
              base::Time at) override
    {
        both(&SimListener::sent, peer, link, message, at);
    }
    void announced(PeerIndex peer, base::Time at) override
    {
        both(&SimListener::announced, peer, at);
    }
    void decided(PeerIndex peer, const swarm::Reason &reason, base::Time at) override
    {
        both(&SimListener::decided, peer, reason, at);
    }

private:
    template <typename Told, typename... What> void both(Told told, const What &...what)
    {
        (m_first.*told)(what...);
        (m_second.*told)(what...);
    }

    SimListener &m_first;
    SimListener &m_second;
};

} // namespace sim
