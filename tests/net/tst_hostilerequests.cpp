// What a peer does with requests and blocks that break BEP 3. Items are those of the catalogue of
// hostile inputs.

#include "support/hostilewire.h"
#include "support/rawclient.h"

#include <QTest>

using namespace support;

class TestHostileRequests : public HostileWire
{
    Q_OBJECT
private Q_SLOTS:
    // item 24
    void rejectsEachRequestOfAChokedPeerOnce()
    {
        const auto peer = linked();
        QVERIFY(peer);
        for (std::uint32_t i = 0; i < 12; ++i)
            peer->send(wire::Request{i, 0, wire::blockSize});
        QVERIFY(eventually([&] { return peer->count<wire::Reject>() >= 12; }));
        peer->send(wire::Interested{});
        QVERIFY(peer->hears<wire::Unchoke>());
        QVERIFY(isThrough(*peer));
        QCOMPARE(peer->count<wire::Reject>(), std::size_t{12});
        QCOMPARE(peer->blocks.size(), std::size_t{1});
    }

    // item 24
    void saysNothingToRequestsOfAChokedPeerWithoutFast()
    {
        const auto peer = linked(false);
        QVERIFY(peer);
        for (std::uint32_t i = 0; i < 12; ++i)
            peer->send(wire::Request{i, 0, wire::blockSize});
        peer->send(wire::Interested{});
        QVERIFY(peer->hears<wire::Unchoke>());
        QVERIFY(isThrough(*peer));
        QCOMPARE(peer->count<wire::Reject>(), std::size_t{0});
        QCOMPARE(peer->blocks.size(), std::size_t{1});
    }

    // item 24
    void dropsAChokedPeerThatKeepsRequesting()
    {
        for (const bool fast : {true, false}) {
            const auto peer = linked(fast);
            QVERIFY(peer);
            for (std::uint32_t i = 0; i < 400; ++i)
                peer->send(wire::Request{i % lastPiece, 0, wire::blockSize});
            QVERIFY(peer->isClosed());
            QVERIFY(peer->blocks.empty());
        }
    }

    // item 26
    void ignoresCancelsOfWhatWasNeverAsked()
    {
        const auto peer = served();
        QVERIFY(peer);
        peer->sendFramed(8, rangePayload(0, 0, wire::blockSize));
        peer->sendFramed(8, rangePayload(pieceCount, 0, wire::blockSize));
        peer->sendFramed(8, rangePayload(0xffffffff, 0xffffffff, 0xffffffff));
        peer->sendFramed(8, rangePayload(1, 7, 0));
        QVERIFY(isThrough(*peer));
        QVERIFY(peer->isOpen());
        QCOMPARE(peer->count<wire::Reject>(), std::size_t{0});
    }

    // item 26
    void answersACancelledRequestExactlyOnce()
    {
        const auto peer = served();
        QVERIFY(peer);
        base::Bytes bytes;
        constexpr std::uint32_t asked = 40; // more than leave at once
        for (std::uint32_t i = 0; i < asked; ++i)
            wire::append(bytes, wire::Request{i / 4, i % 4 * wire::blockSize, wire::blockSize});
        for (std::uint32_t i = 0; i < asked; ++i)
            wire::append(bytes, wire::Cancel{i / 4, i % 4 * wire::blockSize, wire::blockSize});
        peer->sendBytes(bytes);
        QVERIFY(isThrough(*peer));
        QCOMPARE(peer->blocks.size() - 1 + peer->count<wire::Reject>(), std::size_t{asked});
    }

    // item 27
    void dropsAFastPeerForABlockNobodyAskedFor()
    {
        const auto leecher = m_swarm->leecher();
        ScriptedPeer peer(m_swarm->metainfo, leecher->endpoint());
        QVERIFY(peer.shakesHands());
        peer.sendPiece(0, 0, base::Bytes(wire::blockSize, 0xee));
        QVERIFY(peer.isClosed());
        leecher->peer.addPeer(m_seed->endpoint());
        QTRY_COMPARE(leecher->completed.count(), 1);
        QVERIFY(m_swarm->isWholeIn(leecher->finalFile()));
    }

    // item 27
    void throwsAwayBlocksNobodyAskedFor()
    {
        const auto leecher = m_swarm->leecher();
        ScriptedPeer peer(m_swarm->metainfo, leecher->endpoint());
        peer.handshake.fast = false;
        QVERIFY(peer.shakesHands());
        const base::Bytes falseBlock(wire::blockSize, 0xee);
        for (std::uint32_t i = 0; i < 4; ++i)
            peer.sendPiece(0, i * wire::blockSize, falseBlock);
        QVERIFY(eventually([&] { return leecher->peer.row().wasted == 4 * wire::blockSize; }));
        const std::string partial = support::readFile(leecher->layout.temporal / "content.bin");
        QVERIFY(partial.find('\xee') == std::string::npos);
        QCOMPARE(leecher->peer.row().have.count(), 0U);
        leecher->peer.addPeer(m_seed->endpoint());
        QTRY_COMPARE(leecher->completed.count(), 1);
        QVERIFY(m_swarm->isWholeIn(leecher->finalFile()));
    }

    // item 27
    void servesTheTruthAfterASeedWasSentFalseBlocks()
    {
        const auto peer = linked(false);
        QVERIFY(peer);
        for (std::uint32_t i = 0; i < pieceCount - 1; ++i)
            peer->sendPiece(i, 0, base::Bytes(wire::blockSize, 0xee));
        QVERIFY(peer->isClosed());
        QVERIFY(m_swarm->isWholeIn(m_seed->finalFile()));
    }

