#pragma once

#include "core/base/prefetch.h"
#include "core/swarm/remotepeer.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace swarm {

/// The links of a peer, sorted by id. The ids lie side by side in memory: every event begins with a
/// search for one.
class LinkTable
{
public:
    [[nodiscard]] auto begin() const { return m_remotes.begin(); }
    [[nodiscard]] auto end() const { return m_remotes.end(); }
    [[nodiscard]] std::size_t size() const { return m_remotes.size(); }
    [[nodiscard]] bool empty() const { return m_remotes.empty(); }

    /// Null when there is none.
    [[nodiscard]] RemotePeer *find(base::LinkId link) const
    {
        const auto at = std::ranges::lower_bound(m_ids, link);
        return at != m_ids.end() && *at == link ? m_remotes[indexOf(at)].get() : nullptr;
    }

    /// Whether a link to a peer of that id may be here: false is certain, true seldom wrong.
    [[nodiscard]] bool mayHold(const base::PeerId &id) const
    {
        return std::ranges::find(m_tags, tagOf(id)) != m_tags.end();
    }

    /// Links need not come up in the order of their ids.
    RemotePeer &add(std::unique_ptr<RemotePeer> remote)
    {
        const auto at = std::ranges::upper_bound(m_ids, remote->link);
        const auto index = static_cast<std::ptrdiff_t>(indexOf(at));
        m_ids.insert(at, remote->link);
        m_tags.insert(m_tags.begin() + index, tagOf(remote->id));
        return **m_remotes.insert(m_remotes.begin() + index, std::move(remote));
    }

    /// Takes one out; null when there is none.
    std::unique_ptr<RemotePeer> remove(base::LinkId link)
    {
        const auto at = std::ranges::lower_bound(m_ids, link);
        if (at == m_ids.end() || *at != link)
            return nullptr;
        const auto index = static_cast<std::ptrdiff_t>(indexOf(at));
        std::unique_ptr<RemotePeer> removed = std::move(m_remotes[indexOf(at)]);
        m_ids.erase(at);
        m_tags.erase(m_tags.begin() + index);
        m_remotes.erase(m_remotes.begin() + index);
        return removed;
    }

    // Hints that a search comes soon, that it begins, that it ends, and that what it finds will be
    // looked at: each fetches what the next one reads.
    void prefetchSearch() const
    {
        base::prefetch(m_ids.data(), m_ids.size() * sizeof(base::LinkId));
    }
    void prefetchPlace(base::LinkId link) const
    {
        __builtin_prefetch(m_remotes.data() + indexOf(std::ranges::lower_bound(m_ids, link)));
    }
    void prefetch(base::LinkId link, std::size_t bytes) const
    {
        if (const RemotePeer *remote = find(link))
            base::prefetch(remote, bytes);
    }
    /// So many bytes of each link will be looked at.
    void prefetchAll(std::size_t bytes) const
    {
        for (const auto &remote : m_remotes)
            base::prefetch(remote.get(), bytes);
    }

private:
    /// Bytes that are random in every client's id (BEP 20).
    static std::uint32_t tagOf(const base::PeerId &id)
    {
        return base::readBigEndian<std::uint32_t>(id.bytes.data() + id.bytes.size() - 4);
    }
    [[nodiscard]] std::size_t indexOf(std::vector<base::LinkId>::const_iterator at) const
    {
        return static_cast<std::size_t>(at - m_ids.begin());
    }

    std::vector<base::LinkId> m_ids;
    std::vector<std::uint32_t> m_tags; ///< of the remotes' peer ids
    std::vector<std::unique_ptr<RemotePeer>> m_remotes;
};

} // namespace swarm
