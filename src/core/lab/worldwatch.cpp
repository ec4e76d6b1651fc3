#include "core/lab/worldwatch.h"

#include "core/lab/loglevel.h"
#include "core/lab/peerrow.h"

namespace lab {

WorldWatch::WorldWatch(sim::SimWorld &world, std::string name)
    : m_world(world)
    , m_name(std::move(name))
{
    world.setListener(this);
}

WorldWatch::~WorldWatch()
{
    m_world.setListener(nullptr);
}

SnapshotPtr WorldWatch::snapshot()
{
    const wire::Geometry geometry = m_world.setup().geometry();
    auto snapshot = std::make_shared<SwarmSnapshot>();
    snapshot->at = m_world.now();
    snapshot->running = true;
    snapshot->name = m_name;
    snapshot->pieceCount = geometry.pieceCount();
    snapshot->pieceLength = geometry.pieceLength();
    snapshot->totalLength = geometry.totalLength();
    std::uint32_t index = 0;
    for (const sim::SimPeer &peer : m_world.peers()) {
        const sim::PeerIndex self{index++};
        if (!isShown(self))
            continue;
        PeerRow row = rowOf(*peer.brain, m_world.now());
        row.number = numberOf(self);
        row.listen = sim::SimWorld::endpointOf(self);
        // Who just left is not a client from outside, though the news is still on its way.
        std::erase_if(row.links, [&](const LinkRow &link) {
            return !isShown(sim::SimWorld::peerAt(link.remote));
        });
        row.started = peer.outcome.joined.value_or(base::Time{});
        row.completed = peer.outcome.completed.value_or(row.seed ? row.started : base::Time{});
        snapshot->peers.push_back(std::move(row));
    }
    snapshot->log.assign(m_lines.begin(), m_lines.end());
    m_details = 0;
    return snapshot;
}

bool WorldWatch::isShown(sim::PeerIndex peer) const
{
    const sim::SimPeer &which = m_world.peers()[toNumber(peer)];
    return which.brain && !which.leaving;
}

void WorldWatch::log(sim::PeerIndex peer, std::string_view subsystem, std::string text,
                     LogLevel level)
{
    m_lines.push_back({.sequence = m_nextLine++,
                       .at = m_world.now(),
                       .peer = numberOf(peer),
                       .subsystem = std::string(subsystem),
                       .text = std::move(text),
                       .level = level});
    if (m_lines.size() > maxLog)
        m_lines.pop_front();
}

void WorldWatch::joined(sim::PeerIndex peer, base::Time /*at*/)
{
    const bool seed = m_world.peers()[toNumber(peer)].brain->state().isSeed();
    log(peer, "swarm", seed ? "seed joins" : "leecher joins");
}

void WorldWatch::left(sim::PeerIndex peer, base::Time /*at*/)
{
    log(peer, "swarm", "left");
}

void WorldWatch::completed(sim::PeerIndex peer, base::Time /*at*/)
{
    log(peer, "swarm", "complete: everything is verified");
}

void WorldWatch::decided(sim::PeerIndex peer, const swarm::Reason &reason, base::Time /*at*/)
{
    const LogLevel level = levelOf(reason);
    if (level == LogLevel::Detail && m_details++ >= maxDetails)
        return;
    std::string text
        = std::visit([](const auto &what) { return swarm::describe(what); }, reason.what);
    const swarm::PeerState &state = m_world.peers()[toNumber(peer)].brain->state();
    if (const swarm::RemotePeer *remote = state.find(reason.link); remote != nullptr)
        text = remote->endpoint.text() + " " + text;
    log(peer, swarm::subsystem(reason), std::move(text), level);
}

} // namespace lab
