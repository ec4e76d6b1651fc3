#include "core/swarm/reason.h"

#include <fmt/format.h>

namespace swarm {

namespace {

std::string kibPerSecond(double bytesPerSecond)
{
    return fmt::format("{:.1f} KiB/s", bytesPerSecond / 1024);
}

} // namespace

std::string_view sentence(CloseReason reason)
{
    switch (reason) {
    case CloseReason::RemoteClosed:
        return "the other side closed the connection";
    case CloseReason::ConnectFailed:
        return "the peer could not be reached";
    case CloseReason::HandshakeTimeout:
        return "no whole handshake came in time";
    case CloseReason::NotBitTorrent:
        return "the first bytes are not BitTorrent's";
    case CloseReason::UnknownTorrent:
        return "the handshake names another torrent";
    case CloseReason::SelfConnection:
        return "the connection led back to this peer";
    case CloseReason::DuplicatePeer:
        return "a connection to that peer exists already";
    case CloseReason::TooManyLinks:
        return "the limit of connections is reached";
    case CloseReason::Evicted:
        return "it was idle while a newcomer waited";
    case CloseReason::Malformed:
        return "a message breaks the protocol's format";
    case CloseReason::BadBitfield:
        return "its bitfield does not fit the torrent";
    case CloseReason::BadIndex:
        return "it named a piece that the torrent does not have";
    case CloseReason::BadRequest:
        return "it requested bytes outside the torrent or too many at once";
    case CloseReason::RequestFlood:
        return "it sent far more requests than allowed";
    case CloseReason::FastWithoutNegotiation:
        return "it used the fast extension without agreeing on it";
    case CloseReason::UnrequestedBlock:
        return "it sent a block that nobody requested";
    case CloseReason::BadBlocks:
        return "it kept sending blocks of the wrong place or size";
    case CloseReason::Poison:
        return "it sent false data";
    case CloseReason::Banned:
        return "it is banned for sending false data";
    case CloseReason::NotReading:
        return "it does not read what it is sent";
    case CloseReason::IdleTimeout:
        return "nothing came from it for too long";
    case CloseReason::BothSeeds:
        return "both sides are complete";
    case CloseReason::ContentChanged:
        return "the shared files changed, so what is offered changed";
    case CloseReason::Disconnected:
        return "the user disconnected this peer";
    case CloseReason::Stopped:
        return "this peer stops";
    }
    return "";
}

std::string describe(const ChokeReason &reason)
{
    const char *verb = reason.unchoke ? "unchoked" : "choked";
    switch (reason.kind) {
    case ChokeKind::FreeSlot:
        return fmt::format("{}: one of the {} slots was free", verb, reason.slots);
    case ChokeKind::Rate:
        if (reason.unchoke)
            return fmt::format("{}: ranks {} for {} slots at {}", verb, reason.rank, reason.slots,
                               kibPerSecond(reason.rate));
        return fmt::format("{}: ranks {} for {} slots at {}; the last one served has {}", verb,
                           reason.rank, reason.slots, kibPerSecond(reason.rate),
                           kibPerSecond(reason.lastServedRate));
    case ChokeKind::Optimistic:
        return fmt::format("{}: drawn as this half-minute's newcomer", verb);
    case ChokeKind::Snubbed:
        return fmt::format("{}: it sent nothing for a minute", verb);
    case ChokeKind::NotInterested:
        return fmt::format("{}: it wants nothing from here", verb);
    case ChokeKind::Waiting:
        return fmt::format("{}: all {} transfers at once are taken", verb, reason.slots);
    case ChokeKind::Refused:
        return fmt::format("{}: this peer serves nobody", verb);
    case ChokeKind::Turn:
        if (reason.rank == 0)
            return fmt::format("{}: not drawn yet for one of {} slots", verb, reason.slots);
        return fmt::format("{}: {} of those served last for {} slots, {:.0f} s ago", verb,
                           reason.rank, reason.slots, reason.rate);
    case ChokeKind::Drawn:
        return fmt::format("{}: drawn among those who wait", verb);
    case ChokeKind::Worth:
        return fmt::format("{}: ranks {} of {} the line has room for, at {} for an ordinary share",
                           verb, reason.rank, reason.slots, kibPerSecond(reason.rate));
    case ChokeKind::Progress:
        return fmt::format("{}: ranks {} for {} slots, {:.0f} % away from half", verb, reason.rank,
                           reason.slots, reason.rate);
    }
    return verb;
}

std::string describe(const PickReason &reason)
{
    const auto piece = base::toNumber(reason.piece);
    switch (reason.kind) {
    case PickKind::RandomFirst:
        return fmt::format("piece {}: the first one is drawn at random", piece);
    case PickKind::Rarest:
        return fmt::format("piece {}: rarest, {} copies, one of {}", piece, reason.availability,
                           reason.ties);
    case PickKind::Sequential:
        return fmt::format("piece {}: the next in order", piece);
    case PickKind::Random:
        return fmt::format("piece {}: drawn at random, {} copies", piece, reason.availability);
    case PickKind::EndGame:
        return fmt::format("piece {}: end game, a second peer is asked", piece);
    case PickKind::Listed:
        return fmt::format("piece {}: the next in order of the peer whose turn it is", piece);
    }
    return {};
}

std::string describe(const DropReason &reason)
{
    const std::string_view text = sentence(reason.reason);
    return reason.detail.empty() ? fmt::format("dropped: {}", text)
                                 : fmt::format("dropped: {} ({})", text, reason.detail);
}

std::string describe(const CorruptPiece &reason)
{
    return fmt::format("piece {} does not match its hash; {} peers sent its blocks",
                       base::toNumber(reason.piece), reason.senders);
}

std::string describe(const RequestTimeout &reason)
{
    return fmt::format("{} requests were not answered and go to others", reason.blocks);
}

std::string describe(const RevealReason &reason)
{
    return fmt::format(
        "shows piece {}, {} copies: {}", base::toNumber(reason.piece), reason.availability,
        reason.confirmed ? "others have the last one" : "it has nothing else to take");
}

std::string_view subsystem(const Reason &reason)
{
    static constexpr std::string_view names[]
        = {"choke", "pick", "link", "piece", "piece", "piece"};
    return names[reason.what.index()];
}

} // namespace swarm
