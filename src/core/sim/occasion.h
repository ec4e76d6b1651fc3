#pragma once

#include "core/base/ids.h"
#include "core/sim/eventqueue.h"

#include <cstdint>

namespace sim {

/// Number of a peer in its world, from 0 in the order of the setup's groups.
enum class PeerIndex : std::uint32_t {};
constexpr std::uint32_t toNumber(PeerIndex peer)
{
    return static_cast<std::uint32_t>(peer);
}

/// One end of a connection: its place in the network's table, the side, and the number that tells
/// whether the place still holds that connection.
struct WireEnd {
    std::uint32_t place = 0; ///< slot * 2 + side
    std::uint32_t serial = 0; ///< number of the connection, from 1; the link id of both peers

    [[nodiscard]] std::uint32_t slot() const { return place / 2; }
    [[nodiscard]] std::uint32_t side() const { return place % 2; }
    /// The end across.
    [[nodiscard]] WireEnd other() const { return {place ^ 1U, serial}; }
    [[nodiscard]] base::LinkId link() const { return base::LinkId{serial}; }
    bool operator==(const WireEnd &) const = default;
};

/// What can be due in the virtual world. Small, since a run has tens of millions of them.
struct Occasion {
    enum class Kind : std::uint8_t {
        Join, ///< a peer comes
        Leave, ///< it says goodbye
        Crash, ///< it is gone without a word
        Reconnect, ///< it begins its next session
        Wake, ///< the time its brain asked for
        Dialled, ///< a dial reaches peer `other`, or nobody
        Delivery, ///< the parcel `parcel` reaches whom it is for
        Sent, ///< a block has left the peer's line
        Arrived, ///< `block` is at this end of a connection
        LinkDown, ///< this end learns that the connection ended
        Checked, ///< the hash of piece `block.piece` is known
        Announced, ///< the parcel `parcel` is at the tracker
        Answered, ///< the tracker's answer, parcel `parcel`, is there
        Unanswered, ///< the tracker is not there
    };
    Kind kind = Kind::Wake;
    PeerIndex peer{}; ///< whom it befalls; of a parcel for many, the first
    WireEnd end{}; ///< its end of the connection, where there is one
    union {
        base::BlockRef block{};
        std::uint32_t parcel;
        PeerIndex other;
    };

    static Occasion of(Kind kind, PeerIndex peer) { return at(kind, peer, {}, {}); }
    static Occasion at(Kind kind, PeerIndex peer, WireEnd end, base::BlockRef block = {})
    {
        Occasion occasion;
        occasion.kind = kind;
        occasion.peer = peer;
        occasion.end = end;
        occasion.block = block;
        return occasion;
    }
    static Occasion dial(PeerIndex peer, PeerIndex other)
    {
        Occasion occasion = of(Kind::Dialled, peer);
        occasion.other = other;
        return occasion;
    }
    static Occasion carrying(Kind kind, PeerIndex peer, std::uint32_t parcel, WireEnd end = {})
    {
        Occasion occasion = at(kind, peer, end);
        occasion.parcel = parcel;
        return occasion;
    }
};

using Agenda = EventQueue<Occasion>;

} // namespace sim
