#pragma once

#include "core/base/expected.h"
#include "core/roles/coordinatorstate.h"

#include <deque>
#include <utility>

namespace roles {

/// Which users there are and what each seeds and downloads; makes the seed events of it. Times are
/// milliseconds since 1970.
///
/// A user whose connection is lost is away: what it held is held on to for the lease. When it comes
/// back, it says again what it has; what it does not name within another lease has ended when it
/// was lost.
class UserHoldings
{
public:
    static constexpr std::size_t MaxTorrentsOfAUser = 10'000;
    /// Older ones are forgotten.
    static constexpr std::size_t MaxEvents = 20'000;

    /// `node` names the events from now on.
    UserHoldings(std::string node, std::int64_t lease);

    /// Takes up users and events of an earlier process; the users are away since `heardAt` and
    /// waited for from `now` on.
    void restore(std::vector<KnownUser> users, std::vector<SeedEvent> events, std::int64_t heardAt,
                 std::int64_t now);

    [[nodiscard]] const std::map<std::string, KnownUser> &users() const { return m_users; }
    [[nodiscard]] const KnownUser *find(const std::string &name) const;
    /// Whose tag it is.
    [[nodiscard]] const KnownUser *findTag(const std::string &tag) const;
    /// Whether anybody has a part in it.
    [[nodiscard]] bool isHeld(const base::InfoHash &infoHash) const
    {
        return m_holders.contains(infoHash);
    }

    void add(const std::string &name, const std::string &tag, std::int64_t now);
    void setAway(const std::string &name, std::int64_t now);
    void setBack(const std::string &name, std::int64_t now);
    /// Ends what it seeds: now, or when it was lost.
    KnownUser remove(const std::string &name, std::int64_t now);
    /// Removes who was away for longer than the lease, and ends what returned users did not name.
    std::vector<KnownUser> expire(std::int64_t now);

    /// Limit when it holds too many. A seed that is one already goes on.
    base::Expected<void> hold(const std::string &name, const base::InfoHash &infoHash, bool seeds,
                              std::int64_t since, std::int64_t now);
    void release(const std::string &name, const base::InfoHash &infoHash, std::int64_t now);

    std::vector<SeedEvent> takeEvents() { return std::exchange(m_newEvents, {}); }
    [[nodiscard]] const std::deque<SeedEvent> &events() const { return m_events; }

private:
    void endUnconfirmed(KnownUser &user);
    void dropHolder(const base::InfoHash &infoHash);
    void tell(SeedEvent::Kind kind, const std::string &user, const base::InfoHash &infoHash,
              std::int64_t at);
    [[nodiscard]] std::int64_t lastEventAt(const std::string &user,
                                           const base::InfoHash &infoHash) const;

    std::string m_node;
    std::int64_t m_lease;
    std::map<std::string, KnownUser> m_users;
    std::map<base::InfoHash, std::uint32_t> m_holders; ///< users that have a part in it, from 1
    std::deque<SeedEvent> m_events;
    std::vector<SeedEvent> m_newEvents;
    std::uint64_t m_sequence = 0;
};

} // namespace roles
