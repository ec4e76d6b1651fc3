#include "core/roles/coordinator.h"

#include <algorithm>

namespace roles {

namespace {

auto named(auto &list, const std::string &name)
{
    return std::ranges::find(list, name, &RegisteredTracker::name);
}

} // namespace

Coordinator::Coordinator(CoordinatorState state, std::string node, std::int64_t lease,
                         std::int64_t now)
    : m_limits(state.limits)
    , m_announcements(std::move(state.announcements))
    , m_holdings(std::move(node), lease)
{
    for (SharedTorrent &torrent : state.torrents)
        m_torrents[torrent.infoHash] = std::move(torrent);
    m_holdings.restore(std::move(state.users), std::move(state.events), state.heardAt, now);
}

base::Expected<void> Coordinator::registerTracker(const std::string &name,
                                                  const std::vector<std::string> &announce)
{
    if (named(m_trackers, name) != m_trackers.end())
        return base::fail(base::ErrorCode::Busy, name, "this tracker is already registered");
    if (m_trackers.size() >= MaxTrackers)
        return base::fail(base::ErrorCode::Limit, name, "there are too many trackers");
    m_trackers.push_front({name, announce});
    return {};
}

bool Coordinator::removeTracker(const std::string &name)
{
    const auto found = named(m_trackers, name);
    if (found == m_trackers.end())
        return false;
    m_trackers.erase(found);
    return true;
}

base::Expected<void> Coordinator::registerIndex(const RegisteredIndex &index)
{
    if (m_index && m_index->name != index.name)
        return base::fail(base::ErrorCode::Busy, m_index->name, "there is another index");
    m_index = index;
    return {};
}

bool Coordinator::removeIndex(const std::string &name)
{
    if (!m_index || m_index->name != name)
        return false;
    m_index.reset();
    return true;
}

base::Expected<Coordinator::Arrival>
Coordinator::connectUser(const std::string &name, const std::string &tag, std::int64_t now)
{
    const KnownUser *known = m_holdings.find(name);
    if (known != nullptr && !known->isAway)
        return base::fail(base::ErrorCode::Busy, name, "already connected");
    const KnownUser *owner = m_holdings.findTag(tag);
    if (owner != nullptr && owner != known)
        return base::fail(base::ErrorCode::Busy, "tag", "another user has this tag");
    if (known == nullptr && users().size() >= MaxUsers)
        return base::fail(base::ErrorCode::Limit, name, "there are too many users");
    if (owner != nullptr) {
        m_holdings.setBack(name, now);
        return Arrival{.isReturn = true};
    }
    Arrival arrival;
    if (known != nullptr)
        arrival.formerTag = m_holdings.remove(name, now).tag;
    m_holdings.add(name, tag, now);
    return arrival;
}

base::Expected<std::string> Coordinator::disconnectUser(const std::string &name, std::int64_t now)
{
    if (auto connected = isConnected(name); !connected)
        return base::fail(base::ErrorCode::NotFound, name, "already disconnected");
    return m_holdings.remove(name, now).tag;
}

void Coordinator::loseUser(const std::string &name, std::int64_t now)
{
    if (isConnected(name))
        m_holdings.setAway(name, now);
}

std::vector<KnownUser> Coordinator::expire(std::int64_t now)
{
    return m_holdings.expire(now);
}

base::Expected<RegisteredTracker> Coordinator::assign(const std::string &user,
                                                      const SharedTorrent &torrent)
{
    if (auto connected = isConnected(user); !connected)
        return tl::unexpected(connected.error());
    if (m_trackers.empty())
        return base::fail(base::ErrorCode::NotFound, {}, "no tracker is available");
    auto known = learn(torrent);
    if (!known)
        return tl::unexpected(known.error());
    if (const auto before = named(m_trackers, (*known)->tracker); before != m_trackers.end())
        return *before;
    std::rotate(m_trackers.begin(), m_trackers.begin() + 1, m_trackers.end());
    RegisteredTracker &next = m_trackers.back();
    ++next.assigned;
    (*known)->tracker = next.name;
    return next;
}

base::Expected<void> Coordinator::seeding(const std::string &user, const SharedTorrent &torrent,
                                          std::int64_t since, std::int64_t now)
{
    if (auto connected = isConnected(user); !connected)
        return connected;
    if (auto known = learn(torrent); !known)
        return tl::unexpected(known.error());
    return m_holdings.hold(user, torrent.infoHash, true, now - since, now);
}

base::Expected<void> Coordinator::downloading(const std::string &user, const SharedTorrent &torrent,
                                              std::int64_t now)
{
    if (auto connected = isConnected(user); !connected)
        return connected;
    if (auto known = learn(torrent); !known)
        return tl::unexpected(known.error());
    return m_holdings.hold(user, torrent.infoHash, false, now, now);
}

base::Expected<void> Coordinator::removed(const std::string &user, const base::InfoHash &infoHash,
                                          std::int64_t now)
{
    if (auto connected = isConnected(user); !connected)
        return connected;
    m_holdings.release(user, infoHash, now);
    return {};
}

base::Expected<void> Coordinator::setLimits(std::uint64_t pieceSize, std::uint64_t maxN)
{
    const Limits wanted{m_limits.version + 1, pieceSize, maxN};
    if (!wanted.hasValidPieceSize())
        return base::fail(base::ErrorCode::Usage, "pieceSize",
                          "it is no power of two from 16384 to 16777216");
    if (!wanted.hasValidMaxN())
        return base::fail(base::ErrorCode::Usage, "maxN", "it is more than 10000");
    m_limits = wanted;
    return {};
}

void Coordinator::setAnnouncements(const std::string &bottom, const std::string &right)
{
    m_announcements = {m_announcements.version + 1, bottom, right};
}

CoordinatorState Coordinator::state(std::int64_t now) const
{
    CoordinatorState state{m_limits, m_announcements, now, {}, {}, {}};
    for (const auto &[infoHash, torrent] : m_torrents)
        state.torrents.push_back(torrent);
    for (const auto &[name, user] : users())
        state.users.push_back(user);
    state.events.assign(events().begin(), events().end());
    return state;
}

base::Expected<void> Coordinator::isConnected(const std::string &user) const
{
    const KnownUser *known = m_holdings.find(user);
    if (known == nullptr || known->isAway)
        return base::fail(base::ErrorCode::NotFound, user, "this user is not connected");
    return {};
}

base::Expected<SharedTorrent *> Coordinator::learn(const SharedTorrent &torrent)
{
    if (const auto known = m_torrents.find(torrent.infoHash); known != m_torrents.end())
        return &known->second;
    if (m_torrents.size() >= MaxTorrents && !forgetUnusedTorrent())
        return base::fail(base::ErrorCode::Limit, torrent.name, "there are too many torrents");
    return &m_torrents.emplace(torrent.infoHash, torrent).first->second;
}

bool Coordinator::forgetUnusedTorrent()
{
    const auto unused = std::ranges::find_if(
        m_torrents, [&](const auto &each) { return !m_holdings.isHeld(each.first); });
    if (unused == m_torrents.end())
        return false;
    m_torrents.erase(unused);
    return true;
}

} // namespace roles
