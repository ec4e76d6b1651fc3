#pragma once

#include "core/base/expected.h"
#include "core/roles/coordinatorstate.h"
#include "core/roles/userholdings.h"

#include <deque>
#include <optional>

namespace roles {

/// A tracker that takes uploads.
struct RegisteredTracker {
    std::string name;
    std::vector<std::string> announce; ///< its URLs
    std::uint64_t assigned = 0; ///< uploads it was given since it registered

    bool operator==(const RegisteredTracker &) const = default;
};

/// The index, as it registered.
struct RegisteredIndex {
    std::string name;
    std::string url; ///< of its page
    std::string token; ///< wanted at uploads; may be empty

    bool operator==(const RegisteredIndex &) const = default;
};

/// The coordinator's brain (thesis, 2008: the bittorrent module): who is there, whose turn it is,
/// what everybody is told. No sockets and no clock; times are milliseconds since 1970.
///
/// Names, URLs and texts come in checked for their form (net::ControlFields). What has to be told
/// to others is the caller's to send: it follows from what a call returns, and takeEvents().
class Coordinator
{
public:
    static constexpr std::size_t MaxTrackers = 64;
    static constexpr std::size_t MaxUsers = 4096;
    static constexpr std::size_t MaxTorrents = 10'000;

    /// Goes on from a state; users of the state are away. `node` names the events from now on;
    /// `lease` is how long a lost user is waited for, in milliseconds.
    Coordinator(CoordinatorState state, std::string node, std::int64_t lease, std::int64_t now);

    /// A new tracker comes first in the turn. Busy when it is registered, Limit when there are too
    /// many.
    base::Expected<void> registerTracker(const std::string &name,
                                         const std::vector<std::string> &announce);
    /// It is assigned no more. False when it is not registered.
    bool removeTracker(const std::string &name);
    /// In the order of their turn.
    [[nodiscard]] const std::deque<RegisteredTracker> &trackers() const { return m_trackers; }

    /// Busy when another one is there.
    base::Expected<void> registerIndex(const RegisteredIndex &index);
    bool removeIndex(const std::string &name);
    [[nodiscard]] const std::optional<RegisteredIndex> &index() const { return m_index; }

    /// What a user's connecting means for the others.
    struct Arrival {
        bool isReturn = false; ///< it was away, and nobody had been told
        std::optional<std::string> formerTag{}; ///< it comes as somebody else: that one is gone
    };
    /// Busy: "already connected", or the tag is another user's.
    base::Expected<Arrival> connectUser(const std::string &name, const std::string &tag,
                                        std::int64_t now);
    /// Its tag. NotFound: "already disconnected".
    base::Expected<std::string> disconnectUser(const std::string &name, std::int64_t now);
    /// Its connection is lost: it is away.
    void loseUser(const std::string &name, std::int64_t now);
    /// Users away for longer than the lease are disconnected, as of when they were lost. Returns
    /// them. To be called every second or so.
    std::vector<KnownUser> expire(std::int64_t now);
    [[nodiscard]] const std::map<std::string, KnownUser> &users() const
    {
        return m_holdings.users();
    }

    /// The tracker for an upload: the same as before for one that was asked for before, else the
    /// next in turn. NotFound: "no tracker is available".
    base::Expected<RegisteredTracker> assign(const std::string &user, const SharedTorrent &torrent);
    /// The user has it whole, for so long already (milliseconds).
    base::Expected<void> seeding(const std::string &user, const SharedTorrent &torrent,
                                 std::int64_t since, std::int64_t now);
    base::Expected<void> downloading(const std::string &user, const SharedTorrent &torrent,
                                     std::int64_t now);
    /// The user takes part in it no more; one it had no part in is ignored.
    base::Expected<void> removed(const std::string &user, const base::InfoHash &infoHash,
                                 std::int64_t now);
    [[nodiscard]] const std::map<base::InfoHash, SharedTorrent> &torrents() const
    {
        return m_torrents;
    }

    /// Usage when a value is bad, and nothing changes; else the version is the next.
    base::Expected<void> setLimits(std::uint64_t pieceSize, std::uint64_t maxN);
    [[nodiscard]] const Limits &limits() const { return m_limits; }
    void setAnnouncements(const std::string &bottom, const std::string &right);
    [[nodiscard]] const Announcements &announcements() const { return m_announcements; }

    /// Seed events that are new since the last call.
    std::vector<SeedEvent> takeEvents() { return m_holdings.takeEvents(); }
    /// The events kept, oldest first.
    [[nodiscard]] const std::deque<SeedEvent> &events() const { return m_holdings.events(); }

    /// To go on from in another process.
    [[nodiscard]] CoordinatorState state(std::int64_t now) const;

private:
    [[nodiscard]] base::Expected<void> isConnected(const std::string &user) const;
    base::Expected<SharedTorrent *> learn(const SharedTorrent &torrent);
    bool forgetUnusedTorrent();

    Limits m_limits;
    Announcements m_announcements;
    std::deque<RegisteredTracker> m_trackers;
    std::optional<RegisteredIndex> m_index;
    std::map<base::InfoHash, SharedTorrent> m_torrents;
    UserHoldings m_holdings;
};

} // namespace roles
