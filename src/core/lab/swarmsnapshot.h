#pragma once

#include "core/base/endpoint.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/swarm/reason.h"
#include "core/wire/bitfield.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lab {

/// One side's view of a connection, as the lists show it.
struct LinkRow {
    base::Endpoint remote; ///< where it listens, as far as known
    base::PeerId remoteId;
    std::string client; ///< name from the peer id: "Torrarium 0.1", "Transmission 3.00"
    bool outgoing = false;
    bool amChoking = true;
    bool amInterested = false;
    bool peerChoking = true;
    bool peerInterested = false;
    bool snubbed = false; ///< sent no block for 60 s while it unchoked us
    double downRate = 0; ///< bytes/s, payload
    double upRate = 0; ///< bytes/s, payload
    std::uint32_t remotePieces = 0; ///< pieces the remote has
    swarm::ChokeReason lastChoke; ///< the last choke decision about it
};

/// A lab peer (one this process runs) as the lists and the piece map show it.
struct PeerRow {
    std::uint32_t number = 0; ///< unique in its swarm; its folder's name
    base::PeerId id;
    base::Endpoint listen;
    bool connected = true; ///< false after Disconnect: no links, not at the tracker
    bool seed = false; ///< has every piece
    bool checking = false; ///< hashing what is on disk
    std::string fault; ///< why it is paused (disk full, file changed); empty when all is well
    wire::Bitfield have;
    std::uint64_t uploaded = 0; ///< payload bytes
    std::uint64_t downloaded = 0; ///< payload bytes
    std::uint64_t wasted = 0; ///< payload bytes thrown away: duplicates and false pieces
    double upRate = 0; ///< bytes/s
    double downRate = 0; ///< bytes/s
    std::uint32_t unchoked = 0; ///< links it serves now
    base::Time started{};
    base::Time completed{}; ///< when it became a seed; equal to `started` for an initial seed
    std::vector<LinkRow> links;
};

/// How much a line of the event log matters.
enum class LogLevel : std::uint8_t {
    Detail, ///< each choke decision, each piece
    Info, ///< what changes the picture: a peer comes, completes, leaves
    Warning, ///< a fault of a peer, a file, the tracker
};

/// A line of the event log: what happened to whom and why, in words.
struct LogLine {
    std::uint64_t sequence = 0; ///< grows by one a line
    base::Time at{};
    std::uint32_t peer = 0; ///< PeerRow::number; 0 = the swarm itself
    std::string subsystem; ///< "choke", "pick", "link", "piece", "tracker", "disk"
    std::string text;
    LogLevel level = LogLevel::Info;
};

/// A whole swarm at one moment. Immutable once published; shared between threads by shared_ptr.
struct SwarmSnapshot {
    base::Time at{};
    bool running = false;
    base::InfoHash infoHash;
    std::string name; ///< of the torrent
    std::uint32_t pieceCount = 0;
    std::uint32_t pieceLength = 0; ///< bytes
    std::uint64_t totalLength = 0; ///< bytes
    std::string torrentFile; ///< path of the .torrent an outside client can open
    std::string announceUrl;
    std::vector<PeerRow> peers; ///< sorted by number
    std::vector<LogLine> log; ///< the newest lines, oldest first; at most 2,000
};

using SnapshotPtr = std::shared_ptr<const SwarmSnapshot>;

} // namespace lab
