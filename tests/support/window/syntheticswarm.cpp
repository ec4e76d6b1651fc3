#include "support/window/syntheticswarm.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace support {

namespace {

constexpr std::uint32_t pieceLength = 256 * 1024;
constexpr std::uint32_t linksAPeer = 6;
constexpr std::uint32_t slots = 4;
constexpr std::uint64_t mostPiecesAStep = 3;
constexpr std::uint16_t firstPort = 40'001;
constexpr std::uint32_t loopback = 0x7f000001;

base::PeerId idOf(std::uint32_t number)
{
    base::PeerId id;
    const std::string text = fmt::format("-TR0100-{:012}", number);
    std::ranges::copy(text, id.bytes.begin());
    return id;
}

} // namespace

models::SwarmOrder swarmOf(std::uint32_t seeds, std::uint32_t leechers)
{
    models::SwarmOrder setup;
    setup.seeds = seeds;
    setup.leechers = leechers;
    return setup;
}

SyntheticSwarm::SyntheticSwarm(std::uint32_t pieceCount, QObject *parent)
    : SwarmSource(parent)
    , m_published(std::make_shared<const lab::SwarmSnapshot>())
    , m_rng(1)
{
    m_state.pieceCount = pieceCount;
}

void SyntheticSwarm::start(const models::SwarmOrder &order)
{
    m_commands.push_back(fmt::format("start {}+{}", order.leechers, order.seeds));
    const std::uint32_t pieceCount = m_state.pieceCount;
    m_state = {};
    m_state.pieceCount = pieceCount;
    m_setup = order;
    m_nextNumber = 1;
    m_outside.clear();
    for (std::uint32_t i = 0; i < order.seeds; ++i)
        add(true);
    for (std::uint32_t i = 0; i < order.leechers; ++i)
        add(false);
    Q_EMIT preparing(pieceLength, std::uint64_t{pieceLength} * pieceCount);
}

void SyntheticSwarm::stop()
{
    m_commands.emplace_back("stop");
    m_state.running = false;
    publish();
}

std::uint32_t SyntheticSwarm::addLeecher()
{
    m_commands.emplace_back("add leecher");
    const std::uint32_t number = add(false);
    publish();
    return number;
}

std::uint32_t SyntheticSwarm::addSeed()
{
    m_commands.emplace_back("add seed");
    const std::uint32_t number = add(true);
    publish();
    return number;
}

void SyntheticSwarm::removePeer(std::uint32_t number)
{
    m_commands.push_back(fmt::format("remove {}", number));
    std::erase_if(m_state.peers, [&](const lab::PeerRow &peer) { return peer.number == number; });
    note(number, "link", "leaves for good");
    relink();
    publish();
}

void SyntheticSwarm::connectPeer(std::uint32_t number)
{
    m_commands.push_back(fmt::format("connect {}", number));
    if (lab::PeerRow *peer = find(number))
        peer->connected = true;
    relink();
    publish();
}

void SyntheticSwarm::disconnectPeer(std::uint32_t number)
{
    m_commands.push_back(fmt::format("disconnect {}", number));
    if (lab::PeerRow *peer = find(number))
        peer->connected = false;
    relink();
    publish();
}

void SyntheticSwarm::finishStart()
{
    m_state.running = true;
    m_state.name = "Torrarium sample";
    m_state.pieceLength = pieceLength;
    m_state.totalLength = std::uint64_t{pieceLength} * m_state.pieceCount;
    m_state.torrentFile = "/tmp/swarm/Torrarium sample.torrent";
    m_state.announceUrl = "http://127.0.0.1:41234/announce";
    m_state.infoHash.bytes.fill(0xa7);
    note(0, "tracker", "listens at http://127.0.0.1:41234/announce");
    relink();
    publish();
    Q_EMIT started();
}

void SyntheticSwarm::step()
{
    m_state.at += std::chrono::milliseconds(500);
    for (lab::PeerRow &peer : m_state.peers) {
        gainPieces(peer);
        peer.uploaded += static_cast<std::uint64_t>(peer.upRate / 2);
    }
    relink();
    publish();
}

void SyntheticSwarm::steps(int count)
{
    for (int i = 0; i < count; ++i)
        step();
}

void SyntheticSwarm::letClientJoin(const std::string &name, std::uint32_t pieces)
{
    lab::LinkRow link;
    link.remote = base::Endpoint::fromV4(loopback, 6881);
    const std::string id = fmt::format("-A21360-{:0>12}", m_outside.size() + 1);
    std::ranges::copy(id, link.remoteId.bytes.begin());
    link.client = name;
    link.outgoing = true;
    link.amChoking = false;
    link.peerInterested = true;
    link.upRate = 200'000;
    link.remotePieces = pieces;
    link.lastChoke = {.unchoke = true, .kind = swarm::ChokeKind::Optimistic};
    m_outside.push_back(link);
    note(1, "link", name + " connects from 127.0.0.1:6881");
    relink();
    publish();
}

