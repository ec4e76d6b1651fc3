#pragma once

#include "core/base/endpoint.h"
#include "core/base/ids.h"
#include "core/wire/announce.h"
#include "core/wire/message.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace swarm {

// What can happen to a peer. Values only; a world (sockets or simulator) makes them.

/// A connection whose handshakes are done and fit.
struct LinkUp {
    base::LinkId link{};
    base::PeerId remoteId;
    base::Endpoint remote; ///< dialled address, or where the connection came from
    bool outgoing = false;
    bool fast = false; ///< both sides speak BEP 6
    bool extended = false; ///< both sides speak BEP 10
};
/// A connection ended, whoever ended it; nothing more comes from it.
struct LinkDown {
    base::LinkId link{};
};
/// A dialled address did not answer, or its handshake failed.
struct DialFailed {
    base::Endpoint remote;
};
/// A message other than piece.
struct MessageIn {
    base::LinkId link{};
    wire::Message message;
};
/// A block that isAwaited() came whole; the world holds its bytes.
struct BlockArrived {
    base::LinkId link{};
    base::BlockRef block;
};
/// A piece message that was not awaited; its payload was thrown away.
struct BlockRefused {
    base::LinkId link{};
    std::uint32_t index = 0, begin = 0, length = 0; ///< as on the wire
};
/// An Upload left this machine.
struct BlockSent {
    base::LinkId link{};
    base::BlockRef block;
};
/// The answer to Verify. `corrected` lists the blocks that differ from the last failed attempt.
struct PieceChecked {
    base::PieceIndex piece{};
    bool good = false;
    std::vector<std::uint32_t> corrected;
};
/// Pieces this peer had are not on disk any more (a file changed under it).
struct PiecesLost {
    std::vector<base::PieceIndex> pieces;
};
/// Pieces that are on disk after all, found by a new check.
struct PiecesFound {
    std::vector<base::PieceIndex> pieces;
};
/// Writing failed; nothing is downloaded until StorageRecovered.
struct StorageFailed {
    std::string why;
};
struct StorageRecovered {
};
/// The answer to Announce.
struct TrackerAnswered {
    wire::AnnounceResponse response;
};
struct TrackerFailed {
};
/// Another peer of the same ServeBudget has left a slot free.
struct SlotsFreed {
};
/// The time of WakeAt came.
struct Wake {
};
/// Commands from outside.
struct Start { // announce and take part
};
struct AddPeerAddress { // dial that one too
    base::Endpoint remote;
};
struct Disconnect { // leave the swarm, keep what is there; Start comes back
};

using Event = std::variant<LinkUp, LinkDown, DialFailed, MessageIn, BlockArrived, BlockRefused,
                           BlockSent, PieceChecked, PiecesLost, PiecesFound, StorageFailed,
                           StorageRecovered, TrackerAnswered, TrackerFailed, SlotsFreed, Wake,
                           Start, AddPeerAddress, Disconnect>;

} // namespace swarm
