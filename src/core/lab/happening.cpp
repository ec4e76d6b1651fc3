#include "core/lab/happening.h"

namespace lab {

std::optional<Happening> happeningOf(const swarm::Event &event, bool seed)
{
    if (std::holds_alternative<swarm::Start>(event))
        return Joined{seed};
    if (std::holds_alternative<swarm::Disconnect>(event))
        return Left{};
    if (const auto *up = std::get_if<swarm::LinkUp>(&event))
        return Linked{up->link, up->remote};
    if (const auto *down = std::get_if<swarm::LinkDown>(&event))
        return Unlinked{down->link};
    if (const auto *checked = std::get_if<swarm::PieceChecked>(&event); checked && checked->good)
        return PieceDone{checked->piece};
    return std::nullopt;
}

std::optional<Happening> happeningOf(const swarm::Effect &effect)
{
    if (const auto *note = std::get_if<swarm::Note>(&effect))
        return note->reason;
    if (std::holds_alternative<swarm::Completed>(effect))
        return Finished{};
    return std::nullopt;
}

} // namespace lab