void SyntheticSwarm::breakPeer(std::uint32_t number, const std::string &fault)
{
    if (lab::PeerRow *peer = find(number))
        peer->fault = fault;
    note(number, "disk", fault, lab::LogLevel::Warning);
    publish();
}

std::uint32_t SyntheticSwarm::add(bool seed)
{
    lab::PeerRow peer;
    peer.number = m_nextNumber++;
    peer.id = idOf(peer.number);
    peer.listen
        = base::Endpoint::fromV4(loopback, static_cast<std::uint16_t>(firstPort + peer.number - 1));
    peer.seed = seed;
    peer.have = wire::Bitfield(m_state.pieceCount, seed);
    peer.started = m_state.at;
    if (seed)
        peer.completed = m_state.at;
    note(peer.number, "link", seed ? "joins as a seed" : "joins with nothing");
    m_state.peers.push_back(std::move(peer));
    return m_nextNumber - 1;
}

lab::PeerRow *SyntheticSwarm::find(std::uint32_t number)
{
    const auto at = std::ranges::find(m_state.peers, number, &lab::PeerRow::number);
    return at == m_state.peers.end() ? nullptr : &*at;
}

void SyntheticSwarm::gainPieces(lab::PeerRow &peer)
{
    if (peer.seed || !peer.connected || !peer.fault.empty())
        return;
    const std::uint64_t gained = m_rng.below(mostPiecesAStep + 1);
    for (std::uint64_t i = 0; i < gained && !peer.have.all(); ++i) {
        auto piece = static_cast<std::uint32_t>(m_rng.below(m_state.pieceCount));
        while (!peer.have.add(base::PieceIndex{piece}))
            piece = (piece + 1) % m_state.pieceCount;
        note(peer.number, "piece", fmt::format("piece {} verified", piece), lab::LogLevel::Detail);
        peer.downloaded += pieceLength;
    }
    peer.downRate = static_cast<double>(gained) * pieceLength * (0.7 + 0.3 * m_rng.unit());
    if (peer.have.all()) {
        peer.seed = true;
        peer.completed = m_state.at;
        peer.downRate = 0;
        note(peer.number, "piece", "has everything and seeds now");
    }
}

void SyntheticSwarm::relink()
{
    const std::size_t count = m_state.peers.size();
    for (std::size_t i = 0; i < count; ++i) {
        lab::PeerRow &peer = m_state.peers[i];
        peer.links.clear();
        peer.unchoked = 0;
        peer.upRate = 0;
        if (!peer.connected)
            continue;
        for (std::size_t step = 1; step <= linksAPeer && step < count; ++step) {
            const lab::PeerRow &other = m_state.peers[(i + step) % count];
            if (!other.connected)
                continue;
            lab::LinkRow link;
            link.remote = other.listen;
            link.remoteId = other.id;
            link.client = "Torrarium 0.1";
            link.outgoing = true;
            link.remotePieces = other.have.count();
            link.amInterested = !peer.seed && peer.have.lacksSomethingOf(other.have);
            link.peerInterested = !other.seed && other.have.lacksSomethingOf(peer.have);
            link.amChoking = !link.peerInterested || peer.unchoked >= slots;
            link.peerChoking = !link.amInterested || step % 3 == 0;
            if (!link.amChoking) {
                ++peer.unchoked;
                link.upRate = 110'000 + 9'000.0 * static_cast<double>(step);
                peer.upRate += link.upRate;
            }
            link.downRate = link.amInterested && !link.peerChoking ? peer.downRate / 4 : 0;
            link.lastChoke = {.unchoke = !link.amChoking,
                              .kind = swarm::ChokeKind::Rate,
                              .rank = static_cast<std::uint32_t>(link.amChoking ? step + 2 : step),
                              .slots = slots};
            peer.links.push_back(link);
        }
    }
    if (count > 0 && m_state.peers.front().connected)
        std::ranges::copy(m_outside, std::back_inserter(m_state.peers.front().links));
}

void SyntheticSwarm::note(std::uint32_t peer, const char *subsystem, std::string text,
                          lab::LogLevel level)
{
    constexpr std::size_t most = 2'000;
    m_state.log.push_back({++m_sequence, m_state.at, peer, subsystem, std::move(text), level});
    if (m_state.log.size() > most)
        m_state.log.erase(m_state.log.begin());
}

void SyntheticSwarm::publish()
{
    m_published = std::make_shared<const lab::SwarmSnapshot>(m_state);
}

} // namespace support
