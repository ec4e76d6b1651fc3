#pragma once

#include "core/swarm/peer.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace test {

/// Many brains over a made-up network in virtual time: messages travel with a fixed latency, blocks
/// as fast as their sender's uplink, a tracker lists everybody. No payload, no clock, no threads:
/// the same members give the same run.
class SwarmHarness
{
public:
    struct Member {
        std::string picker = "rarest-first";
        std::string choker = "tit-for-tat";
        bool seed = false;
        std::uint32_t uploadRate = 0; ///< bytes/s, 0 = no limit
        std::uint32_t maxN = 0;
        std::uint64_t randomSeed = 1;
        bool fast = true; ///< speaks BEP 6
        bool liar = false; ///< every block it sends is false
    };
    /// An effect of a member, as it was put out.
    struct Record {
        base::Time at{};
        std::size_t member = 0;
        swarm::Effect effect;
        bool operator==(const Record &) const = default;
    };

    explicit SwarmHarness(const wire::Geometry &geometry,
                          base::Duration latency = std::chrono::milliseconds(20));

    /// Adds a member that is not started; returns its number.
    std::size_t add(const Member &member);
    /// Hands a member an event now (Start, Disconnect, AddPeerAddress, ...).
    void tell(std::size_t member, const swarm::Event &event);
    /// Adds and starts.
    std::size_t join(const Member &member);
    /// What others dial to reach a member.
    [[nodiscard]] static base::Endpoint address(std::size_t member);

    /// Lets the next thing happen; false when nothing is left to happen.
    bool step();
    /// Lets everything of that span happen.
    void drive(base::Duration span);
    /// Steps until the condition holds; false when it does not within `limit` from now.
    bool until(const std::function<bool()> &condition, base::Duration limit);

    [[nodiscard]] const swarm::Peer &peer(std::size_t member) const
    {
        return *m_nodes[member].peer;
    }
    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }
    [[nodiscard]] base::Time now() const { return m_now; }
    [[nodiscard]] bool allComplete() const;
    /// When that member had everything; nothing while it has not.
    [[nodiscard]] std::optional<base::Time> completedAt(std::size_t member) const
    {
        return m_nodes[member].completedAt;
    }
    [[nodiscard]] const std::vector<Record> &records() const { return m_records; }
    /// Called after each event with the member that took it.
    std::function<void(std::size_t)> afterEvent;

private:
    struct Side {
        std::size_t member = 0;
        base::LinkId link{};
        bool up = false;
        base::Time lastArrival{}; ///< of what was sent to this side: nothing overtakes
    };
    struct Connection {
        Side sides[2];
    };
    struct Node {
        Member member;
        std::unique_ptr<swarm::Peer> peer;
        std::map<base::LinkId, std::pair<std::size_t, int>> links; ///< connection, own side
        std::set<base::BlockRef> falseBlocks; ///< on this member's disk
        std::set<base::BlockRef> falseBefore; ///< of the last attempt that failed
        std::uint32_t nextLink = 1;
        std::uint64_t wake = 0; ///< the WakeAt that counts
        base::Time uplinkFree{};
        bool listed = false; ///< by the tracker
        std::optional<base::Time> completedAt;
    };

    void at(base::Time when, std::function<void()> what);
    void deliver(std::size_t member, const swarm::Event &event);
    void carryOut(std::size_t member, const swarm::Send &effect);
    void carryOut(std::size_t member, const swarm::Dial &effect);
    void carryOut(std::size_t member, const swarm::Hangup &effect);
    void carryOut(std::size_t member, const swarm::Upload &effect);
    void carryOut(std::size_t member, const swarm::Verify &effect);
    void carryOut(std::size_t member, const swarm::Announce &effect);
    void carryOut(std::size_t member, const swarm::ProbeStorage &effect);
    void carryOut(std::size_t member, const swarm::WakeAt &effect);
    void carryOut(std::size_t member, const swarm::Note &effect);
    void carryOut(std::size_t member, const swarm::Completed &effect);
    void linkUp(std::size_t connection, int side);
    void linkDown(std::size_t connection, int side);
    void blockCame(std::size_t connection, int side, base::BlockRef block);

    wire::Geometry m_geometry;
    base::Duration m_latency;
    base::Time m_now{};
    std::uint64_t m_nextEvent = 0;
    std::map<std::pair<base::Time, std::uint64_t>, std::function<void()>> m_queue;
    std::vector<Node> m_nodes;
    std::vector<Connection> m_connections;
    std::vector<Record> m_records;
};

} // namespace test
