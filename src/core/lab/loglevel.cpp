#include "core/lab/loglevel.h"

namespace lab {

namespace {

LogLevel levelOf(const swarm::ChokeReason & /*reason*/)
{
    return LogLevel::Detail;
}

LogLevel levelOf(const swarm::PickReason & /*reason*/)
{
    return LogLevel::Detail;
}

LogLevel levelOf(const swarm::RevealReason & /*reason*/)
{
    return LogLevel::Detail;
}

LogLevel levelOf(const swarm::RequestTimeout & /*reason*/)
{
    return LogLevel::Detail;
}

LogLevel levelOf(const swarm::CorruptPiece & /*reason*/)
{
    return LogLevel::Warning;
}

LogLevel levelOf(const swarm::DropReason &drop)
{
    using swarm::CloseReason;
    switch (drop.reason) {
    case CloseReason::NotBitTorrent:
    case CloseReason::UnknownTorrent:
    case CloseReason::Malformed:
    case CloseReason::BadBitfield:
    case CloseReason::BadIndex:
    case CloseReason::BadRequest:
    case CloseReason::RequestFlood:
    case CloseReason::FastWithoutNegotiation:
    case CloseReason::UnrequestedBlock:
    case CloseReason::BadBlocks:
    case CloseReason::Poison:
    case CloseReason::Banned:
    case CloseReason::NotReading:
    case CloseReason::ContentChanged:
        return LogLevel::Warning;
    case CloseReason::RemoteClosed:
    case CloseReason::ConnectFailed:
    case CloseReason::HandshakeTimeout:
    case CloseReason::SelfConnection:
    case CloseReason::DuplicatePeer:
    case CloseReason::TooManyLinks:
    case CloseReason::Evicted:
    case CloseReason::IdleTimeout:
    case CloseReason::BothSeeds:
    case CloseReason::Disconnected:
    case CloseReason::Stopped:
        break;
    }
    return LogLevel::Info;
}

} // namespace

LogLevel levelOf(const swarm::Reason &reason)
{
    return std::visit([](const auto &what) { return levelOf(what); }, reason.what);
}

} // namespace lab
