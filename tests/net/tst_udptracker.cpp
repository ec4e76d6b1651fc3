#include "core/wire/udpannounce.h"
#include "net/trackerserver.h"
#include "net/udptracker.h"
#include "support/rawclient.h"

#include <QTest>

using base::Endpoint;
using base::Time;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const Endpoint Remote = Endpoint::fromV4(0x0a000001, 40000);

/// A tracker without sockets and one client of it.
struct Desk {
    net::TrackerDesk desk{{.interval = seconds(100), .maxSwarms = 100, .key = {}}, 1};
    net::UdpTracker tracker{desk, {1, 2}};
    std::array<std::uint8_t, 1472> out{};

    base::ByteView asks(base::ByteView datagram, const Endpoint &from = Remote)
    {
        return {out.data(), tracker.answer(datagram, from, out)};
    }
    std::uint64_t connects(const Endpoint &from = Remote)
    {
        return wire::readUdpConnectReply(asks(wire::udpConnectRequest(1), from)).value();
    }
};

wire::AnnounceRequest request(std::uint16_t port = 7000)
{
    wire::AnnounceRequest request;
    request.port = port;
    request.left = 5;
    return request;
}

bool isError(base::ByteView answer)
{
    return answer.size() >= 8 && answer[3] == 3;
}

} // namespace

class TestUdpTracker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // item 56
    void anIdIsGoodForTwoToFourMinutesAndOneAddress()
    {
        const net::ConnectionIds ids({7, 8});
        for (int start = 0; start < 240; start += 13) {
            const Time issued{seconds(start)};
            const std::uint64_t id = ids.issue(Remote, issued);
            QVERIFY(ids.isValid(id, Remote, issued));
            QVERIFY(ids.isValid(id, Remote, issued + minutes(2)));
            QVERIFY(!ids.isValid(id, Remote, issued + minutes(4)));
            QVERIFY(!ids.isValid(id, Endpoint::fromV4(0x0a000002, 40000), issued));
            QVERIFY(!net::ConnectionIds({7, 9}).isValid(id, Remote, issued));
        }
    }

    // item 56
    void refusesForeignIdsAndShortOrStrangeDatagrams()
    {
        Desk desk;
        const std::uint64_t id = desk.connects();
        QVERIFY(isError(desk.asks(wire::udpAnnounceRequest(id + 1, 5, request()))));
        QVERIFY(
            isError(desk.asks(wire::udpAnnounceRequest(id, 5, request()), Endpoint::fromV4(9, 9))));
        auto connect = wire::udpConnectRequest(1);
        QVERIFY(desk.asks(base::ByteView(connect).first(15)).empty());
        connect[0] = 1;
        QVERIFY(desk.asks(connect).empty());
        QCOMPARE(desk.desk.announces(), 0U);
    }

    // item 57
    void refusesACutAnnounceAndUnknownActions()
    {
        Desk desk;
        const std::uint64_t id = desk.connects();
        auto announce = wire::udpAnnounceRequest(id, 5, request());
        QVERIFY(isError(desk.asks(base::ByteView(announce).first(97))));
        announce[11] = 9;
        QVERIFY(isError(desk.asks(announce)));
        announce[11] = 1;
        announce[83] = 77;
        QVERIFY(isError(desk.asks(announce)));
        QCOMPARE(desk.desk.announces(), 0U);
    }

    // item 57
    void neverAnswersMoreThanItWasAskedBeforeAnIdIsProven()
    {
        Desk desk;
        base::Rng rng(1);
        for (int round = 0; round < 20'000; ++round) {
            base::Bytes datagram(rng.below(120));
            for (auto &byte : datagram)
                byte = static_cast<std::uint8_t>(rng.below(3));
            if (round % 2 == 0 && datagram.size() >= 8)
                base::writeBigEndian(datagram.data(), wire::udpProtocolMagic);
            QVERIFY(desk.asks(datagram).size() <= datagram.size());
        }
    }

    // item 58
    void ignoresTheClaimedAddressAndPortZero()
    {
        Desk desk;
        const Endpoint loopback = Endpoint::fromV4(0x7f000001, 40000);
        const std::uint64_t id = desk.connects(loopback);
        auto announce = wire::udpAnnounceRequest(id, 5, request());
        base::writeBigEndian<std::uint32_t>(announce.data() + 84, 0x01020304);
        desk.asks(announce, loopback);
        const auto entries = desk.desk.table().entries();
        QCOMPARE(entries.size(), 1U);
        QCOMPARE(entries[0].endpoint, Endpoint::fromV4(0x7f000001, 7000));
        desk.asks(wire::udpAnnounceRequest(id, 5, request(0)), loopback);
        QCOMPARE(desk.desk.table().entries().size(), 1U);
    }

    // item 58
    void honoursNumWantAndTakesOptionsBehindAnAnnounce()
    {
        Desk desk;
        const std::uint64_t id = desk.connects();
        for (std::uint16_t port = 1; port <= 20; ++port)
            desk.asks(wire::udpAnnounceRequest(id, 5, request(port)));
        auto few = request(1);
        few.numWant = 3;
        const auto packet = wire::udpAnnounceRequest(id, 5, few);
        base::Bytes withOptions(packet.begin(), packet.end());
        withOptions.insert(withOptions.end(), {2, 4, '/', 'a', 'n', 'n'});
        QCOMPARE(desk.asks(withOptions).size(), std::size_t{20 + 3 * 6});
        QCOMPARE(desk.asks(wire::udpAnnounceRequest(id, 5, request(1))).size(),
                 std::size_t{20 + 19 * 6});
    }

    // item 58
    void boundsAScrape()
    {
        Desk desk;
        const std::uint64_t id = desk.connects();
        const std::vector<base::InfoHash> hashes(74);
        base::Bytes scrape = wire::udpScrapeRequest(id, 5, hashes);
        QCOMPARE(desk.asks(scrape).size(), std::size_t{8 + 74 * 12});
        scrape.resize(2048);
        QVERIFY(desk.asks(scrape).size() <= 8 + 74 * 12);
        scrape.resize(16);
        QVERIFY(isError(desk.asks(scrape)));
        QCOMPARE(desk.desk.table().size(), 0U);
    }

    void answersOverARealSocket()
    {
        net::TrackerServer server({.http = std::nullopt, .udp = Endpoint::fromV4(0x7f000001, 0)});
        QVERIFY(server.start());
        support::RawDatagrams client(*server.udpEndpoint());
        client.send("noise");
        const auto answer = client.ask(base::asText(wire::udpConnectRequest(1)));
        QVERIFY(answer);
        const auto id = wire::readUdpConnectReply(base::asBytes(*answer)).value();
        QVERIFY(client.ask(base::asText(wire::udpAnnounceRequest(id, 5, request()))));
        QCOMPARE(server.announces(), 1U);
        QCOMPARE(server.announceUrl(), "udp://" + server.udpEndpoint()->text());
    }
};

QTEST_GUILESS_MAIN(TestUdpTracker)
#include "tst_udptracker.moc"
