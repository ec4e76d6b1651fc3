// usage: libtorrent_swarm PRESET TORRENT SEED_FOLDER OUT_FOLDER PEERS NEIGHBOURS
// A swarm of libtorrent sessions in this process: one seed and PEERS leechers, whose files go to
// OUT_FOLDER/<number>. Each leecher dials NEIGHBOURS others, the same ones in every run. Prints
// "start" when all listen and the first dials, and "complete" when the last has every piece.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <numeric>
#include <random>

#include "session.h"

namespace {

constexpr std::chrono::minutes patience{10};

struct Peer {
    std::unique_ptr<lt::session> session;
    lt::torrent_handle torrent;
};

std::vector<Peer> makePeers(anchor::Preset preset, const lt::torrent_info &torrent,
                            const std::string &seedFolder, const std::string &outFolder,
                            int leechers)
{
    std::vector<Peer> peers;
    for (int number = 0; number <= leechers; ++number) {
        const bool isSeed = number == 0;
        const std::string folder = isSeed ? seedFolder : outFolder + "/" + std::to_string(number);
        std::filesystem::create_directories(folder);
        Peer peer;
        peer.session = anchor::makeSession(preset, "127.0.0.1:0");
        peer.torrent = anchor::addTorrent(*peer.session, torrent, folder, isSeed);
        peers.push_back(std::move(peer));
    }
    for (const Peer &peer : peers)
        if (!anchor::await<lt::torrent_checked_alert>(*peer.session, patience))
            throw std::runtime_error("a session did not start");
    return peers;
}

void introduce(const std::vector<Peer> &peers, std::size_t neighbours)
{
    std::mt19937 random(1);
    std::vector<std::size_t> others(peers.size());
    std::iota(others.begin(), others.end(), 0);
    for (std::size_t number = 1; number < peers.size(); ++number) {
        std::shuffle(others.begin(), others.end(), random);
        std::size_t left = neighbours;
        for (const std::size_t other : others) {
            if (other != number && left > 0) {
                --left;
                peers[number].torrent.connect_peer(
                    {lt::make_address("127.0.0.1"), peers[other].session->listen_port()});
            }
        }
    }
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc != 7)
        throw std::invalid_argument(
            "usage: libtorrent_swarm PRESET TORRENT SEED_FOLDER OUT_FOLDER PEERS NEIGHBOURS");
    const std::vector<Peer> peers = makePeers(anchor::presetOf(argv[1]), lt::torrent_info(argv[2]),
                                              argv[3], argv[4], std::atoi(argv[5]));
    anchor::say("start");
    introduce(peers, static_cast<std::size_t>(std::atoi(argv[6])));
    // The last leecher's finish is the swarm's: waiting for one after the other is exact.
    for (std::size_t number = 1; number < peers.size(); ++number)
        if (!anchor::await<lt::torrent_finished_alert>(*peers[number].session, patience))
            throw std::runtime_error("peer " + std::to_string(number) + " did not finish");
    anchor::say("complete");
    std::_Exit(0); // stopping the sessions takes seconds and is not what is measured
} catch (const std::exception &error) {
    std::fprintf(stderr, "libtorrent_swarm: %s\n", error.what());
    return 2;
}
