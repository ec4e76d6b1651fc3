#include "core/sim/simnetwork.h"

#include <algorithm>

namespace sim {

SimNetwork::SimNetwork(Agenda &agenda, const wire::Geometry &geometry,
                       std::vector<std::vector<base::Duration>> latency)
    : m_agenda(agenda)
    , m_geometry(geometry)
    , m_latency(std::move(latency))
{
}

void SimNetwork::addLine(PeerIndex peer, const AccessLink &line)
{
    if (m_lines.size() <= toNumber(peer))
        m_lines.resize(toNumber(peer) + 1);
    m_lines[toNumber(peer)].link = line;
}

base::Duration SimNetwork::latency(PeerIndex a, PeerIndex b) const
{
    return latencyBetween(m_lines[toNumber(a)].link, m_lines[toNumber(b)].link, m_latency);
}

WireEnd SimNetwork::connect(PeerIndex a, PeerIndex b)
{
    std::uint32_t slot = 0;
    if (m_freeSlots.empty()) {
        slot = static_cast<std::uint32_t>(m_wires.size());
        m_wires.emplace_back();
    } else {
        slot = m_freeSlots.back();
        m_freeSlots.pop_back();
    }
    Wire &wire = m_wires[slot];
    wire.serial = m_nextSerial++;
    wire.closedBy.reset();
    wire.peers = {a, b};
    wire.latency = latency(a, b);
    return {slot * 2, wire.serial};
}

void SimNetwork::disconnect(WireEnd end)
{
    Wire &wire = m_wires[end.slot()];
    for (const WireEnd each : {end, end.other()}) {
        Line &line = m_lines[toNumber(wire.peers[each.side()])];
        line.waiting.eraseIf([&](const WireEnd &waiting) { return waiting == each; });
        std::erase_if(line.queued, [&](const SentBlock &block) { return block.from == each; });
    }
    wire.closedBy = static_cast<std::uint8_t>(end.side());
}

void SimNetwork::release(WireEnd end)
{
    m_wires[end.slot()].serial = 0;
    m_freeSlots.push_back(end.slot());
}

void SimNetwork::upload(const SentBlock &block, base::Time now)
{
    const PeerIndex peer = peerAt(block.from);
    Line &line = m_lines[toNumber(peer)];
    if (line.waiting.find(block.from) == line.waiting.end())
        line.waiting.add(block.from, block.weight);
    line.queued.push_back(block);
    if (!line.sending)
        begin(peer, line, now);
}

void SimNetwork::begin(PeerIndex peer, Line &line, base::Time now)
{
    if (line.waiting.empty())
        return;
    const WireEnd from = line.waiting.take(line.waiting.begin());
    const auto first = std::ranges::find(line.queued, from, &SentBlock::from);
    line.sending = *first;
    const auto after = line.queued.erase(first);
    const auto next = std::ranges::find(after, line.queued.end(), from, &SentBlock::from);
    if (next != line.queued.end())
        line.waiting.add(from, next->weight);
    const auto time = transferTime(m_geometry.lengthOf(line.sending->block), line.link.up);
    m_agenda.push(now + time, Occasion::of(Occasion::Kind::Sent, peer));
}

std::optional<SimNetwork::SentBlock> SimNetwork::sent(PeerIndex peer, base::Time now)
{
    Line &line = m_lines[toNumber(peer)];
    const SentBlock block = *line.sending;
    line.sending.reset();
    begin(peer, line, now);
    if (!isUp(block.from))
        return std::nullopt;
    const WireEnd to = block.from.other();
    const PeerIndex receiver = peerAt(to);
    Line &theirs = m_lines[toNumber(receiver)];
    // Its first byte came as long before the last one as the sender's line needed for it.
    const std::uint32_t bytes = m_geometry.lengthOf(block.block);
    const base::Time reached = now + latency(block.from);
    const base::Time began = reached - transferTime(bytes, line.link.up);
    const auto taking = transferTime(bytes, theirs.link.down);
    theirs.downFree = std::max(reached, std::max(began, theirs.downFree) + taking);
    m_agenda.push(theirs.downFree,
                  Occasion::at(Occasion::Kind::Arrived, receiver, to, block.block));
    return block;
}

} // namespace sim
