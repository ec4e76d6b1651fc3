// That no peer uses up what others need: links, memory, time. Items are those of the catalogue of
// hostile inputs.

#include "support/rawclient.h"
#include "support/smallswarm.h"

#include <QTest>

#include <malloc.h>
#include <optional>

using support::eventually;
using support::ScriptedPeer;
using support::SmallSwarm;

namespace {

/// Bytes this process has taken from the allocator and not given back.
std::size_t memoryInUse()
{
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

constexpr std::size_t mebibyte = 1024 * 1024;

} // namespace

class TestResources : public QObject
{
    Q_OBJECT
private:
    std::optional<SmallSwarm> m_swarm;
    std::unique_ptr<support::LiveNode> m_seed;

    std::unique_ptr<ScriptedPeer> linked()
    {
        auto peer = std::make_unique<ScriptedPeer>(m_swarm->metainfo, m_seed->endpoint());
        return peer->shakesHands() ? std::move(peer) : nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_swarm.emplace();
        m_seed = m_swarm->seed();
        QVERIFY(m_seed);
    }
    void cleanup()
    {
        const bool serves = m_seed && m_swarm->isServedBy(*m_seed);
        m_seed.reset();
        m_swarm.reset();
        QVERIFY2(serves, "a fresh honest peer is not served");
    }

    // item 44
    void servesANewcomerBesideManyIdlePeers()
    {
        std::vector<std::unique_ptr<ScriptedPeer>> idle;
        for (int i = 0; i < 300; ++i) {
            idle.push_back(linked());
            QVERIFY(idle.back());
        }
        QVERIFY(m_swarm->isServedBy(*m_seed));
        QVERIFY(m_seed->peer.row().links.size() <= 60);
    }

    // item 44
    void servesANewcomerBesideManySilentConnections()
    {
        std::vector<std::unique_ptr<ScriptedPeer>> silent;
        for (int i = 0; i < 200; ++i) {
            silent.push_back(std::make_unique<ScriptedPeer>(m_swarm->metainfo, m_seed->endpoint()));
            silent.back()->sendText("\x13"
                                    "BitTorrent");
        }
        QVERIFY(m_swarm->isServedBy(*m_seed));
    }

    // item 44
    void recoversFromManyConnectionsThatDropAtOnce()
    {
        for (int i = 0; i < 500; ++i) {
            ScriptedPeer peer(m_swarm->metainfo, m_seed->endpoint());
            if (i % 2 == 0)
                peer.reset();
        }
        QVERIFY(m_swarm->isServedBy(*m_seed));
    }

    // item 44
    void servesANewcomerBesideManyPeersThatOnlyClaimInterest()
    {
        std::vector<std::unique_ptr<ScriptedPeer>> interested;
        for (int i = 0; i < 50; ++i) {
            interested.push_back(linked());
            QVERIFY(interested.back());
            interested.back()->send(wire::Interested{});
        }
        // All slots are taken by peers that ask for nothing.
        QVERIFY(m_swarm->isServedBy(*m_seed));
    }

    // item 25
    void staysSmallWhileRequestsAreNotRead()
    {
        const auto peer = linked();
        QVERIFY(peer);
        peer->send(wire::Interested{});
        QVERIFY(peer->hears<wire::Unchoke>());
        base::Bytes requests;
        for (std::uint32_t i = 0; i < 20'000; ++i)
            wire::append(requests,
                         wire::Request{i % 16, i / 16 % 4 * wire::blockSize, wire::blockSize});
        peer->stopReading();
        const std::size_t before = memoryInUse();
        peer->sendBytes(requests);
        QVERIFY(m_swarm->isServedBy(*m_seed)); // the loop has gone round: the requests were read
        const std::size_t grown = memoryInUse() - std::min(before, memoryInUse());
        QVERIFY2(grown <= 4 * mebibyte, qPrintable(QString::number(grown)));
        peer->resumeReading();
        QVERIFY(eventually([&] {
            return peer->blocks.size() + peer->count<wire::Reject>() >= 20'000 || !peer->isOpen();
        }));
    }

    // items 25, 32
    void boundsWhatItOwesAPeerThatNeverReads()
    {
        const auto peer = linked();
        QVERIFY(peer);
        peer->send(wire::Interested{});
        QVERIFY(peer->hears<wire::Unchoke>());
        peer->stopReading();
        const std::size_t before = memoryInUse();
        base::Bytes requests;
        for (std::uint32_t i = 0; i < 20'000; ++i)
            wire::append(requests, wire::Request{0, 0, wire::blockSize});
        // 2,000,000 requests: their rejects alone would be 32 MiB.
        for (int i = 0; i < 100 && peer->isOpen(); ++i) {
            peer->sendBytes(requests);
            QVERIFY(eventually([&] { return peer->bytesToSend() < mebibyte || !peer->isOpen(); })
                    || peer->bytesToSend() > 0);
            if (peer->bytesToSend() >= mebibyte)
                break; // the seed reads no more: as good an answer
        }
        const std::size_t now = memoryInUse();
        const std::size_t grown = now - std::min(before, now);
        QVERIFY2(grown <= 6 * mebibyte, qPrintable(QString::number(grown)));
    }

    // item 32
    void letsASlowReaderWaitAlone()
    {
        const auto slow = linked();
        QVERIFY(slow);
        slow->send(wire::Interested{});
        QVERIFY(slow->hears<wire::Unchoke>());
        slow->stopReading();
        for (std::uint32_t i = 0; i < 400; ++i)
            slow->send(wire::Request{i % 16, i / 16 % 4 * wire::blockSize, wire::blockSize});
        const auto leecher = m_swarm->leecher();
        leecher->peer.addPeer(m_seed->endpoint());
        QTRY_COMPARE(leecher->completed.count(), 1);
        QVERIFY(m_swarm->isWholeIn(leecher->finalFile()));
        slow->resumeReading();
        QVERIFY(eventually([&] { return slow->blocks.size() >= 400; }));
    }
};

QTEST_GUILESS_MAIN(TestResources)
#include "tst_resources.moc"