    // item 28
    void completesBesideASeedWhosePiecesDoNotFit_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("fast");
        const char *names[]
            = {"short", "long", "empty", "other index", "other offset", "no such piece", "a MiB"};
        for (const bool fast : {true, false})
            for (int i = 0; i < 7; ++i)
                QTest::addRow("%s, %s", names[i], fast ? "fast" : "plain") << i << fast;
    }
    void completesBesideASeedWhosePiecesDoNotFit()
    {
        QFETCH(const int, kind);
        QFETCH(const bool, fast);
        support::ScriptedSeed bad(
            m_swarm->metainfo, [kind](ScriptedPeer &peer, const wire::Request &r) {
                const base::Bytes block(wire::blockSize, 0xee);
                const base::ByteView view(block);
                switch (kind) {
                case 0:
                    return peer.sendPiece(r.index, r.begin, view.first(100));
                case 1:
                    return peer.sendPiece(r.index, r.begin, base::Bytes(wire::blockSize + 1, 0xee));
                case 2:
                    return peer.sendPiece(r.index, r.begin, {});
                case 3:
                    return peer.sendPiece((r.index + 5) % lastPiece, r.begin, view);
                case 4:
                    return peer.sendPiece(r.index, r.begin + 1, view);
                case 5:
                    return peer.sendPiece(0xffffffff, 0xffffffff, view);
                default:
                    return peer.sendPiece(r.index, r.begin, base::Bytes(1024 * 1024 - 9, 0xee));
                }
            });
        bad.fast = fast;
        const auto leecher = m_swarm->leecher();
        leecher->peer.addPeer(bad.endpoint());
        QTRY_VERIFY(!bad.requests.empty());
        leecher->peer.addPeer(m_seed->endpoint());
        QTRY_COMPARE_WITH_TIMEOUT(leecher->completed.count(), 1, 30'000);
        QVERIFY(m_swarm->isWholeIn(leecher->finalFile()));
    }

    // item 30
    void bearsFloodsOfSmallMessages_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<int>("times");
        QTest::newRow("keep-alive") << QByteArray(4, '\0') << 50'000;
        QTest::newRow("unknown id") << QByteArray("\0\0\0\x03\x63zz", 7) << 20'000;
        QTest::newRow("port") << QByteArray("\0\0\0\x03\x09\x1a\xe1", 7) << 20'000;
        QTest::newRow("choke and unchoke") << QByteArray("\0\0\0\1\0\0\0\0\1\1", 10) << 20'000;
        QTest::newRow("interest") << QByteArray("\0\0\0\1\2\0\0\0\1\3", 10) << 20'000;
        QTest::newRow("have") << QByteArray("\0\0\0\5\4\0\0\0\2", 9) << 20'000;
    }
    void bearsFloodsOfSmallMessages()
    {
        QFETCH(const QByteArray, message);
        QFETCH(const int, times);
        const auto peer = linked();
        QVERIFY(peer);
        const QByteArray flood = message.repeated(times);
        peer->sendText({flood.constData(), static_cast<std::size_t>(flood.size())});
        peer->send(wire::NotInterested{});
        peer->send(wire::Request{0, 0, wire::blockSize});
        QVERIFY(eventually([&] { return !peer->isOpen() || peer->count<wire::Reject>() == 1; }));
    }

    // item 31
    void letsGoOfALinkThatIsCut_data()
    {
        QTest::addColumn<QByteArray>("last");
        QTest::addColumn<bool>("reset");
        for (const bool reset : {false, true}) {
            const char *how = reset ? "reset" : "half closed";
            QTest::addRow("%s inside a prefix", how) << QByteArray(2, '\0') << reset;
            QTest::addRow("%s before an id", how) << QByteArray("\0\0\0\5", 4) << reset;
            QTest::addRow("%s inside a body", how) << QByteArray("\0\0\0\5\4\0", 6) << reset;
            QTest::addRow("%s inside a block", how)
                << QByteArray("\0\0\x40\x09\7\0\0\0\0\0\0\0\0abc", 16) << reset;
        }
    }
    void letsGoOfALinkThatIsCut()
    {
        QFETCH(const QByteArray, last);
        QFETCH(const bool, reset);
        const auto peer = served();
        QVERIFY(peer);
        for (std::uint32_t i = 0; i < 40; ++i)
            peer->send(wire::Request{i / 4, i % 4 * wire::blockSize, wire::blockSize});
        peer->sendText({last.constData(), static_cast<std::size_t>(last.size())});
        QVERIFY(eventually([&] { return !peer->blocks.empty(); }));
        reset ? peer->reset() : peer->closeHalf();
        QVERIFY(eventually([&] { return m_seed->peer.row().links.empty(); }));
    }

    // item 16
    void letsGoOfAHandshakeThatIsCut()
    {
        for (const std::size_t size : {0U, 1U, 20U, 48U, 67U}) {
            ScriptedPeer peer(m_swarm->metainfo, m_seed->endpoint());
            const auto bytes = wire::encodeHandshake(peer.handshake);
            peer.sendBytes(base::ByteView(bytes).first(size));
            peer.closeHalf();
            QVERIFY(peer.isClosed());
        }
    }
};

QTEST_GUILESS_MAIN(TestHostileRequests)
#include "tst_hostilerequests.moc"
