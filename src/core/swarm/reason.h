#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace swarm {

/// Why a link ended. Each value has one plain sentence (sentence()); log, tables and docs show
/// that.
enum class CloseReason : std::uint8_t {
    RemoteClosed, ///< the other side closed, or the network did
    ConnectFailed, ///< it could not be reached
    HandshakeTimeout, ///< no whole handshake in time (item 16)
    NotBitTorrent, ///< the first bytes are not BEP 3's (item 15)
    UnknownTorrent, ///< an info-hash this peer does not have (item 15)
    SelfConnection, ///< its peer id is our own (item 17)
    DuplicatePeer, ///< a link to that peer id exists already (item 17)
    TooManyLinks, ///< the limit is reached and nobody idle can go
    Evicted, ///< idle on both sides while a newcomer waits (item 44)
    Malformed, ///< a message breaks its format or limit (items 19, 20)
    BadBitfield, ///< wrong length or spare bits (item 21)
    BadIndex, ///< a piece that the torrent does not have (items 21, 22)
    BadRequest, ///< a request outside the torrent or over 128 KiB (items 22, 23)
    RequestFlood, ///< far more requests than were allowed (items 24, 25)
    FastWithoutNegotiation, ///< BEP 6 messages although it is off (item 29)
    UnrequestedBlock, ///< BEP 6: a block nobody asked for (item 27)
    BadBlocks, ///< blocks of wrong place or size again and again (item 28)
    Poison, ///< it sent false bytes (item 39)
    Banned, ///< it was banned before
    NotReading, ///< it does not read what it is sent (items 25, 32)
    IdleTimeout, ///< nothing came for 150 s (item 32)
    BothSeeds, ///< two complete peers have nothing to tell each other
    ContentChanged, ///< our files changed: links start over with what is left (item 76)
    Disconnected, ///< the user disconnected this peer
    Stopped, ///< this peer ends
};

/// The plain sentence of a reason, without final period.
std::string_view sentence(CloseReason reason);

/// What a choke decision rests on.
enum class ChokeKind : std::uint8_t {
    FreeSlot, ///< unchoked: a slot was free
    Rate, ///< ranked by what it gives us (leech) or takes from us (seed)
    Optimistic, ///< unchoked: this round's newcomer (BEP 3)
    Snubbed, ///< choked: it sent nothing for 60 s
    NotInterested, ///< choked: it wants nothing
    Waiting, ///< choked: Max_N transfers are being served
    Refused, ///< choked: this peer serves nobody (free-rider)
    Turn, ///< a seed's round-robin: ranked by when it was unchoked, the latest first
    Drawn, ///< unchoked: a seed's round-robin drew it
    Progress, ///< ranked by how far it is from having half (anti-leech)
    Worth, ///< ranked by what it gives us for its share of the line (bit-tyrant)
};

/// One decision about a link, with the numbers it was taken on.
struct ChokeReason {
    bool unchoke = false;
    ChokeKind kind = ChokeKind::FreeSlot;
    std::uint32_t rank = 0; ///< 1 = best; 0 = not ranked
    std::uint32_t slots = 0; ///< slots there are
    /// What it was ranked by: bytes/s; Turn: seconds since it was unchoked; Progress: how far
    /// from half of the pieces, 0 to 50 percent; Worth: bytes/s for an ordinary transfer's share.
    double rate = 0;
    double lastServedRate = 0; ///< the same of the last one that got a slot
    bool operator==(const ChokeReason &) const = default;
};

/// How a piece was picked.
enum class PickKind : std::uint8_t {
    RandomFirst, ///< nothing complete yet: any piece, to have something to offer soon
    Rarest, ///< the fewest copies among known peers
    Sequential, ///< the lowest number
    Random, ///< any piece
    EndGame, ///< everything is asked for: ask a second peer for the last blocks
    Listed, ///< the lowest number the peer has whose turn it is (thesis-2008)
};

/// Why a piece was started.
struct PickReason {
    base::PieceIndex piece{};
    PickKind kind = PickKind::Rarest;
    std::uint32_t availability = 0; ///< copies among linked peers
    std::uint32_t ties = 0; ///< wanted pieces of the same availability
    bool operator==(const PickReason &) const = default;
};

/// Why a link was dropped.
struct DropReason {
    CloseReason reason = CloseReason::RemoteClosed;
    std::string detail;
    bool operator==(const DropReason &) const = default;
};

/// A piece's bytes did not match its hash.
struct CorruptPiece {
    base::PieceIndex piece{};
    std::uint32_t senders = 0; ///< how many peers had a hand in it
    bool operator==(const CorruptPiece &) const = default;
};

/// Requests given back since their answer did not come.
struct RequestTimeout {
    std::uint32_t blocks = 0;
    bool operator==(const RequestTimeout &) const = default;
};

/// A super-seed shows a link one more piece (BEP 16).
struct RevealReason {
    base::PieceIndex piece{};
    std::uint32_t availability = 0; ///< copies among linked peers, those shown and to come included
    bool confirmed
        = false; ///< the last one was seen elsewhere; else it was the first or time ran out
    bool operator==(const RevealReason &) const = default;
};

/// Something this peer did or saw that a person may ask "why?" about.
struct Reason {
    base::LinkId link{}; ///< whom it is about; 0 = nobody in particular
    std::variant<ChokeReason, PickReason, DropReason, CorruptPiece, RequestTimeout, RevealReason>
        what;
    bool operator==(const Reason &) const = default;
};

/// The record in words: "unchoked: ranks 2 of 4 slots at 31.0 KiB/s".
std::string describe(const ChokeReason &reason);
std::string describe(const PickReason &reason);
std::string describe(const DropReason &reason);
std::string describe(const CorruptPiece &reason);
std::string describe(const RequestTimeout &reason);
std::string describe(const RevealReason &reason);
/// What part of the behaviour the record belongs to: "choke", "pick", "link", "piece".
std::string_view subsystem(const Reason &reason);

} // namespace swarm
