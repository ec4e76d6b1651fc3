// What a peer does with bytes that break the protocol of BEP 3. Items are those of the catalogue of
// hostile inputs.

#include "support/rawclient.h"
#include "support/smallswarm.h"

#include <QTest>

#include <optional>

using support::eventually;
using support::ScriptedPeer;
using support::SmallSwarm;

namespace {

/// 13 pieces, the last one short: a bitfield has spare bits.
constexpr std::uint64_t contentSize = 800'000;
constexpr std::uint32_t pieceCount = 13;
constexpr std::uint32_t lastPiece = pieceCount - 1;

base::Bytes prefix(std::uint32_t length)
{
    base::Bytes bytes;
    base::appendBigEndian(bytes, length);
    return bytes;
}

base::Bytes rangePayload(std::uint32_t index, std::uint32_t begin, std::uint32_t length)
{
    base::Bytes bytes;
    for (const std::uint32_t number : {index, begin, length})
        base::appendBigEndian(bytes, number);
    return bytes;
}

} // namespace

class TestHostileWire : public QObject
{
    Q_OBJECT
private:
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

    // item 15
    void answersNothingToWhatIsNoHandshake_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("a name of no length") << QByteArray(200, '\0');
        QTest::newRow("a name of 255 bytes") << QByteArray("\xff") + QByteArray(300, 'B');
        QTest::newRow("another name") << QByteArray("\x13") + QByteArray(200, 'B');
        QTest::newRow("HTTP") << QByteArray("GET /announce HTTP/1.1\r\nHost: a\r\n\r\n");
        QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
        QByteArray noise;
        base::Rng rng(15);
        while (noise.size() < 1024 * 1024)
            noise.append(static_cast<char>(rng.below(256)));
        noise[0] = 'x';
        QTest::newRow("a random MiB") << noise;
    }
    void answersNothingToWhatIsNoHandshake()
    {
        QFETCH(const QByteArray, bytes);
        ScriptedPeer peer(m_swarm->metainfo, m_seed->endpoint());
        peer.sendText({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        QVERIFY(peer.isClosed());
        QCOMPARE(peer.bytesHeard, std::size_t{0});
    }

    // item 15
    void answersNothingToAnotherTorrent()
    {
        ScriptedPeer peer(m_swarm->metainfo, m_seed->endpoint());
        peer.handshake.infoHash.bytes[7] ^= 1;
        peer.sendHandshake();
        QVERIFY(peer.isClosed());
        QCOMPARE(peer.bytesHeard, std::size_t{0});
    }

    // item 16
    void takesAHandshakeByteByByte()
    {
        ScriptedPeer peer(m_swarm->metainfo, m_seed->endpoint());
        base::Bytes bytes(wire::handshakeSize);
        std::ranges::copy(wire::encodeHandshake(peer.handshake), bytes.begin());
        wire::append(bytes, wire::Interested{});
        for (const std::uint8_t byte : bytes) {
            peer.sendBytes({&byte, 1});
            QCoreApplication::processEvents();
        }
        QVERIFY(peer.hears<wire::Unchoke>());
    }

    // item 16
    void takesHandshakeAndMessagesInOneSegment()
    {
        ScriptedPeer peer(m_swarm->metainfo, m_seed->endpoint());
        base::Bytes bytes(wire::handshakeSize);
        std::ranges::copy(wire::encodeHandshake(peer.handshake), bytes.begin());
        wire::append(bytes, wire::HaveNone{});
        wire::append(bytes, wire::Interested{});
        wire::append(bytes, wire::Request{1, 0, wire::blockSize});
        peer.sendBytes(bytes);
        QVERIFY(eventually([&] {
            return peer.blocks.size() == 1 && peer.blocks[0].bytes.size() == wire::blockSize;
        }));
        QVERIFY(std::ranges::equal(peer.blocks[0].bytes, m_swarm->bytesOf(1, 0, wire::blockSize)));
    }

    // item 17
    void dropsAPeerWithItsOwnId()
    {
        ScriptedPeer peer(m_swarm->metainfo, m_seed->endpoint());
        peer.handshake.peerId = m_seed->peer.row().id;
        peer.sendHandshake();
        QVERIFY(peer.isClosed());
    }

    // item 17
    void neverDownloadsFromItself()
    {
        const auto leecher = m_swarm->leecher();
        leecher->peer.addPeer(leecher->endpoint());
        QVERIFY(leecher->dropsFor(swarm::CloseReason::SelfConnection));
        QVERIFY(eventually([&] { return leecher->peer.row().links.empty(); }));
        QCOMPARE(leecher->peer.row().downloaded, std::uint64_t{0});
    }

    // item 17
    void keepsOneOfTwoConnectionsOfOneId()
    {
        const auto first = linked();
        QVERIFY(first);
        ScriptedPeer second(m_swarm->metainfo, m_seed->endpoint());
        second.handshake.peerId = first->handshake.peerId;
        second.sendHandshake();
        QVERIFY(eventually([&] { return !first->isOpen() || !second.isOpen(); }));
        QCOMPARE(m_seed->peer.row().links.size(), std::size_t{1});
    }

    // item 18
    void ignoresUnknownReservedBits()
    {
        ScriptedPeer peer(m_swarm->metainfo, m_seed->endpoint());
        auto bytes = wire::encodeHandshake(peer.handshake);
        std::fill_n(bytes.begin() + 20, 8, std::uint8_t{0xff});
        peer.sendBytes(bytes);
        peer.send(wire::Interested{});
        QVERIFY(peer.hears<wire::Unchoke>());
    }

    // item 19
    void dropsALengthPrefixOverTheLimit_data()
    {
        QTest::addColumn<quint32>("length");
        for (const quint32 length :
             {1024U * 1024 + 1, 2U << 20, 0x7fffffffU, 0x80000000U, 0xffffffffU})
            QTest::addRow("%u", length) << length;
    }
    void dropsALengthPrefixOverTheLimit()
    {
        QFETCH(const quint32, length);
        const auto peer = linked();
        QVERIFY(peer);
        peer->sendBytes(prefix(length)); // not a byte more: it must not be awaited
        QVERIFY(peer->isClosed());
    }

    // item 20
    void dropsAMessageOfTheWrongLength_data()
    {
        QTest::addColumn<int>("id");
        QTest::addColumn<int>("payload");
        for (const int id : {0, 1, 2, 3, 14, 15})
            QTest::addRow("id %d with a byte", id) << id << 1;
        for (const int id : {4, 13, 17})
            for (const int size : {0, 3, 5})
                QTest::addRow("id %d with %d bytes", id, size) << id << size;
        for (const int id : {6, 8, 16})
            for (const int size : {0, 11, 13, 70'000})
                QTest::addRow("id %d with %d bytes", id, size) << id << size;
        QTest::newRow("port with one byte") << 9 << 1;
        QTest::newRow("piece without its header") << 7 << 7;
    }
    void dropsAMessageOfTheWrongLength()
    {
        QFETCH(const int, id);
        QFETCH(const int, payload);
        const auto peer = linked();
        QVERIFY(peer);
        peer->sendFramed(static_cast<std::uint8_t>(id),
                         base::Bytes(static_cast<std::size_t>(payload), 0));
        QVERIFY(peer->isClosed());
    }

    // item 21
    void dropsAvailabilityThatDoesNotFit_data()
    {
        QTest::addColumn<int>("id");
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("have just past the end") << 4 << QByteArray("\0\0\0\x0d", 4);
        QTest::newRow("have 2^31") << 4 << QByteArray("\x80\0\0\0", 4);
        QTest::newRow("have 2^32-1") << 4 << QByteArray("\xff\xff\xff\xff", 4);
        QTest::newRow("empty bitfield") << 5 << QByteArray();
        QTest::newRow("short bitfield") << 5 << QByteArray("\xff", 1);
        QTest::newRow("long bitfield") << 5 << QByteArray("\xff\xf8\0", 3);
        QTest::newRow("huge bitfield") << 5 << QByteArray(1024 * 1024 - 1, '\xff');
        QTest::newRow("spare bits") << 5 << QByteArray("\xff\xfc", 2);
    }
    void dropsAvailabilityThatDoesNotFit()
    {
        QFETCH(const int, id);
        QFETCH(const QByteArray, payload);
        const auto peer = linked();
        QVERIFY(peer);
        peer->sendFramed(
            static_cast<std::uint8_t>(id),
            base::asBytes({payload.constData(), static_cast<std::size_t>(payload.size())}));
        QVERIFY(peer->isClosed());
    }

    // item 21
    void ignoresASecondOrLateBitfield()
    {
        const auto peer = linked();
        QVERIFY(peer);
        peer->send(wire::HaveNone{});
        peer->send(wire::Have{3});
        peer->send(wire::BitfieldMessage{{0xff, 0xf0}});
        peer->send(wire::BitfieldMessage{{0x00, 0x08}});
        peer->send(wire::Interested{});
        QVERIFY(eventually([&] { return !peer->isOpen() || peer->count<wire::Unchoke>() > 0; }));
        if (peer->isOpen())
            QCOMPARE(m_seed->peer.row().links.at(0).remotePieces, 1U);
    }

    // item 22
    void givesNothingOutsideTheTorrent_data()
    {
        QTest::addColumn<quint32>("index");
        QTest::addColumn<quint32>("begin");
        QTest::addColumn<quint32>("length");
        const quint32 block = wire::blockSize;
        QTest::newRow("piece past the end") << pieceCount << 0U << block;
        QTest::newRow("piece 2^31") << 0x80000000U << 0U << block;
        QTest::newRow("piece 2^32-1") << 0xffffffffU << 0U << block;
        QTest::newRow("no length") << 0U << 0U << 0U;
        QTest::newRow("begin wraps") << 0U << 0xffffc000U << block;
        QTest::newRow("begin 2^31") << 0U << 0x80000000U << block;
        QTest::newRow("length wraps") << 0U << block << 0xfffff000U;
        QTest::newRow("past the piece") << 0U << SmallSwarm::pieceLength - 1 << block;
        QTest::newRow("after the piece") << 0U << SmallSwarm::pieceLength << block;
        QTest::newRow("past the last piece") << lastPiece << 0U << block;
    }
    void givesNothingOutsideTheTorrent()
    {
        QFETCH(const quint32, index);
        QFETCH(const quint32, begin);
        QFETCH(const quint32, length);
        for (const bool fast : {true, false}) {
            const auto peer = served(fast);
            QVERIFY(peer);
            peer->send(wire::Request{index, begin, length});
            QVERIFY(eventually([&] { return !peer->isOpen() || peer->count<wire::Reject>() > 0; }));
            QVERIFY(peer->blocks.empty());
        }
    }

    // item 23
    void answersALongRequestTrulyOrNotAtAll_data()
    {
        QTest::addColumn<quint32>("length");
        for (const quint32 length : {16'385U, 32'768U, 65'536U, 131'072U, 131'073U, 1'048'576U})
            QTest::addRow("%u bytes", length) << length;
    }
    void answersALongRequestTrulyOrNotAtAll()
    {
        QFETCH(const quint32, length);
        const auto peer = served();
        QVERIFY(peer);
        peer->send(wire::Request{2, 0, length});
        QVERIFY(isThrough(*peer));
        for (const support::HeardBlock &block : peer->blocks) {
            QVERIFY(std::ranges::equal(
                block.bytes,
                m_swarm->bytesOf(block.index, block.begin,
                                 static_cast<std::uint32_t>(block.bytes.size()))));
        }
        if (length > 128 * 1024)
            QVERIFY(peer->blocks.empty() || peer->blocks.front().index != 2);
    }

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

QTEST_GUILESS_MAIN(TestHostileWire)
#include "tst_hostilewire.moc"
