#include "support_core/swarmharness.h"

#include <algorithm>

namespace test {

namespace {

constexpr std::uint32_t firstAddress = 0x0a000001; // 10.0.0.1
constexpr std::uint16_t listenPort = 6881;
constexpr std::uint16_t firstCallerPort = 20000;

base::PeerId idOf(std::size_t member)
{
    base::PeerId id;
    id.bytes[0] = 'T';
    id.bytes[18] = static_cast<std::uint8_t>(member >> 8);
    id.bytes[19] = static_cast<std::uint8_t>(member);
    return id;
}

} // namespace

SwarmHarness::SwarmHarness(const wire::Geometry &geometry, base::Duration latency)
    : m_geometry(geometry)
    , m_latency(latency)
{
}

base::Endpoint SwarmHarness::address(std::size_t member)
{
    return base::Endpoint::fromV4(firstAddress + static_cast<std::uint32_t>(member), listenPort);
}

std::size_t SwarmHarness::add(const Member &member)
{
    const std::size_t number = m_nodes.size();
    swarm::PeerConfig config;
    config.id = idOf(number);
    config.listenPort = listenPort;
    config.picker = member.picker;
    config.choker = member.choker;
    config.maxN = member.maxN;
    config.clientVersion = "harness";
    config.seed = member.randomSeed * 1000 + number;
    Node node;
    node.member = member;
    node.peer = std::make_unique<swarm::Peer>(config, m_geometry,
                                              wire::Bitfield(m_geometry.pieceCount(), member.seed));
    m_nodes.push_back(std::move(node));
    return number;
}

void SwarmHarness::tell(std::size_t member, const swarm::Event &event)
{
    deliver(member, event);
}

std::size_t SwarmHarness::join(const Member &member)
{
    const std::size_t number = add(member);
    tell(number, swarm::Start{});
    return number;
}

bool SwarmHarness::allComplete() const
{
    return std::ranges::all_of(m_nodes, [](const Node &n) { return n.peer->state().isSeed(); });
}

// -- time ------------------------------------------------------------------------------------

void SwarmHarness::at(base::Time when, std::function<void()> what)
{
    m_queue.emplace(std::pair(when, m_nextEvent++), std::move(what));
}

bool SwarmHarness::step()
{
    if (m_queue.empty())
        return false;
    auto next = m_queue.extract(m_queue.begin());
    m_now = next.key().first;
    next.mapped()();
    return true;
}

void SwarmHarness::drive(base::Duration span)
{
    const base::Time end = m_now + span;
    while (!m_queue.empty() && m_queue.begin()->first.first <= end)
        step();
    m_now = end;
}

bool SwarmHarness::until(const std::function<bool()> &condition, base::Duration limit)
{
    const base::Time end = m_now + limit;
    while (!condition()) {
        if (m_queue.empty() || m_queue.begin()->first.first > end)
            return false;
        step();
    }
    return true;
}

// -- events and effects ----------------------------------------------------------------------

void SwarmHarness::deliver(std::size_t member, const swarm::Event &event)
{
    swarm::Effects effects;
    m_nodes[member].peer->handle(event, m_now, effects);
    for (const swarm::Effect &effect : effects) {
        m_records.push_back({m_now, member, effect});
        std::visit([&](const auto &what) { carryOut(member, what); }, effect);
    }
    if (afterEvent)
        afterEvent(member);
}

void SwarmHarness::carryOut(std::size_t member, const swarm::Send &effect)
{
    // Captured by name below: clang 14 cannot capture a structured binding itself.
    const auto [connection, own] = m_nodes[member].links.at(effect.link);
    Side &to = m_connections[connection].sides[1 - own];
    to.lastArrival = std::max(to.lastArrival, m_now + m_latency);
    at(to.lastArrival, [this, connection = connection, own = own, message = effect.message] {
        const Side &side = m_connections[connection].sides[1 - own];
        if (side.up)
            deliver(side.member, swarm::MessageIn{side.link, message});
    });
}

void SwarmHarness::carryOut(std::size_t member, const swarm::Dial &effect)
{
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (address(i) == effect.remote)
            found = i;
    }
    if (!found || !m_nodes[*found].peer->isStarted()) {
        at(m_now + m_latency,
           [this, member, effect] { deliver(member, swarm::DialFailed{effect.remote}); });
        return;
    }
    const std::size_t number = m_connections.size();
    Connection connection;
    const std::size_t members[] = {member, *found};
    for (const int side : {0, 1}) {
        Node &node = m_nodes[members[side]];
        const base::LinkId link{node.nextLink++};
        connection.sides[side] = {members[side], link, false, m_now + (2 - side) * m_latency};
        node.links[link] = {number, side};
    }
    m_connections.push_back(connection);
    at(m_now + m_latency, [this, number] { linkUp(number, 1); });
    at(m_now + 2 * m_latency, [this, number] { linkUp(number, 0); });
}

