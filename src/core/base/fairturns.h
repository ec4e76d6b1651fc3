#pragma once

#include <algorithm>
#include <vector>

namespace base {

/// Who is next on a line that several share: turns in proportion to weights (self-clocked fair
/// queueing, Golestani 1994); equal weights take turns one after the other.
///
/// Invariant: the entries stand in the order in which they are due. Who joins is due a turn of its
/// own after the one taken last: nobody saves up turns while it has nothing to send.
template <typename Who> class FairTurns
{
public:
    struct Entry {
        Who who{};
        double due = 0; ///< on a clock that goes on by 1 with a turn of weight 1
    };
    using Iterator = typename std::vector<Entry>::const_iterator;

    /// In turn, the next one first.
    [[nodiscard]] Iterator begin() const { return m_entries.begin(); }
    [[nodiscard]] Iterator end() const { return m_entries.end(); }
    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    [[nodiscard]] Iterator find(const Who &who) const
    {
        return std::ranges::find(m_entries, who, &Entry::who);
    }
    [[nodiscard]] const Who &operator[](std::size_t i) const { return m_entries[i].who; }

    /// One more; `weight` is positive: with 2 it has twice the turns of one with 1.
    void add(Who who, double weight)
    {
        const Entry entry{std::move(who), m_clock + 1 / weight};
        m_entries.insert(std::ranges::upper_bound(m_entries, entry.due, {}, &Entry::due), entry);
    }
    /// Takes one out whose turn it is: mostly the first, or the first that can use its turn.
    Who take(Iterator turn)
    {
        const Entry taken = *turn;
        m_clock = std::max(m_clock, taken.due);
        m_entries.erase(turn);
        return taken.who;
    }
    /// Takes those out that come no more.
    template <typename Condition> void eraseIf(Condition condition)
    {
        std::erase_if(m_entries, [&](const Entry &entry) { return condition(entry.who); });
    }

private:
    std::vector<Entry> m_entries;
    double m_clock = 0; ///< when the latest turn that was taken was due
};

} // namespace base
