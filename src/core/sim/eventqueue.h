#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace sim {

/// What is to happen, by virtual time; what was put in first comes first among equals, so that a
/// run repeats.
///
/// A calendar (Brown 1988): each day of a few milliseconds is a page, filled in any order and
/// sorted when it is turned to. A heap of everything would look at a dozen cold places for each
/// entry; and a sorted page tells what comes next, so that the processor can fetch it ahead.
template <typename What> class EventQueue
{
public:
    struct Entry {
        base::Time at{};
        std::uint64_t order = 0; ///< number of insertion
        What what;
    };

    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    /// The time of the next one; not when empty.
    [[nodiscard]] base::Time nextTime() const
    {
        return isPageNext() ? m_page[m_next].at : m_late.front().at;
    }

    void push(base::Time at, What what)
    {
        place({at, m_order++, std::move(what)});
        if (m_size++ == 0)
            turnPage();
    }

    /// Takes the next one out; not when empty.
    Entry pop()
    {
        Entry entry;
        if (isPageNext()) {
            entry = std::move(m_page[m_next++]);
        } else {
            std::ranges::pop_heap(m_late, isAfter);
            entry = std::move(m_late.back());
            m_late.pop_back();
        }
        --m_size;
        turnPage();
        return entry;
    }

    /// What comes so many entries after the next one, if nothing is put in between; null when that
    /// is on another page. A hint for fetching ahead.
    [[nodiscard]] const What *upcoming(std::size_t ahead) const
    {
        return m_next + ahead < m_page.size() ? &m_page[m_next + ahead].what : nullptr;
    }

private:
    static constexpr base::Duration dayLength = std::chrono::milliseconds(4);
    static constexpr std::int64_t year = 4096; ///< days whose pages lie open: 16 s

    static std::int64_t dayOf(base::Time at) { return at.time_since_epoch() / dayLength; }
    static bool isAfter(const Entry &a, const Entry &b)
    {
        return a.at != b.at ? a.at > b.at : a.order > b.order;
    }

    [[nodiscard]] bool isPageNext() const
    {
        return m_next < m_page.size()
            && (m_late.empty() || isAfter(m_late.front(), m_page[m_next]));
    }

    void place(Entry entry)
    {
        const std::int64_t day = dayOf(entry.at);
        if (day > m_day && day < m_day + year) {
            m_days[static_cast<std::size_t>(day % year)].push_back(std::move(entry));
            ++m_thisYear;
            return;
        }
        std::vector<Entry> &heap = day <= m_day ? m_late : m_far;
        heap.push_back(std::move(entry));
        std::ranges::push_heap(heap, isAfter);
    }

    /// Goes on to the next day that has something when today's is through.
    void turnPage()
    {
        while (m_next == m_page.size() && m_late.empty() && m_size > 0) {
            if (m_thisYear == 0)
                m_day = dayOf(m_far.front().at) - 1;
            ++m_day;
            while (!m_far.empty() && dayOf(m_far.front().at) < m_day + year)
                bringNear();
            std::vector<Entry> &today = m_days[static_cast<std::size_t>(m_day % year)];
            m_thisYear -= today.size();
            m_page = std::exchange(today, {});
            m_next = 0;
            std::ranges::sort(m_page, [](const Entry &a, const Entry &b) { return isAfter(b, a); });
        }
    }
    void bringNear()
    {
        std::ranges::pop_heap(m_far, isAfter);
        Entry entry = std::move(m_far.back());
        m_far.pop_back();
        m_days[static_cast<std::size_t>(dayOf(entry.at) % year)].push_back(std::move(entry));
        ++m_thisYear;
    }

    std::size_t m_size = 0;
    std::uint64_t m_order = 0;
    std::int64_t m_day = 0; ///< today
    std::vector<Entry> m_page; ///< today's, in order
    std::size_t m_next = 0; ///< of m_page
    std::vector<Entry> m_late; ///< came when their day had begun: a heap
    std::array<std::vector<Entry>, year> m_days; ///< those after today, in any order
    std::size_t m_thisYear = 0; ///< entries in m_days
    std::vector<Entry> m_far; ///< beyond: a heap
};

} // namespace sim
