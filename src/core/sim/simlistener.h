#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/sim/occasion.h"
#include "core/swarm/reason.h"
#include "core/wire/message.h"

namespace sim {

/// Hears what happens in a world while it runs.
class SimListener
{
public:
    virtual ~SimListener() = default;
    virtual void joined(PeerIndex, base::Time) { }
    virtual void left(PeerIndex, base::Time) { }
    virtual void completed(PeerIndex, base::Time) { }
    /// A piece was verified.
    virtual void pieceDone(PeerIndex, base::PieceIndex, base::Time) { }
    /// The first one dialled the second one.
    virtual void linkUp(PeerIndex, PeerIndex, base::LinkId, base::Time) { }
    /// A peer hears that a link of it ended.
    virtual void linkDown(PeerIndex, base::LinkId, base::Time) { }
    /// A message other than piece was sent on a link; a world of pieces has none.
    virtual void sent(PeerIndex, base::LinkId, const wire::Message &, base::Time) { }
    /// It told the tracker something.
    virtual void announced(PeerIndex, base::Time) { }
    virtual void decided(PeerIndex, const swarm::Reason &, base::Time) { }
};

} // namespace sim
