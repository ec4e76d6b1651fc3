#pragma once

#include "support/process.h"

#include <array>
#include <memory>

namespace support {

/// A BitTorrent program that tests start; all but the first are other people's.
enum class Client {
    Torrarium,
    Transmission, ///< transmission-daemon; refuses peers at 127.x
    Aria2,
    Libtorrent, ///< through Python, tests/interop/libtorrent_peer.py
};

/// What a client starts with.
enum class Role {
    Seed, ///< its folder already holds the content
    Leecher,
};

/// One client's place in a swarm.
struct Participant {
    Client client = Client::Torrarium;
    Role role = Role::Leecher;
    QString torrent; ///< the .torrent file
    QString folder; ///< where the content is or goes
    QString scratch; ///< an existing folder for settings and logs
    QString address; ///< to listen on
    quint16 port = 6881;
};

/// Every client, Torrarium first.
std::array<Client, 4> allClients();
/// "transmission" and so on, for test rows and messages.
QString nameOf(Client client);
/// Starts the client; it finds the others through the torrent's tracker.
std::unique_ptr<Process> start(const Participant &participant);

/// The program under test.
QString torrariumProgram();
/// Debian's own Python, which has the libtorrent module, and the script it runs.
QString pythonProgram();
QString libtorrentScript();

} // namespace support
