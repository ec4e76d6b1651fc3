#pragma once

#include "support/rawclient.h"
#include "support/smallswarm.h"

#include <QTest>

#include <memory>
#include <optional>

namespace support {

/// 13 pieces, the last one short: a bitfield has spare bits.
inline constexpr std::uint64_t contentSize = 800'000;
inline constexpr std::uint32_t pieceCount = 13;
inline constexpr std::uint32_t lastPiece = pieceCount - 1;

inline base::Bytes prefix(std::uint32_t length)
{
    base::Bytes bytes;
    base::appendBigEndian(bytes, length);
    return bytes;
}

inline base::Bytes rangePayload(std::uint32_t index, std::uint32_t begin, std::uint32_t length)
{
    base::Bytes bytes;
    for (const std::uint32_t number : {index, begin, length})
        base::appendBigEndian(bytes, number);
    return bytes;
}

/// A seed that scripted peers misbehave against; after each test a fresh honest peer must be
/// served.
class HostileWire : public QObject
{
    Q_OBJECT
protected:
    std::optional<SmallSwarm> m_swarm;
    std::unique_ptr<support::LiveNode> m_seed;

    /// A connection whose handshakes are through.
    std::unique_ptr<ScriptedPeer> linked(bool fast = true)
    {
        auto peer = std::make_unique<ScriptedPeer>(m_swarm->metainfo, m_seed->endpoint());
        peer->handshake.fast = fast;
        if (!peer->shakesHands())
            return nullptr;
        return peer;
    }
    /// The same, unchoked.
    std::unique_ptr<ScriptedPeer> served(bool fast = true)
    {
        auto peer = linked(fast);
        if (!peer)
            return nullptr;
        peer->send(wire::Interested{});
        if (!peer->hears<wire::Unchoke>())
            return nullptr;
        return peer;
    }
    /// Runs the event loop until everything said so far was answered: a request for a piece far
    /// from the others comes back, or the link is closed.
    static bool isThrough(ScriptedPeer &peer)
    {
        peer.send(wire::Request{lastPiece, 0, contentSize - lastPiece * SmallSwarm::pieceLength});
        return eventually([&] {
            return !peer.isOpen()
                || (!peer.blocks.empty() && peer.blocks.back().index == lastPiece
                    && peer.blocks.back().bytes.size()
                        == contentSize - lastPiece * SmallSwarm::pieceLength);
        });
    }

private Q_SLOTS:
    void init()
    {
        m_swarm.emplace(contentSize);
        m_seed = m_swarm->seed();
        QVERIFY(m_seed);
        QVERIFY(m_seed->peer.isComplete());
        QCOMPARE(m_swarm->metainfo->geometry.pieceCount(), pieceCount);
    }
    void cleanup()
    {
        const bool serves = m_seed && m_swarm->isServedBy(*m_seed);
        m_seed.reset();
        m_swarm.reset();
        QVERIFY2(serves, "a fresh honest peer is not served");
    }
};

} // namespace support
