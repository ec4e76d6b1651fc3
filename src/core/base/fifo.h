#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace base {

/// First in, first out, in one piece of memory; empty ones own none to speak of (a std::deque has
/// 600 bytes), which counts when there is one a link.
template <typename T> class Fifo
{
public:
    using iterator = typename std::vector<T>::iterator;

    [[nodiscard]] bool empty() const { return m_first == m_items.size(); }
    [[nodiscard]] std::size_t size() const { return m_items.size() - m_first; }
    [[nodiscard]] const T &front() const { return m_items[m_first]; }
    [[nodiscard]] iterator begin()
    {
        return m_items.begin() + static_cast<std::ptrdiff_t>(m_first);
    }
    [[nodiscard]] iterator end() { return m_items.end(); }

    void push(T item)
    {
        if (m_first > 0 && m_items.size() == m_items.capacity()) {
            m_items.erase(m_items.begin(), begin());
            m_first = 0;
        }
        m_items.push_back(std::move(item));
    }
    /// Not when empty.
    T pop()
    {
        T item = std::move(m_items[m_first++]);
        if (empty())
            clear();
        return item;
    }
    void erase(iterator at) { m_items.erase(at); }
    void clear()
    {
        m_items.clear();
        m_first = 0;
    }

private:
    std::vector<T> m_items;
    std::size_t m_first = 0;
};

} // namespace base
