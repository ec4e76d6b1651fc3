// What a peer does with false messages of BEP 6 (fast) and BEP 10 (extension protocol). Items are
// those of the catalogue of hostile inputs.

#include "support/rawclient.h"
#include "support/smallswarm.h"

#include <QTest>

#include <optional>

using support::eventually;
using support::ScriptedPeer;
using support::SmallSwarm;

class TestHostileExtensions : public QObject
{
    Q_OBJECT
private:
    std::optional<SmallSwarm> m_swarm;
    std::unique_ptr<support::LiveNode> m_seed;

    std::unique_ptr<ScriptedPeer> linked(bool fast)
    {
        auto peer = std::make_unique<ScriptedPeer>(m_swarm->metainfo, m_seed->endpoint());
        peer->handshake.fast = fast;
        return peer->shakesHands() ? std::move(peer) : nullptr;
    }
    static void extend(ScriptedPeer &peer, std::string_view payload, std::uint8_t id = 0)
    {
        const base::ByteView bytes = base::asBytes(payload);
        peer.send(wire::Extended{id, {bytes.begin(), bytes.end()}});
    }
    /// Whether the link still lives and is served.
    static bool isKept(ScriptedPeer &peer)
    {
        peer.send(wire::Interested{});
        return peer.hears<wire::Unchoke>().has_value() && peer.isOpen();
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

    // item 29
    void dropsFastMessagesThatWereNotAgreedOn_data()
    {
        QTest::addColumn<int>("id");
        QTest::addColumn<int>("payload");
        QTest::newRow("suggest") << 13 << 4;
        QTest::newRow("have all") << 14 << 0;
        QTest::newRow("have none") << 15 << 0;
        QTest::newRow("reject") << 16 << 12;
        QTest::newRow("allowed fast") << 17 << 4;
    }
    void dropsFastMessagesThatWereNotAgreedOn()
    {
        QFETCH(const int, id);
        QFETCH(const int, payload);
        const auto peer = linked(false);
        QVERIFY(peer);
        peer->sendFramed(static_cast<std::uint8_t>(id),
                         base::Bytes(static_cast<std::size_t>(payload), 0));
        QVERIFY(peer->isClosed());
    }

    // item 29
    void ignoresSuggestedAndAllowedPiecesOutOfRange()
    {
        const auto leecher = m_swarm->leecher();
        ScriptedPeer peer(m_swarm->metainfo, leecher->endpoint());
        QVERIFY(peer.shakesHands());
        peer.send(wire::HaveAll{});
        QVERIFY(peer.hears<wire::Interested>());
        for (const std::uint32_t piece : {16U, 0x7fffffffU, 0x80000000U, 0xffffffffU}) {
            peer.send(wire::Suggest{piece});
            peer.send(wire::AllowedFast{piece});
        }
        peer.send(wire::AllowedFast{5});
        std::vector<wire::Request> requests;
        QVERIFY(eventually([&] {
            while (const auto request = peer.take<wire::Request>())
                requests.push_back(*request);
            return requests.size() >= 4;
        }));
        for (const wire::Request &request : requests)
            QCOMPARE(request.index, 5U);
        QVERIFY(peer.isOpen());
    }

    // item 29
    void boundsTheSetsOfSuggestedAndAllowedPieces()
    {
        const auto leecher = m_swarm->leecher();
        ScriptedPeer peer(m_swarm->metainfo, leecher->endpoint());
        QVERIFY(peer.shakesHands());
        peer.send(wire::HaveNone{});
        base::Bytes flood;
        for (std::uint32_t i = 0; i < 100'000; ++i) {
            wire::append(flood, wire::Suggest{i % 16});
            wire::append(flood, wire::AllowedFast{i % 16});
        }
        peer.sendBytes(flood);
        peer.send(wire::Request{0, 0, wire::blockSize});
        QVERIFY(peer.hears<wire::Reject>());
        leecher->peer.addPeer(m_seed->endpoint());
        QTRY_COMPARE(leecher->completed.count(), 1);
    }

    // item 33
    void ignoresFieldsThatMakeNoSense_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no dictionary") << QByteArray("li1ei2ee");
        QTest::newRow("a number") << QByteArray("i7e");
        QTest::newRow("cut") << QByteArray("d1:md11:ut_metadatai3e");
        QTest::newRow("m is a list") << QByteArray("d1:mli1eee");
        QTest::newRow("ids out of range")
            << QByteArray("d1:md1:ai-1e1:bi256e1:ci9223372036854775807e1:d1:xee");
        QTest::newRow("reqq 0") << QByteArray("d4:reqqi0ee");
        QTest::newRow("reqq negative") << QByteArray("d4:reqqi-5ee");
        QTest::newRow("reqq 2^63") << QByteArray("d4:reqqi9223372036854775808ee");
        QTest::newRow("port 99999") << QByteArray("d1:pi99999ee");
        QTest::newRow("port 0") << QByteArray("d1:pi0ee");
        QTest::newRow("yourip of 3 bytes") << QByteArray("d6:yourip3:abce");
        QTest::newRow("half a MiB of name")
            << QByteArray("d1:v524288:") + QByteArray(524'288, 'v') + "e";
        QTest::newRow("escape codes") << QByteArray("d1:v10:\x1b[2J\x1b[31m\x07"
                                                    "e");
        QTest::newRow("100 000 nested lists") << QByteArray(100'000, 'l');
        QTest::newRow("metadata_size -1") << QByteArray("d13:metadata_sizei-1ee");
    }
    void ignoresFieldsThatMakeNoSense()
    {
        QFETCH(const QByteArray, payload);
        const auto peer = linked(true);
        QVERIFY(peer);
        extend(*peer, {payload.constData(), static_cast<std::size_t>(payload.size())});
        QVERIFY(isKept(*peer));
    }

    // item 33
    void asksLittleOfAPeerThatKeepsFewRequests()
    {
        const auto leecher = m_swarm->leecher();
        ScriptedPeer peer(m_swarm->metainfo, leecher->endpoint());
        QVERIFY(peer.shakesHands());
        extend(peer, "d4:reqqi1ee");
        peer.send(wire::HaveAll{});
        peer.send(wire::Unchoke{});
        QVERIFY(eventually([&] { return peer.count<wire::Request>() > 0; }));
        QVERIFY(peer.isOpen());
        leecher->peer.addPeer(m_seed->endpoint());
        QTRY_COMPARE(leecher->completed.count(), 1);
    }

    // item 34
    void keepsALinkThatRepeatsItsHandshake()
    {
        const auto peer = linked(true);
        QVERIFY(peer);
        for (int i = 0; i < 20; ++i)
            extend(*peer, "d1:md6:ut_pexi1ee1:v4:teste");
        QVERIFY(isKept(*peer));
    }

    // item 34
    void ignoresExtensionMessagesItDoesNotKnow()
    {
        const auto peer = linked(true);
        QVERIFY(peer);
        peer->sendFramed(20, {});
        for (const std::uint8_t id : {1, 2, 3, 99, 255}) {
            extend(*peer, "", id);
            extend(*peer, "d8:msg_typei77ee", id);
        }
        QVERIFY(isKept(*peer));
    }

    // item 33
    void ignoresTheExtensionHandshakeOfAPeerThatDidNotOfferIt()
    {
        ScriptedPeer peer(m_swarm->metainfo, m_seed->endpoint());
        peer.handshake.extended = false;
        QVERIFY(peer.shakesHands());
        extend(peer, "d1:v4:teste");
        QVERIFY(isKept(peer));
        QCOMPARE(peer.count<wire::Extended>(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestHostileExtensions)
#include "tst_hostileextensions.moc"
