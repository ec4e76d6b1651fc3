// usage: libtorrent_peer PRESET TORRENT FOLDER IP:PORT [seed]
// One libtorrent session with one torrent. Prints "ready" when it takes part and "complete" when
// every piece is verified, and stays until it is terminated.

#include <csignal>
#include <cstdio>
#include <exception>

#include "session.h"

namespace {

volatile std::sig_atomic_t stopped = 0;

template <typename Alert> bool awaitUntilStopped(lt::session &session)
{
    while (stopped == 0)
        if (anchor::await<Alert>(session, std::chrono::milliseconds(500)))
            return true;
    return false;
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc < 5)
        throw std::invalid_argument("usage: libtorrent_peer PRESET TORRENT FOLDER IP:PORT [seed]");
    std::signal(SIGTERM, [](int) { stopped = 1; });
    const bool isSeed = argc > 5;
    const auto session = anchor::makeSession(anchor::presetOf(argv[1]), argv[4]);
    anchor::addTorrent(*session, lt::torrent_info(argv[2]), argv[3], isSeed);
    if (awaitUntilStopped<lt::torrent_checked_alert>(*session))
        anchor::say("ready");
    if (!isSeed && awaitUntilStopped<lt::torrent_finished_alert>(*session))
        anchor::say("complete");
    while (stopped == 0)
        awaitUntilStopped<lt::torrent_removed_alert>(*session);
    return 0;
} catch (const std::exception &error) {
    std::fprintf(stderr, "libtorrent_peer: %s\n", error.what());
    return 2;
}
