#include "core/wire/udpannounce.h"

#include <QTest>

using namespace std::chrono_literals;
using wire::AddressFamily;
using wire::AnnounceRequest;
using wire::AnnounceResponse;

namespace {

AnnounceRequest sample()
{
    AnnounceRequest request;
    request.infoHash.bytes.fill(1);
    request.peerId.bytes.fill(2);
    request.downloaded = 3;
    request.left = 4;
    request.uploaded = 5;
    request.event = wire::AnnounceEvent::Started;
    request.key = 6;
    request.numWant = 7;
    request.port = 8;
    return request;
}

/// A sound announce with one byte changed.
base::Expected<AnnounceRequest> withByte(std::size_t at, std::uint8_t value)
{
    auto packet = wire::udpAnnounceRequest(1, 2, sample());
    packet[at] = value;
    return wire::readUdpAnnounce(packet);
}

} // namespace

class TestUdpAnnounce : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void connects()
    {
        const auto request = wire::udpConnectRequest(0x01020304);
        QCOMPARE(base::Bytes(request.begin(), request.end()),
                 (base::Bytes{0, 0, 4, 0x17, 0x27, 0x10, 0x19, 0x80, 0, 0, 0, 0, 1, 2, 3, 4}));
        const auto header = wire::readUdpHeader(request);
        QVERIFY(header && wire::isUdpConnect(*header));
        std::array<std::uint8_t, 64> out{};
        const auto size
            = wire::writeUdpConnectReply(out, header->transactionId, 0x1122334455667788);
        QCOMPARE(size, 16U);
        const auto reply = base::ByteView(out).first(size);
        QVERIFY(wire::isUdpReplyTo(reply, 0x01020304));
        QCOMPARE(wire::readUdpConnectReply(reply).value(), 0x1122334455667788U);
    }

    // item 56
    void knowsAWrongMagicAndShortPackets()
    {
        auto request = wire::udpConnectRequest(1);
        request[7] ^= 1;
        QVERIFY(!wire::isUdpConnect(*wire::readUdpHeader(request)));
        QVERIFY(!wire::readUdpHeader(base::ByteView(request).first(15)));
    }

    void readsTheAnnounceItWrites()
    {
        const auto packet = wire::udpAnnounceRequest(0xabc, 2, sample());
        QCOMPARE(packet.size(), 98U);
        QCOMPARE(wire::readUdpHeader(packet)->connectionId, 0xabcU);
        QVERIFY(wire::readUdpAnnounce(packet).value() == sample());
        auto open = sample();
        open.numWant.reset();
        open.claimedAddress = base::Endpoint::fromV4(0x0a000001, 0);
        QVERIFY(wire::readUdpAnnounce(wire::udpAnnounceRequest(1, 2, open)).value() == open);
    }

    // item 57
    void refusesCutAnnouncesAndOddEvents()
    {
        const auto packet = wire::udpAnnounceRequest(1, 2, sample());
        QVERIFY(!wire::readUdpAnnounce(base::ByteView(packet).first(97)));
        QVERIFY(!withByte(80, 1));
        QVERIFY(!withByte(83, 9));
    }

    // item 48
    void refusesNegativeTotals()
    {
        for (const std::size_t at : {56, 64, 72})
            QVERIFY(!withByte(at, 0x80));
    }

    // item 58
    void refusesPortZeroAndTakesLongerPackets()
    {
        QVERIFY(!withByte(97, 0));
        const auto packet = wire::udpAnnounceRequest(1, 2, sample());
        base::Bytes longer(packet.begin(), packet.end());
        longer.insert(longer.end(), {2, 1, '/', 0});
        QVERIFY(wire::readUdpAnnounce(longer).value() == sample());
    }

    void listsThePeersOfTheSocketsFamily()
    {
        AnnounceResponse response;
        response.interval = 900s;
        response.complete = 1;
        response.incomplete = 2;
        response.peers = {{base::Endpoint::fromV4(0x0a000001, 80), {}},
                          {*base::Endpoint::parse("[2001:db8::1]:81"), {}}};
        std::array<std::uint8_t, 128> out{};
        for (const auto family : {AddressFamily::V4, AddressFamily::V6}) {
            const std::size_t size = wire::writeUdpAnnounceReply(out, 5, response, family);
            QCOMPARE(size, family == AddressFamily::V4 ? 26U : 38U);
            const auto read = wire::readUdpAnnounceReply(base::ByteView(out).first(size), family);
            QVERIFY(read);
            QVERIFY(read->interval == 900s);
            QCOMPARE(read->complete.value(), 1U);
            QCOMPARE(read->incomplete.value(), 2U);
            QCOMPARE(read->peers,
                     (std::vector{response.peers[family == AddressFamily::V4 ? 0 : 1]}));
        }
    }

    void leavesOutThePeersThatDoNotFit()
    {
        AnnounceResponse response;
        for (std::uint16_t port = 1; port <= 50; ++port)
            response.peers.push_back({base::Endpoint::fromV4(0x0a000001, port), {}});
        std::array<std::uint8_t, 51> out{};
        QCOMPARE(wire::writeUdpAnnounceReply(out, 1, response, AddressFamily::V4), 50U);
    }

    // items 43, 60
    void skipsUselessPeersAndClampsTheInterval()
    {
        AnnounceResponse response;
        response.interval = 0s;
        response.peers = {{base::Endpoint::fromV4(0x0a000001, 0), {}},
                          {base::Endpoint::fromV4(0xe0000001, 5), {}},
                          {base::Endpoint::fromV4(0x0a000001, 5), {}},
                          {base::Endpoint::fromV4(0x0a000001, 5), {}}};
        std::array<std::uint8_t, 128> out{};
        const std::size_t size = wire::writeUdpAnnounceReply(out, 1, response, AddressFamily::V4);
        const auto read
            = wire::readUdpAnnounceReply(base::ByteView(out).first(size + 3), AddressFamily::V4);
        QVERIFY(read->interval == 60s);
        QCOMPARE(read->peers.size(), 1U);
    }

    void carriesErrors()
    {
        std::array<std::uint8_t, 20> out{};
        const std::size_t size = wire::writeUdpError(out, 9, "a reason that is too long");
        QCOMPARE(size, 20U);
        const auto reply = base::ByteView(out).first(size);
        QCOMPARE(wire::readUdpConnectReply(reply).error().detail, std::string("a reason tha"));
        QVERIFY(!wire::readUdpAnnounceReply(reply, AddressFamily::V4));
        QVERIFY(!wire::readUdpScrapeReply(reply, {}));
    }

    void refusesRepliesToSomethingElseAndCutOnes()
    {
        std::array<std::uint8_t, 64> out{};
        const std::size_t size = wire::writeUdpConnectReply(out, 9, 1);
        const auto reply = base::ByteView(out).first(size);
        QVERIFY(!wire::isUdpReplyTo(reply, 8));
        QVERIFY(!wire::isUdpReplyTo(reply.first(7), 9));
        QVERIFY(!wire::readUdpAnnounceReply(reply, AddressFamily::V4));
        for (std::size_t cut = 0; cut < size; ++cut)
            QVERIFY(!wire::readUdpConnectReply(reply.first(cut)));
    }

    // item 58
    void scrapesUpToSeventyFourTorrents()
    {
        std::vector<base::InfoHash> hashes(3000);
        for (std::size_t i = 0; i < hashes.size(); ++i)
            hashes[i].bytes[0] = static_cast<std::uint8_t>(i);
        base::Bytes packet = wire::udpScrapeRequest(1, 2, hashes);
        QCOMPARE(wire::udpScrapeCount(packet), 74U);
        QCOMPARE(packet.size(), 16U + 74 * 20);
        packet.resize(16 + 3000 * 20);
        QCOMPARE(wire::udpScrapeCount(packet), 74U);
        QCOMPARE(wire::udpScrapeCount(base::ByteView(packet).first(35)), 0U);
        QCOMPARE(wire::udpScrapeCount(base::ByteView(packet).first(16 + 19 * 20 + 3)), 19U);
        QVERIFY(wire::udpScrapeHash(packet, 73) == hashes[73]);
    }

    void readsTheScrapeItWrites()
    {
        std::vector<wire::ScrapeEntry> entries(2);
        entries[0].infoHash.bytes.fill(1);
        entries[0].complete = 1;
        entries[0].downloaded = 2;
        entries[0].incomplete = 3;
        entries[1].infoHash.bytes.fill(2);
        const std::vector<base::InfoHash> hashes{entries[0].infoHash, entries[1].infoHash};
        std::array<std::uint8_t, 64> out{};
        const std::size_t size = wire::writeUdpScrapeReply(out, 1, entries);
        QCOMPARE(size, 32U);
        QVERIFY(wire::readUdpScrapeReply(base::ByteView(out).first(size), hashes).value()
                == entries);
        QCOMPARE(wire::readUdpScrapeReply(base::ByteView(out).first(31), hashes)->size(), 1U);
    }
};

QTEST_APPLESS_MAIN(TestUdpAnnounce)
#include "tst_udpannounce.moc"
