#pragma once

#include "core/roles/swarmtable.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace roles {

// The 6 letters and digits by which a tracker tells whose announce it hears stand in all peer ids
// of a user, behind the client's prefix: wire::makePeerId().

/// Whether it is 6 of A-Z, a-z, 0-9.
bool isUserTag(const std::string &tag);
/// What stands where the tag of a user's peer id would stand.
std::string userTagOf(const base::PeerId &id);

/// One line of a tracker's list: a user, or a client that is no user's.
struct ListedUser {
    std::string name; ///< of a client that is no user's: its address
    std::string tag; ///< empty for such a client
    std::uint32_t seeds = 0; ///< torrents it has whole
    std::uint32_t downloads = 0; ///< torrents it lacks something of

    bool operator==(const ListedUser &) const = default;
};

/// A tracker's lists at one moment, each by name.
struct TrackerLists {
    std::vector<ListedUser> users; ///< everybody: connected users and other clients
    std::vector<ListedUser> peers; ///< those that seed nothing
    std::vector<ListedUser> seeds; ///< those that seed something

    bool operator==(const TrackerLists &) const = default;
};

/// The tracker's Users, Peers and Seeds (thesis, 2008): the users that the coordinator says are
/// connected, and what announces say about them. A user is listed as soon as it is connected, also
/// before it has announced anything.
class UserLists
{
public:
    static constexpr std::size_t MaxUsers = 10'000;

    /// False when it is connected already (thesis: "already connected"), or there is no more room.
    bool connect(const std::string &user, const std::string &tag);
    /// Its tag; nothing when it is not connected ("already disconnected").
    std::optional<std::string> disconnect(const std::string &user);
    void clear() { m_tags.clear(); }
    [[nodiscard]] std::size_t size() const { return m_tags.size(); }

    /// What the lists are, given all peers of all swarms.
    [[nodiscard]] TrackerLists lists(std::span<const TrackedPeer> entries) const;

private:
    std::map<std::string, std::string> m_tags; ///< by user
};

} // namespace roles
