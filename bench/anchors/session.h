#pragma once

#include <chrono>
#include <libtorrent/alert_types.hpp>
#include <libtorrent/session.hpp>
#include <libtorrent/torrent_handle.hpp>
#include <libtorrent/torrent_info.hpp>
#include <memory>
#include <string>
#include <vector>

namespace anchor {

/// How a libtorrent session is set up.
enum class Preset {
    Default, ///< as shipped
    Tuned, ///< every peer unchoked, deep request queues, as its manual advises for fast links
    TunedPosix, ///< the same with pread and pwrite instead of mapped files
};

/// "default", "tuned" or "tuned-posix"; throws std::invalid_argument for anything else.
Preset presetOf(const std::string &name);
/// A session that speaks plain TCP only and discovers nobody by itself.
std::unique_ptr<lt::session> makeSession(Preset preset, const std::string &listen);
/// Adds the torrent; a seed's files are taken as complete without a check.
lt::torrent_handle addTorrent(lt::session &session, const lt::torrent_info &torrent,
                              const std::string &folder, bool isSeed);
/// Prints a line at once.
void say(const std::string &line);

/// Whether an Alert came within the limit. Errors that pass by go to stderr.
template <typename Alert> bool await(lt::session &session, std::chrono::milliseconds limit)
{
    const auto end = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < end) {
        session.wait_for_alert(std::chrono::milliseconds(100));
        std::vector<lt::alert *> alerts;
        session.pop_alerts(&alerts);
        for (lt::alert *alert : alerts) {
            if (lt::alert_cast<Alert>(alert) != nullptr)
                return true;
            if (alert->category() & lt::alert_category::error)
                say("error " + alert->message());
        }
    }
    return false;
}

} // namespace anchor
