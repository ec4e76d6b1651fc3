// What a peer does with bytes that break the framing of BEP 3. Items are those of the catalogue of
// hostile inputs.

#include "support/hostilewire.h"
#include "support/rawclient.h"

#include <QTest>

using namespace support;

class TestHostileWire : public HostileWire
{
    Q_OBJECT
private Q_SLOTS:
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
};

QTEST_GUILESS_MAIN(TestHostileWire)
#include "tst_hostilewire.moc"
