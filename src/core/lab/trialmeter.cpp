#include "core/lab/trialmeter.h"

#include "core/sim/simworld.h"

#include <algorithm>

namespace lab {

namespace {

double secondsOf(base::Time time)
{
    return base::toSeconds(time.time_since_epoch());
}

std::optional<double> secondsOf(const std::optional<base::Time> &time)
{
    return time ? std::optional(secondsOf(*time)) : std::nullopt;
}

} // namespace

TrialMeter::TrialMeter(sim::World &world)
    : m_world(world)
    , m_blocks(dynamic_cast<const sim::SimWorld *>(&world))
{
    world.setListener(this);
}

TrialMeter::~TrialMeter()
{
    m_world.setListener(nullptr);
}

TrialMeter::Extra &TrialMeter::extraOf(std::size_t peer)
{
    if (peer >= m_extras.size())
        m_extras.resize(m_world.population());
    return m_extras[peer];
}

void TrialMeter::pieceDone(sim::PeerIndex peer, base::PieceIndex /*piece*/, base::Time at)
{
    Extra &extra = extraOf(toNumber(peer));
    const std::uint32_t all = m_world.setup().geometry().pieceCount();
    ++extra.pieces;
    if (!extra.firstPiece)
        extra.firstPiece = secondsOf(at);
    if (!extra.nearlyAll && extra.pieces + lastPieces(all) >= all)
        extra.nearlyAll = secondsOf(at);
}

void TrialMeter::announced(sim::PeerIndex /*peer*/, base::Time /*at*/)
{
    ++m_announces;
}

/// Counts what one peer has, and how its links are.
void TrialMeter::look(const swarm::PeerState &peer, double &waited, double span)
{
    bool wants = false;
    bool served = false;
    for (const auto &link : peer.links) {
        const swarm::RemotePeer &remote = *link;
        ++m_links;
        wants = wants || remote.amInterested;
        served = served || (remote.amInterested && !remote.peerChoking);
        if (!peer.isSeed() && !remote.pieces.all()) {
            ++m_pairs;
            m_interested += remote.amInterested ? 1 : 0;
        }
    }
    waited += wants && !served ? span : 0;
    if (peer.isSeed())
        return;
    for (std::uint32_t piece = 0; piece < m_copies.size(); ++piece)
        m_copies[piece] += peer.have.has(base::PieceIndex{piece}) ? 1 : 0;
}

void TrialMeter::lookAtAll(Sample &sample, double span)
{
    m_copies.assign(m_world.setup().geometry().pieceCount(), 0);
    m_links = m_pairs = m_interested = 0;
    std::size_t index = 0;
    for (const sim::SimPeer &peer : m_blocks->peers()) {
        Extra &extra = extraOf(index++);
        if (peer.brain && !peer.leaving && !peer.away)
            look(peer.brain->state(), extra.waited, span);
    }
    const std::uint32_t present = sample.seeds + sample.leechers;
    sample.copies = sample.seeds + std::ranges::min(m_copies);
    if (present > 0)
        sample.connections = static_cast<double>(m_links) / present;
    if (m_pairs > 0)
        sample.interest = static_cast<double>(m_interested) / static_cast<double>(m_pairs);
}

void TrialMeter::sample()
{
    const base::Time now = m_world.now();
    const double span = base::toSeconds(now - m_lastSample);
    m_lastSample = now;
    Sample sample;
    sample.at = secondsOf(now);
    sample.seeds = m_world.seeds();
    sample.leechers = m_world.leechers();
    if (m_blocks != nullptr)
        lookAtAll(sample, span);
    m_samples.push_back(sample);
}

Observation TrialMeter::observation() const
{
    Observation all;
    all.samples = m_samples;
    all.announces = m_announces;
    all.elapsed = secondsOf(m_world.now());
    if (m_world.setup().hasRegions())
        all.crossing = m_world.crossing();
    for (std::uint32_t i = 0; i < m_world.population(); ++i) {
        const sim::SimOutcome outcome = m_world.outcome(sim::PeerIndex{i});
        const Extra extra = i < m_extras.size() ? m_extras[i] : Extra{};
        all.peers.push_back({.number = i + 1,
                             .group = outcome.group,
                             .joined = secondsOf(outcome.joined),
                             .firstPiece = extra.firstPiece,
                             .nearlyAll = extra.nearlyAll,
                             .completed = secondsOf(outcome.completed),
                             .left = secondsOf(outcome.left),
                             .uploaded = outcome.uploaded,
                             .downloaded = outcome.downloaded,
                             .wasted = outcome.wasted,
                             .waited = extra.waited});
    }
    return all;
}

} // namespace lab
