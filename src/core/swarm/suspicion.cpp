#include "core/swarm/suspicion.h"

#include <algorithm>

namespace swarm {

void Suspicion::strike(const Sender &sender, std::vector<Sender> &banned)
{
    // Whoever dials again comes from another port.
    Sender anyPort = sender;
    anyPort.endpoint.port = 0;
    if (++m_strikes[anyPort] != strikesToBan)
        return;
    m_bannedIds.insert(sender.id);
    base::Endpoint endpoint = sender.endpoint;
    if (!endpoint.isLoopback())
        endpoint.port = 0;
    m_bannedEndpoints.insert(endpoint);
    banned.push_back(sender);
}

std::vector<Sender> Suspicion::pieceFailed(base::PieceIndex piece,
                                           const std::vector<Sender> &senders)
{
    std::vector<Sender> banned;
    const bool single = std::ranges::all_of(
        senders, [&](const Sender &sender) { return sender == senders.front(); });
    if (single && !senders.empty())
        strike(senders.front(), banned);
    m_attempts[piece] = single ? std::vector<Sender>{} : senders;
    return banned;
}

std::vector<Sender> Suspicion::piecePassed(base::PieceIndex piece,
                                           const std::vector<std::uint32_t> &corrected)
{
    std::vector<Sender> banned;
    const auto attempt = m_attempts.find(piece);
    if (attempt == m_attempts.end())
        return banned;
    std::set<Sender> liars;
    for (const std::uint32_t block : corrected) {
        if (block < attempt->second.size())
            liars.insert(attempt->second[block]);
    }
    m_attempts.erase(attempt);
    for (const Sender &liar : liars)
        strike(liar, banned);
    return banned;
}

bool Suspicion::isBanned(const Sender &sender) const
{
    if (m_bannedIds.empty() && m_bannedEndpoints.empty()) // asked of everybody, all the time
        return false;
    base::Endpoint anyPort = sender.endpoint;
    anyPort.port = 0;
    const bool byId = !sender.id.isNull() && m_bannedIds.contains(sender.id);
    return byId || m_bannedEndpoints.contains(sender.endpoint)
        || m_bannedEndpoints.contains(anyPort);
}

} // namespace swarm
