#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace sim {

/// What is to happen, by virtual time; what was put in first comes first among equals, so that a
/// run repeats. A heap with four children a node: half the levels of a binary one, each of them one
/// or two cache lines.
template <typename What> class EventQueue
{
public:
    struct Entry {
        base::Time at{};
        std::uint64_t order = 0; ///< number of insertion
        What what;
    };

    [[nodiscard]] bool empty() const { return m_heap.empty(); }
    [[nodiscard]] std::size_t size() const { return m_heap.size(); }
    /// The time of the next one; not when empty.
    [[nodiscard]] base::Time nextTime() const { return m_heap.front().at; }

    void push(base::Time at, What what)
    {
        std::size_t hole = m_heap.size();
        m_heap.emplace_back();
        Entry entry{at, m_order++, std::move(what)};
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (!isBefore(entry, m_heap[parent]))
                break;
            m_heap[hole] = std::move(m_heap[parent]);
            hole = parent;
        }
        m_heap[hole] = std::move(entry);
    }

    /// Takes the next one out; not when empty.
    Entry pop()
    {
        Entry first = std::move(m_heap.front());
        Entry last = std::move(m_heap.back());
        m_heap.pop_back();
        if (!m_heap.empty())
            sink(std::move(last));
        return first;
    }

private:
    static bool isBefore(const Entry &a, const Entry &b)
    {
        return a.at != b.at ? a.at < b.at : a.order < b.order;
    }

    /// Finds the place of an entry whose way begins at the root.
    void sink(Entry entry)
    {
        const std::size_t size = m_heap.size();
        std::size_t hole = 0;
        while (true) {
            const std::size_t first = hole * 4 + 1;
            if (first >= size)
                break;
            std::size_t least = first;
            for (std::size_t child = first + 1; child < std::min(first + 4, size); ++child) {
                if (isBefore(m_heap[child], m_heap[least]))
                    least = child;
            }
            if (!isBefore(m_heap[least], entry))
                break;
            m_heap[hole] = std::move(m_heap[least]);
            hole = least;
        }
        m_heap[hole] = std::move(entry);
    }

    std::vector<Entry> m_heap;
    std::uint64_t m_order = 0;
};

} // namespace sim
