#pragma once

#include "core/base/endpoint.h"
#include "core/base/fifo.h"
#include "core/base/ids.h"
#include "core/base/ratemeter.h"
#include "core/base/time.h"
#include "core/swarm/reason.h"
#include "core/wire/bitfield.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace swarm {

/// What one side of a link knows about the other. Links start choked and uninterested (BEP 3).
struct RemotePeer {
    /// What nearly every message looks at comes first, in so many bytes, then what each block does.
    static constexpr std::size_t hotBytes = 128;
    static constexpr std::size_t warmBytes = 320;

    base::LinkId link{};
    bool closing = false; ///< hung up; what still comes from it does not count
    bool toldPieces = false; ///< its availability message came
    bool amChoking = true;
    bool amInterested = false;
    bool peerChoking = true;
    bool peerInterested = false;
    bool fast = false;
    bool extended = false;
    bool outgoing = false;
    bool listenKnown = false; ///< `endpoint` can be dialled
    bool snubbed = false;
    bool refused = false; ///< it rejected a request since the last round
    bool proven = false; ///< the last piece that was checked and had blocks from it was good
    bool optimistic = false;
    wire::Bitfield pieces;

    // download side
    struct OpenRequest {
        base::BlockRef block;
        base::Time sentAt{};
    };
    std::vector<OpenRequest> requests; ///< unanswered, oldest first
    std::vector<base::BlockRef> withdrawn; ///< cancelled or timed out, may still come
    std::vector<base::PieceIndex> allowedFast; ///< pieces it gives although it chokes us (BEP 6)
    base::RateMeter down; ///< payload from it
    /// Since when it owes us blocks and none came; nothing while nothing is asked of it.
    std::optional<base::Time> owesSince;
    base::Time lastAnswered{}; ///< when the last request it answered was sent
    std::uint32_t depth = 0; ///< requests to keep open, see requestpipeline.h
    std::uint32_t remoteQueue = 250; ///< reqq it told (BEP 10)
    std::uint32_t badBlocks = 0;

    // upload side
    base::Fifo<base::BlockRef> uploads; ///< asked for and not yet given to the world
    std::vector<base::PieceIndex> gaveFast; ///< pieces we serve it although we choke it (BEP 6)
    std::uint32_t sending = 0; ///< blocks given to the world, not sent yet
    base::RateMeter up; ///< payload to it
    base::Time lastUnchoked{};
    double weight = 1; ///< of its turns on our line, see ChokeDecision
    bool waits = false; ///< for the next choke round, whatever is free
    std::uint8_t servedUs = 0; ///< choke rounds in a row that found it serving us
    std::uint32_t requestsWhileChoked = 0;
    ChokeReason lastChoke;

    base::PeerId id;
    base::Endpoint endpoint; ///< where it listens once known, else where it came from
    base::Time since{};

    /// Whether it serves us, for that piece.
    [[nodiscard]] bool servesUs(base::PieceIndex piece) const
    {
        return !peerChoking || std::ranges::find(allowedFast, piece) != allowedFast.end();
    }
    /// Whether that block is asked of it and not answered.
    [[nodiscard]] bool isAskedFor(base::BlockRef block) const
    {
        return std::ranges::find(requests, block, &OpenRequest::block) != requests.end();
    }
    /// Whether a request for it was withdrawn, and nothing came since.
    [[nodiscard]] bool wasAskedFor(base::BlockRef block) const
    {
        return std::ranges::find(withdrawn, block) != withdrawn.end();
    }
    /// Forgets an open request and tells when it was sent; nothing when there is none.
    std::optional<base::Time> closeRequest(base::BlockRef block)
    {
        const auto open = std::ranges::find(requests, block, &OpenRequest::block);
        if (open == requests.end())
            return std::nullopt;
        const base::Time sentAt = open->sentAt;
        requests.erase(open);
        return sentAt;
    }
    /// Takes one withdrawn request as answered; false when there is none. A block that was asked
    /// for again may be in the list and open at once: each request has an answer of its own.
    bool closeWithdrawn(base::BlockRef block)
    {
        const auto at = std::ranges::find(withdrawn, block);
        if (at == withdrawn.end())
            return false;
        withdrawn.erase(at);
        return true;
    }
    [[nodiscard]] bool isIdle() const
    {
        return !amInterested && !peerInterested && requests.empty() && uploads.empty();
    }
};

} // namespace swarm
