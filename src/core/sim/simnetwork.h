#pragma once

#include "core/base/fairturns.h"
#include "core/sim/accesslink.h"
#include "core/sim/occasion.h"
#include "core/wire/geometry.h"

#include <array>
#include <optional>
#include <vector>

namespace sim {

/// The lines of all machines and the connections between them.
///
/// A line sends one block at a time and takes its connections in turn, which shares it fairly among
/// those that have something to send (what TCP does over seconds), or by the weights their peer
/// gives them. A block arrives the delay of the two regions after its last byte left, or later when
/// the receiver's line needs longer for it or is still busy with what came before.
/// Messages are small: they take the delay and no room on a line.
class SimNetwork
{
public:
    SimNetwork(Agenda &agenda, const wire::Geometry &geometry,
               std::vector<std::vector<base::Duration>> latency);

    /// A machine's line; lines and peers have the same numbers.
    void addLine(PeerIndex peer, const AccessLink &line);
    /// One-way delay between two machines.
    [[nodiscard]] base::Duration latency(PeerIndex a, PeerIndex b) const;

    /// A connection; the first one's end is returned.
    WireEnd connect(PeerIndex a, PeerIndex b);
    /// That end hangs up: no block arrives any more on either side, but messages sent before reach
    /// the other end until release().
    void disconnect(WireEnd end);
    /// The other end knows as well: forgets the connection.
    void release(WireEnd end);
    /// Whether neither end has hung up.
    [[nodiscard]] bool isUp(WireEnd end) const
    {
        const Wire &wire = m_wires[end.slot()];
        return wire.serial == end.serial && !wire.closedBy;
    }
    /// Whether a message still gets through to that end.
    [[nodiscard]] bool hears(WireEnd end) const
    {
        const Wire &wire = m_wires[end.slot()];
        return wire.serial == end.serial && wire.closedBy != end.side();
    }
    /// The peer at an end of a connection that was not released.
    [[nodiscard]] PeerIndex peerAt(WireEnd end) const
    {
        return m_wires[end.slot()].peers[end.side()];
    }
    /// Whether that connection joins two regions.
    [[nodiscard]] bool crosses(WireEnd end) const
    {
        return m_lines[toNumber(peerAt(end))].link.region
            != m_lines[toNumber(peerAt(end.other()))].link.region;
    }
    /// That connection, or that line, will be asked about soon.
    void prefetch(WireEnd end) const { __builtin_prefetch(&m_wires[end.slot()]); }
    void prefetch(PeerIndex line) const { __builtin_prefetch(&m_lines[toNumber(line)].sending); }
    /// The connection whose block a line sends now; not when it sends none.
    [[nodiscard]] base::LinkId sendingOn(PeerIndex line) const
    {
        return m_lines[toNumber(line)].sending->from.link();
    }
    [[nodiscard]] base::Duration latency(WireEnd end) const { return m_wires[end.slot()].latency; }

    struct SentBlock {
        WireEnd from;
        base::BlockRef block;
        double weight = 1; ///< of its connection's turn
    };
    /// Queues a block from that end to the other.
    void upload(const SentBlock &block, base::Time now);

    /// A line is through with a block (Occasion::Kind::Sent): sends it on its way and begins with
    /// the next. Nothing when its connection ended meanwhile.
    std::optional<SentBlock> sent(PeerIndex peer, base::Time now);

private:
    /// Small: every message looks at one, and all of them do not fit into a cache.
    struct Wire {
        std::uint32_t serial = 0; ///< 0: the slot is free
        std::optional<std::uint8_t> closedBy; ///< the side that hung up
        std::array<PeerIndex, 2> peers{};
        base::Duration latency{};
    };
    struct Line {
        AccessLink link;
        base::Time downFree{}; ///< when its down side has taken all that was sent to it
        base::FairTurns<WireEnd> waiting; ///< ends with blocks to send
        std::vector<SentBlock> queued; ///< the blocks of all of them, in the order they came
        std::optional<SentBlock> sending;
    };
    void begin(PeerIndex peer, Line &line, base::Time now);

    Agenda &m_agenda;
    wire::Geometry m_geometry;
    std::vector<std::vector<base::Duration>> m_latency;
    std::vector<Line> m_lines;
    std::vector<Wire> m_wires;
    std::vector<std::uint32_t> m_freeSlots;
    std::uint32_t m_nextSerial = 1;
};

} // namespace sim
