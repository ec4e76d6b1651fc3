#include "core/roles/userlists.h"

#include "core/wire/clientname.h"

#include <algorithm>

namespace roles {

namespace {

constexpr std::size_t TagAt = 8;

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

void count(ListedUser &user, PeerState state)
{
    ++(state == PeerState::Seed ? user.seeds : user.downloads);
}

} // namespace

bool isUserTag(const std::string &tag)
{
    return tag.size() == wire::userTagLength && std::ranges::all_of(tag, isLetterOrDigit);
}

std::string userTagOf(const base::PeerId &id)
{
    return std::string(base::asText(id.view()).substr(TagAt, wire::userTagLength));
}

bool UserLists::connect(const std::string &user, const std::string &tag)
{
    return m_tags.size() < MaxUsers && m_tags.emplace(user, tag).second;
}

std::optional<std::string> UserLists::disconnect(const std::string &user)
{
    auto known = m_tags.extract(user);
    if (known.empty())
        return std::nullopt;
    return std::move(known.mapped());
}

TrackerLists UserLists::lists(std::span<const TrackedPeer> entries) const
{
    std::map<std::string, ListedUser> byTag;
    for (const auto &[user, tag] : m_tags)
        byTag[tag] = {user, tag};
    std::map<base::Endpoint, ListedUser> others;
    for (const TrackedPeer &entry : entries) {
        if (const auto user = byTag.find(userTagOf(entry.id)); user != byTag.end()) {
            count(user->second, entry.state);
            continue;
        }
        ListedUser &other = others[entry.endpoint];
        other.name = entry.endpoint.text();
        count(other, entry.state);
    }
    TrackerLists lists;
    for (const auto &[tag, user] : byTag)
        lists.users.push_back(user);
    for (const auto &[endpoint, other] : others)
        lists.users.push_back(other);
    std::ranges::sort(lists.users, {}, &ListedUser::name);
    for (const ListedUser &user : lists.users)
        (user.seeds > 0 ? lists.seeds : lists.peers).push_back(user);
    return lists;
}

} // namespace roles
