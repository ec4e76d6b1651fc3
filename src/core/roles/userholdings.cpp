#include "core/roles/userholdings.h"

#include <algorithm>

namespace roles {

UserHoldings::UserHoldings(std::string node, std::int64_t lease)
    : m_node(std::move(node))
    , m_lease(lease)
{
}

void UserHoldings::restore(std::vector<KnownUser> users, std::vector<SeedEvent> events,
                           std::int64_t heardAt, std::int64_t now)
{
    for (KnownUser &user : users) {
        if (!user.isAway)
            user.lostAt = heardAt;
        user.isAway = true;
        user.leaseFrom = now;
        for (const auto &[infoHash, holding] : user.torrents)
            ++m_holders[infoHash];
        m_users[user.name] = std::move(user);
    }
    m_events.assign(std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()));
}

const KnownUser *UserHoldings::find(const std::string &name) const
{
    const auto found = m_users.find(name);
    return found == m_users.end() ? nullptr : &found->second;
}

const KnownUser *UserHoldings::findTag(const std::string &tag) const
{
    const auto found
        = std::ranges::find_if(m_users, [&](const auto &each) { return each.second.tag == tag; });
    return found == m_users.end() ? nullptr : &found->second;
}

void UserHoldings::add(const std::string &name, const std::string &tag, std::int64_t now)
{
    m_users[name] = {.name = name, .tag = tag, .leaseFrom = now};
}

void UserHoldings::setAway(const std::string &name, std::int64_t now)
{
    KnownUser &user = m_users.at(name);
    user.isAway = true;
    user.lostAt = now;
    user.leaseFrom = now;
}

void UserHoldings::setBack(const std::string &name, std::int64_t now)
{
    KnownUser &user = m_users.at(name);
    user.isAway = false;
    user.leaseFrom = now;
    for (auto &[infoHash, holding] : user.torrents)
        holding.isConfirmed = false;
}

KnownUser UserHoldings::remove(const std::string &name, std::int64_t now)
{
    KnownUser user = std::move(m_users.extract(name).mapped());
    const std::int64_t at = user.isAway ? user.lostAt : now;
    for (const auto &[infoHash, holding] : user.torrents) {
        if (holding.seeds)
            tell(SeedEvent::Kind::Ended, name, infoHash, holding.isConfirmed ? at : user.lostAt);
        dropHolder(infoHash);
    }
    return user;
}

std::vector<KnownUser> UserHoldings::expire(std::int64_t now)
{
    std::vector<std::string> gone;
    for (auto &[name, user] : m_users) {
        if (now - user.leaseFrom < m_lease)
            continue;
        if (user.isAway)
            gone.push_back(name);
        else
            endUnconfirmed(user);
    }
    std::vector<KnownUser> users;
    users.reserve(gone.size());
    for (const std::string &name : gone)
        users.push_back(remove(name, now));
    return users;
}

void UserHoldings::endUnconfirmed(KnownUser &user)
{
    std::erase_if(user.torrents, [&](const auto &each) {
        const auto &[infoHash, holding] = each;
        if (holding.isConfirmed)
            return false;
        if (holding.seeds)
            tell(SeedEvent::Kind::Ended, user.name, infoHash, user.lostAt);
        dropHolder(infoHash);
        return true;
    });
}

void UserHoldings::dropHolder(const base::InfoHash &infoHash)
{
    const auto holders = m_holders.find(infoHash);
    if (--holders->second == 0)
        m_holders.erase(holders);
}

base::Expected<void> UserHoldings::hold(const std::string &name, const base::InfoHash &infoHash,
                                        bool seeds, std::int64_t since, std::int64_t now)
{
    KnownUser &user = m_users.at(name);
    if (!user.torrents.contains(infoHash) && user.torrents.size() >= MaxTorrentsOfAUser)
        return base::fail(base::ErrorCode::Limit, name, "it has too many torrents");
    const auto [held, isNew] = user.torrents.try_emplace(infoHash);
    m_holders[infoHash] += isNew ? 1 : 0;
    KnownUser::Holding &holding = held->second;
    holding.isConfirmed = true;
    if (seeds && !holding.seeds)
        tell(SeedEvent::Kind::Started, name, infoHash, std::clamp<std::int64_t>(since, 0, now));
    else if (!seeds && holding.seeds)
        tell(SeedEvent::Kind::Ended, name, infoHash, now);
    holding.seeds = seeds;
    return {};
}

void UserHoldings::release(const std::string &name, const base::InfoHash &infoHash,
                           std::int64_t now)
{
    const auto held = m_users.at(name).torrents.extract(infoHash);
    if (held.empty())
        return;
    if (held.mapped().seeds)
        tell(SeedEvent::Kind::Ended, name, infoHash, now);
    dropHolder(infoHash);
}

/// Events of one user and torrent never run backwards, so that no two stays overlap.
void UserHoldings::tell(SeedEvent::Kind kind, const std::string &user,
                        const base::InfoHash &infoHash, std::int64_t at)
{
    const std::int64_t earliest = lastEventAt(user, infoHash);
    m_newEvents.push_back({kind, user, infoHash, std::max(at, earliest), m_node, ++m_sequence});
    m_events.push_back(m_newEvents.back());
    if (m_events.size() > MaxEvents)
        m_events.pop_front();
}

std::int64_t UserHoldings::lastEventAt(const std::string &user,
                                       const base::InfoHash &infoHash) const
{
    const auto last
        = std::ranges::find_if(m_events.rbegin(), m_events.rend(), [&](const SeedEvent &event) {
              return event.infoHash == infoHash && event.user == user;
          });
    return last == m_events.rend() ? 0 : last->at;
}

} // namespace roles
