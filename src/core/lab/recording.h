#pragma once

#include "core/base/endpoint.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/swarm/reason.h"
#include "core/wire/bitfield.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace lab {

// What a recording holds: the same for both worlds. The bytes are described in docs/recording.md.

/// What a recording is of.
struct RecordingHeader {
    std::string world; ///< "virtual" or "live"
    std::string program; ///< name and version that wrote it
    std::string setup; ///< what was run: a scenario's text or a command line
    std::uint64_t seed = 0; ///< of every random choice
    std::uint64_t totalLength = 0; ///< bytes
    std::uint32_t pieceLength = 0; ///< bytes
    bool operator==(const RecordingHeader &) const = default;
};

/// A peer came; `seed`: it has everything.
struct Joined {
    bool seed = false;
    bool operator==(const Joined &) const = default;
};
/// It takes no part any more.
struct Left {
    bool operator==(const Left &) const = default;
};
/// It has everything now.
struct Finished {
    bool operator==(const Finished &) const = default;
};
/// It verified a piece.
struct PieceDone {
    base::PieceIndex piece{};
    bool operator==(const PieceDone &) const = default;
};
/// It is linked to another peer, by that address.
struct Linked {
    base::LinkId link{};
    base::Endpoint remote;
    bool operator==(const Linked &) const = default;
};
/// A link of it is gone.
struct Unlinked {
    base::LinkId link{};
    bool operator==(const Unlinked &) const = default;
};

/// What can happen to a peer, or be decided by it.
using Happening = std::variant<Joined, Left, Finished, PieceDone, Linked, Unlinked, swarm::Reason>;

/// Something that happened to a peer. Rates in a Reason are kept as whole bytes/s.
struct RecordedEvent {
    base::Time at{};
    std::uint32_t peer = 0; ///< number in its swarm, from 1
    Happening what;
    bool operator==(const RecordedEvent &) const = default;
};

/// A peer at the moment of a snapshot.
struct RecordedPeer {
    std::uint32_t number = 0;
    std::uint64_t uploaded = 0; ///< payload bytes
    std::uint64_t downloaded = 0; ///< payload bytes
    wire::Bitfield have;
    bool operator==(const RecordedPeer &) const = default;
};

/// Everybody who takes part at a moment, by number: a reader can begin here.
struct RecordedSnapshot {
    base::Time at{};
    std::vector<RecordedPeer> peers;
    bool operator==(const RecordedSnapshot &) const = default;
};

} // namespace lab