void SwarmHarness::linkUp(std::size_t connection, int side)
{
    Side &own = m_connections[connection].sides[side];
    const std::size_t other = m_connections[connection].sides[1 - side].member;
    own.up = true;
    base::Endpoint remote = address(other);
    if (side == 1)
        remote.port = static_cast<std::uint16_t>(firstCallerPort + connection);
    deliver(own.member,
            swarm::LinkUp{.link = own.link,
                          .remoteId = idOf(other),
                          .remote = remote,
                          .outgoing = side == 0,
                          .fast = m_nodes[own.member].member.fast && m_nodes[other].member.fast,
                          .extended = true});
}

void SwarmHarness::linkDown(std::size_t connection, int side)
{
    Side &own = m_connections[connection].sides[side];
    if (!own.up)
        return;
    own.up = false;
    deliver(own.member, swarm::LinkDown{own.link});
}

void SwarmHarness::carryOut(std::size_t member, const swarm::Hangup &effect)
{
    const auto [connection, own] = m_nodes[member].links.at(effect.link);
    const Side &to = m_connections[connection].sides[1 - own];
    at(m_now, [this, connection = connection, own = own] { linkDown(connection, own); });
    at(std::max(to.lastArrival, m_now + m_latency),
       [this, connection = connection, own = own] { linkDown(connection, 1 - own); });
}

void SwarmHarness::carryOut(std::size_t member, const swarm::Upload &effect)
{
    Node &node = m_nodes[member];
    const auto [connection, own] = node.links.at(effect.link);
    base::Time left = std::max(m_now, node.uplinkFree);
    if (node.member.uploadRate > 0)
        left += base::Duration(std::int64_t{m_geometry.lengthOf(effect.block)} * 1000000
                               / node.member.uploadRate);
    node.uplinkFree = left;
    Side &to = m_connections[connection].sides[1 - own];
    to.lastArrival = std::max(to.lastArrival, left + m_latency);
    at(left, [this, connection = connection, own = own, block = effect.block] {
        const Side &side = m_connections[connection].sides[own];
        if (side.up)
            deliver(side.member, swarm::BlockSent{side.link, block});
    });
    at(to.lastArrival, [this, connection = connection, own = own, block = effect.block] {
        blockCame(connection, 1 - own, block);
    });
}

void SwarmHarness::blockCame(std::size_t connection, int side, base::BlockRef block)
{
    const Side &own = m_connections[connection].sides[side];
    if (!own.up)
        return;
    Node &node = m_nodes[own.member];
    if (!node.peer->isAwaited(own.link, block)) {
        deliver(own.member,
                swarm::BlockRefused{own.link, base::toNumber(block.piece),
                                    block.block * wire::blockSize, m_geometry.lengthOf(block)});
        return;
    }
    if (m_nodes[m_connections[connection].sides[1 - side].member].member.liar)
        node.falseBlocks.insert(block);
    else
        node.falseBlocks.erase(block);
    deliver(own.member, swarm::BlockArrived{own.link, block});
}

void SwarmHarness::carryOut(std::size_t member, const swarm::Verify &effect)
{
    at(m_now, [this, member, piece = effect.piece] {
        Node &node = m_nodes[member];
        swarm::PieceChecked checked{piece, true, {}};
        for (std::uint32_t i = 0; i < m_geometry.blocksIn(piece); ++i) {
            const base::BlockRef block{piece, i};
            checked.good = checked.good && !node.falseBlocks.contains(block);
            if (node.falseBefore.contains(block) && !node.falseBlocks.contains(block))
                checked.corrected.push_back(i);
        }
        const auto ofPiece = [piece](base::BlockRef block) { return block.piece == piece; };
        std::erase_if(node.falseBefore, ofPiece);
        for (const base::BlockRef block : node.falseBlocks) {
            if (ofPiece(block))
                node.falseBefore.insert(block);
        }
        std::erase_if(node.falseBlocks, ofPiece);
        deliver(member, checked);
    });
}

void SwarmHarness::carryOut(std::size_t member, const swarm::Announce &effect)
{
    m_nodes[member].listed = effect.event != wire::AnnounceEvent::Stopped;
    at(m_now + m_latency, [this, member] {
        swarm::TrackerAnswered answer;
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            if (i != member && m_nodes[i].listed)
                answer.response.peers.push_back({address(i), std::nullopt});
        }
        deliver(member, answer);
    });
}

void SwarmHarness::carryOut(std::size_t member, const swarm::ProbeStorage & /*effect*/)
{
    at(m_now, [this, member] { deliver(member, swarm::StorageRecovered{}); });
}

void SwarmHarness::carryOut(std::size_t member, const swarm::WakeAt &effect)
{
    const std::uint64_t wake = ++m_nodes[member].wake;
    at(effect.at, [this, member, wake] {
        if (m_nodes[member].wake == wake)
            deliver(member, swarm::Wake{});
    });
}

void SwarmHarness::carryOut(std::size_t /*member*/, const swarm::Note & /*effect*/) { }

void SwarmHarness::carryOut(std::size_t member, const swarm::Completed & /*effect*/)
{
    m_nodes[member].completedAt = m_now;
}

} // namespace test
