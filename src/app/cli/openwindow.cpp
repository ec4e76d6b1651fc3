#include "app/cli/openwindow.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <unistd.h>

namespace app {

namespace {

constexpr const char *windowProgram = "torrarium-window";

bool hasDisplay()
{
    constexpr std::array names{"WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM"};
    return std::ranges::any_of(names, [](const char *name) {
        const char *value = std::getenv(name);
        return value != nullptr && *value != '\0';
    });
}

} // namespace

bool wantsWindow(const std::vector<std::string> &arguments)
{
    if (arguments.empty())
        return true;
    constexpr std::array own{"--help", "-h", "--help-all", "--version"};
    const std::string &first = arguments.front();
    return first.starts_with('-') && std::ranges::find(own, first) == own.end();
}

base::Expected<std::filesystem::path> findWindow(const std::filesystem::path &ownFolder)
{
    const std::array places{ownFolder / windowProgram,
                            ownFolder.parent_path() / "libexec" / "torrarium" / windowProgram};
    for (const std::filesystem::path &place : places) {
        if (::access(place.c_str(), X_OK) == 0)
            return place;
    }
    return base::fail(base::ErrorCode::NotFound, windowProgram,
                      fmt::format("the window is not installed (looked for {} and {}); "
                                  "`torrarium --help` lists what works without it",
                                  places[0].string(), places[1].string()));
}

base::Expected<std::filesystem::path> findWindow()
{
    std::error_code failure;
    return findWindow(std::filesystem::read_symlink("/proc/self/exe", failure).parent_path());
}

base::Error openWindow(const std::vector<std::string> &arguments)
{
    if (!hasDisplay())
        return {base::ErrorCode::Usage, "torrarium-window",
                "there is no display to open a window on; `torrarium swarm PATH` runs a swarm "
                "without one and `torrarium --help` lists the rest"};
    const auto window = findWindow();
    if (!window)
        return window.error();
    std::string program = window->string();
    std::vector<std::string> words = arguments;
    std::vector<char *> raw{program.data()};
    std::ranges::transform(words, std::back_inserter(raw),
                           [](std::string &word) { return word.data(); });
    raw.push_back(nullptr);
    ::execv(program.c_str(), raw.data());
    return {base::ErrorCode::Io, program, std::strerror(errno)};
}

} // namespace app
