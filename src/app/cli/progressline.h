#pragma once

#include <cstdint>
#include <string>

namespace app {

/// Progress of something countable on stderr: a line that rewrites itself on a terminal, else one
/// line every quarter. Nothing at all for what is done at once. No colours.
class ProgressLine
{
public:
    /// `what` starts the line: "hashing".
    explicit ProgressLine(std::string what);
    /// Ends the line.
    ~ProgressLine();
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    /// Bytes done, of how many.
    void show(std::uint64_t done, std::uint64_t total);
    /// A part in percent and what stands behind it in brackets.
    void show(unsigned percent, const std::string &detail);

private:
    std::string m_what;
    bool m_terminal;
    bool m_shown = false;
    unsigned m_quarter = 0;
};

} // namespace app
