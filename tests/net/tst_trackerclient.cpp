#include "core/wire/udpannounce.h"
#include "net/address.h"
#include "net/trackerclient.h"
#include "net/trackerserver.h"
#include "net/udpannouncement.h"
#include "support/rawclient.h"
#include "support/scriptedtracker.h"

#include <QNetworkDatagram>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <memory>
#include <vector>

using base::Endpoint;
using net::TrackerClient;
using net::TrackerServer;
using namespace support;

class TestTrackerClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void announcesOverHttpAndUdp()
    {
        TrackerServer server({.http = anyTrackerPort, .udp = anyTrackerPort});
        QVERIFY(server.start());
        Listening http({{server.announceUrl()}});
        Listening udp({{"udp://" + server.udpEndpoint()->text() + "/announce"}});
        QVERIFY(http.announce(request(7001)));
        QVERIFY(udp.announce(request(7002)));
        QCOMPARE(udp.answers[0].second.peers.size(), 1U);
        QCOMPARE(udp.answers[0].second.peers[0].endpoint, Endpoint::fromV4(0x7f000001, 7001));
        QVERIFY(http.announce(request(7001)));
        QCOMPARE(http.answers[1].second.peers[0].endpoint, Endpoint::fromV4(0x7f000001, 7002));
        QCOMPARE(http.answers[1].first, server.announceUrl());
        QCOMPARE(server.swarms()[0].infoHash, request().infoHash);
    }

    void announcesOverIpv6()
    {
        if (QTcpServer probe; !probe.listen(QHostAddress::LocalHostIPv6))
            QSKIP("this machine has no IPv6");
        const Endpoint loopback = *Endpoint::parse("[::1]:0");
        TrackerServer server({.http = loopback, .udp = loopback});
        QVERIFY(server.start().has_value());
        Listening http({{server.announceUrl()}});
        Listening udp({{"udp://" + server.udpEndpoint()->text()}});
        QVERIFY(http.announce(request(7001)));
        QVERIFY(udp.announce(request(7002)));
        QCOMPARE(udp.answers[0].second.peers.at(0).endpoint, *Endpoint::parse("[::1]:7001"));
        QVERIFY(http.announce(request(7001)));
        QCOMPARE(http.answers[1].second.peers.at(0).endpoint, *Endpoint::parse("[::1]:7002"));
    }

    void triesAllOfATierBeforeTheNextAndRemembersWhatWorked()
    {
        CannedServer broken(ok("no bencoding"));
        CannedServer good(ok(GoodBody));
        CannedServer spare(ok(GoodBody));
        Listening client({{broken.url(), good.url()}, {spare.url()}});
        QVERIFY(client.announce());
        const int tried = broken.connections();
        QVERIFY(client.announce());
        QVERIFY(client.announce());
        QCOMPARE(broken.connections(), tried);
        QCOMPARE(good.connections(), 3);
        QCOMPARE(spare.connections(), 0);
        good.answer(ok(""));
        QVERIFY(client.announce());
        QCOMPARE(client.answers.back().first, spare.url());
        QCOMPARE(broken.connections(), tried + 1);
    }

    void shufflesATierBySeed()
    {
        const std::vector<std::string> urls{"none://1", "none://2", "none://3", "none://4"};
        std::vector<std::string> lastTried;
        for (std::uint64_t seed = 0; seed < 16; ++seed) {
            Listening client({urls}, seed);
            QVERIFY(!client.announce());
            if (std::ranges::find(lastTried, client.failures[0].where) == lastTried.end())
                lastTried.push_back(client.failures[0].where);
        }
        QVERIFY(lastTried.size() > 1);
    }

    // item 59
    void goesOnToTheNextTrackerWhateverOneAnswers()
    {
        const std::string deep = std::string(100'000, 'l');
        const std::vector<std::string> answers{
            ok("d14:failure reason4:nopee"),
            "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
            "",
            "<html>not here</html>",
            ok("<html></html>"),
            ok(deep),
            ok(GoodBody).substr(0, 60),
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 25165824\r\n\r\n" + std::string(100'000, 'x'),
            "HTTP/1.1 200 OK\r\n\r\n" + std::string(5'000'000, 'x'),
            "HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n",
            "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"};
        for (const std::string &answer : answers) {
            CannedServer bad(answer);
            CannedServer good(ok(GoodBody));
            Listening client({{bad.url()}, {good.url()}});
            QVERIFY2(client.announce(), answer.substr(0, 80).c_str());
            QCOMPARE(bad.connections(), 1);
            QCOMPARE(client.answers.at(0).first, good.url());
        }
    }

    // item 59
    void givesUpARedirectLoopAfterFive()
    {
        CannedServer loop("");
        loop.answer("HTTP/1.1 302 Found\r\nLocation: " + loop.url()
                    + "\r\nContent-Length: 0\r\n\r\n");
        Listening client({{loop.url()}});
        QVERIFY(!client.announce());
        QCOMPARE(loop.connections(), 6);
        QCOMPARE(client.failures[0].code, base::ErrorCode::Limit);
    }

    void followsARedirect()
    {
        CannedServer good(ok(GoodBody));
        CannedServer moved("HTTP/1.1 301 Moved\r\nLocation: " + good.url()
                           + "\r\nContent-Length: 0\r\n\r\n");
        Listening client({{moved.url()}});
        QVERIFY(client.announce());
        QVERIFY(good.heard().find("info_hash=%E5%E5") != std::string::npos
                || good.heard().find("info_hash=%e5%e5") != std::string::npos);
    }

    void readsChunkedAnswersAndThoseThatEndWithTheConnection()
    {
        CannedServer chunked("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n"
                             + GoodBody.substr(0, 5) + "\r\n" +
                             [] {
                                 char size[8];
                                 std::snprintf(size, sizeof size, "%zx", GoodBody.size() - 5);
                                 return std::string(size);
                             }()
                             + "\r\n" + GoodBody.substr(5) + "\r\n0\r\n\r\n");
        CannedServer untilEnd("HTTP/1.0 200 OK\r\n\r\n" + GoodBody);
        Listening first({{chunked.url()}});
        QVERIFY(first.announce());
        QCOMPARE(first.answers[0].second.peers.size(), 1U);
        Listening second({{untilEnd.url()}});
        QVERIFY(second.announce());
        QCOMPARE(second.answers[0].second.peers.size(), 1U);
    }

    // item 60
    void clampsTheInterval()
    {
        for (const std::string interval : {"0", "-5", "9223372036854775807"}) {
            CannedServer server(ok("d8:intervali" + interval + "e5:peers0:e"));
            Listening client({{server.url()}});
            QVERIFY(client.announce());
            QVERIFY(client.answers[0].second.interval >= std::chrono::seconds(60));
            QVERIFY(client.answers[0].second.interval <= std::chrono::hours(24));
        }
    }

    void echoesTheTrackerId()
    {
        CannedServer server(ok("d8:intervali1800e5:peers0:10:tracker id4:abcde"));
        Listening client({{server.url()}});
        QVERIFY(client.announce());
        QVERIFY(server.heard().find("trackerid") == std::string::npos);
        QVERIFY(client.announce());
        QVERIFY(server.heard().find("trackerid=abcd") != std::string::npos);
    }

    void theLatestOfSeveralWaitingAnnouncesWins()
    {
        CannedServer server(ok(GoodBody));
        Listening client({{server.url()}});
        for (const std::uint16_t port : {1001, 1002, 1003})
            client.client.announce(request(port));
        QVERIFY(eventually([&] { return client.answers.size() == 2; }));
        QCOMPARE(server.connections(), 2);
        QVERIFY(server.heard().find("port=1001") != std::string::npos);
        QVERIFY(server.heard().find("port=1002") == std::string::npos);
        QVERIFY(server.heard().find("port=1003") != std::string::npos);
    }

    void saysNothingAfterAnAbort()
    {
        CannedServer server(ok(GoodBody));
        Listening client({{server.url()}});
        client.client.announce(request());
        client.client.abort();
        QVERIFY(client.announce());
        QCOMPARE(client.answers.size(), 1U);
        QVERIFY(client.failures.empty());
    }

    void failsWithoutATracker()
    {
        Listening nobody({});
        QVERIFY(!nobody.announce());
        Listening refused(
            {{"http://127.0.0.1:1/announce"}, {"udp://127.0.0.1:1"}, {"gopher://x/"}});
        QVERIFY(!refused.announce());
        QCOMPARE(refused.failures[0].where, "gopher://x/");
    }

    // item 60
    void repeatsAnUnansweredDatagramAndIgnoresForeignAnswers()
    {
        int datagrams = 0;
        QUdpSocket stranger;
        stranger.bind(QHostAddress(QHostAddress::LocalHost));
        ScriptedUdp server([&](const QNetworkDatagram &datagram, QUdpSocket &socket) {
            ++datagrams;
            const QByteArray right = rightAnswer(datagram);
            QByteArray otherTransaction = right;
            otherTransaction[4] = static_cast<char>(otherTransaction[4] ^ 1);
            QByteArray error = right;
            error[3] = 3;
            stranger.writeDatagram(error, datagram.senderAddress(),
                                   static_cast<quint16>(datagram.senderPort()));
            socket.writeDatagram(datagram.makeReply(otherTransaction));
            if (datagrams % 2 == 0)
                socket.writeDatagram(datagram.makeReply(right));
        });
        const auto connection = std::make_shared<net::UdpConnection>();
        net::UdpAnnouncement announcement(QUrl(QString::fromStdString(server.url())), request(),
                                          connection, std::chrono::milliseconds(20));
        std::optional<net::Announcement::Outcome> outcome;
        QObject::connect(&announcement, &net::Announcement::finished, &announcement,
                         [&](const auto &what) { outcome = what; });
        announcement.start();
        QVERIFY(eventually([&] { return outcome.has_value(); }));
        QVERIFY(outcome->has_value());
        QCOMPARE(datagrams, 4);
        QCOMPARE((*outcome)->peers.size(), 1U);
        QCOMPARE(connection->id, 42U);
    }

    // item 60
    void usesAConnectionIdAgainUntilTheTrackerForgetsIt()
    {
        int connects = 0;
        bool forgets = false;
        ScriptedUdp server([&](const QNetworkDatagram &datagram, QUdpSocket &socket) {
            const auto header = wire::readUdpHeader(view(datagram.data())).value();
            connects += wire::isUdpConnect(header) ? 1 : 0;
            if (forgets && !wire::isUdpConnect(header)) {
                forgets = false;
                std::array<std::uint8_t, 32> out{};
                const std::size_t size
                    = wire::writeUdpError(out, header.transactionId, "who are you");
                socket.writeDatagram(datagram.makeReply(
                    {reinterpret_cast<const char *>(out.data()), static_cast<qsizetype>(size)}));
                return;
            }
            socket.writeDatagram(datagram.makeReply(rightAnswer(datagram)));
        });
        Listening client({{server.url()}});
        QVERIFY(client.announce());
        QVERIFY(client.announce());
        QCOMPARE(connects, 1);
        forgets = true;
        QVERIFY(client.announce());
        QCOMPARE(connects, 2);
    }
};

QTEST_GUILESS_MAIN(TestTrackerClient)
#include "tst_trackerclient.moc"
