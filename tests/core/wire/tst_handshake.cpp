#include "core/wire/handshake.h"

#include <QTest>

#include <algorithm>

namespace {

wire::Handshake sample()
{
    wire::Handshake handshake;
    handshake.infoHash.bytes.fill(0xaa);
    handshake.peerId.bytes.fill('p');
    handshake.fast = true;
    handshake.extended = true;
    return handshake;
}

} // namespace

class TestHandshake : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void putsEveryFieldWhereBep3SaysSo()
    {
        const auto bytes = wire::encodeHandshake(sample());
        QCOMPARE(bytes.size(), 68U);
        QCOMPARE(base::asText(base::ByteView(bytes).first(20)),
                 std::string_view("\x13"
                                  "BitTorrent protocol"));
        QCOMPARE(base::Bytes(bytes.begin() + 20, bytes.begin() + 28),
                 (base::Bytes{0, 0, 0, 0, 0, 0x10, 0, 0x04}));
        QCOMPARE(bytes[28], 0xaa);
        QCOMPARE(bytes[48], 'p');
    }

    // item 16
    void readsItByteByByte()
    {
        const auto bytes = wire::encodeHandshake(sample());
        for (std::size_t size = 0; size < 48; ++size)
            QVERIFY(wire::readHandshake(base::ByteView(bytes).first(size))->stage
                    == wire::HandshakeStage::NeedMore);
        for (std::size_t size = 48; size < 68; ++size) {
            const auto reading = wire::readHandshake(base::ByteView(bytes).first(size));
            QVERIFY(reading->stage == wire::HandshakeStage::HashKnown);
            QVERIFY(reading->handshake.infoHash == sample().infoHash);
            QVERIFY(reading->handshake.peerId.isNull());
        }
    }

    // item 16
    void readsItWithMessagesBehind()
    {
        const auto bytes = wire::encodeHandshake(sample());
        base::Bytes stream(bytes.size() + 5);
        std::ranges::copy(bytes, stream.begin());
        const auto reading = wire::readHandshake(stream);
        QVERIFY(reading->stage == wire::HandshakeStage::Complete);
        QVERIFY(reading->handshake == sample());
    }

    // item 15
    void refusesAnotherProtocolAtItsFirstWrongByte()
    {
        for (const char *text : {"GET / HTTP/1.1", "\x16\x03\x01", "\x12", "\xff",
                                 "\x13"
                                 "BitTorrent Protocol"})
            QVERIFY(!wire::readHandshake(base::asBytes(text)));
        QVERIFY(!wire::readHandshake(base::asBytes(std::string_view("\0", 1))));
        QVERIFY(wire::readHandshake(base::asBytes("\x13"
                                                  "Bit")));
    }

    // item 18
    void ignoresUnknownReservedBits()
    {
        auto bytes = wire::encodeHandshake(sample());
        std::fill(bytes.begin() + 20, bytes.begin() + 28, 0xff);
        QVERIFY(wire::readHandshake(bytes)->handshake == sample());
        std::fill(bytes.begin() + 20, bytes.begin() + 28, 0);
        QVERIFY(!wire::readHandshake(bytes)->handshake.fast);
        QVERIFY(!wire::readHandshake(bytes)->handshake.extended);
    }
};

QTEST_APPLESS_MAIN(TestHandshake)
#include "tst_handshake.moc"
