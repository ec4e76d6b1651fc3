#include "core/lab/virtualstage.h"

namespace lab {

std::vector<std::uint32_t> VirtualStage::candidates(TimelineEvent::Kind kind,
                                                    std::optional<std::uint32_t> group)
{
    std::vector<std::uint32_t> found;
    std::uint32_t index = 0;
    for (const sim::SimPeer &peer : m_world.peers()) {
        const std::uint32_t self = index++;
        if (!peer.brain || peer.leaving || (group && peer.outcome.group != *group))
            continue;
        const bool fits = kind == TimelineEvent::Kind::Reconnect ? peer.away
            : kind == TimelineEvent::Kind::Disconnect            ? !peer.away
                                                                 : true;
        if (fits)
            found.push_back(self);
    }
    return found;
}

void VirtualStage::happen(TimelineEvent::Kind kind, std::uint32_t peer)
{
    using Kind = TimelineEvent::Kind;
    const sim::PeerIndex index{peer};
    switch (kind) {
    case Kind::Leave:
        m_world.remove(index);
        break;
    case Kind::Crash:
        m_world.lose(index);
        break;
    case Kind::Disconnect:
        m_world.disconnect(index);
        break;
    case Kind::Reconnect:
        m_world.reconnect(index);
        break;
    case Kind::TrackerDown:
    case Kind::TrackerUp:
    case Kind::Stay:
        break; // no peer's
    }
}

} // namespace lab
