#include "app/cli/progressline.h"

#include "core/base/units.h"

#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

namespace app {

ProgressLine::ProgressLine(std::string what)
    : m_what(std::move(what))
    , m_terminal(isatty(STDERR_FILENO) == 1)
{
}

ProgressLine::~ProgressLine()
{
    if (m_terminal && m_shown)
        fmt::print(stderr, "\n");
}

void ProgressLine::show(std::uint64_t done, std::uint64_t total)
{
    const double percent
        = total == 0 ? 100 : 100.0 * static_cast<double>(done) / static_cast<double>(total);
    show(static_cast<unsigned>(percent),
         fmt::format("{} of {}", base::formatBytes(done), base::formatBytes(total)));
}

void ProgressLine::show(unsigned percent, const std::string &detail)
{
    const unsigned quarter = percent / 25;
    if (!m_terminal && quarter <= m_quarter)
        return;
    m_quarter = quarter;
    m_shown = true;
    fmt::print(stderr, "{}{} {} % ({}){}", m_terminal ? "\r" : "", m_what, percent, detail,
               m_terminal ? "  " : "\n");
    std::fflush(stderr);
}

} // namespace app
