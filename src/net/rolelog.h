#pragma once

#include <cstdint>
#include <deque>
#include <string>

namespace net {

/// A line on a role's message screen.
struct LogLine {
    std::uint64_t number = 0; ///< from 1, without gaps: tells what is new since the last look
    std::int64_t at = 0; ///< milliseconds since 1970
    std::string text; ///< one line of clean text

    bool operator==(const LogLine &) const = default;
};

/// The last lines of a role's message screen.
class RoleLog
{
public:
    static constexpr std::size_t MaxLines = 500;

    void add(std::int64_t at, std::string text)
    {
        m_lines.push_back({++m_number, at, std::move(text)});
        if (m_lines.size() > MaxLines)
            m_lines.pop_front();
    }
    [[nodiscard]] const std::deque<LogLine> &lines() const { return m_lines; }

private:
    std::deque<LogLine> m_lines;
    std::uint64_t m_number = 0;
};

} // namespace net
