#include "support/runningtracker.h"

#include <QTest>

using base::Endpoint;
using net::TrackerServer;
using namespace support;

class TestTrackerServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsPeersToEachOther()
    {
        const RunningTracker tracker;
        QVERIFY(tracker.started);
        tracker.announces(query("7001"));
        const std::string body = tracker.announces(query("7002"));
        QVERIFY(body.find(std::string("5:peers6:\x7f\0\0\1\x1b\x59", 14)) != std::string::npos);
        QVERIFY(body.find("10:incompletei2e") != std::string::npos);
        QCOMPARE(tracker.server.announces(), 2U);
        QCOMPARE(tracker.server.swarms().at(0).leechers, 2U);
    }

    void answersAlsoInListForm()
    {
        const RunningTracker tracker;
        tracker.announces(query("7001"));
        const std::string body = tracker.announces(query("7002", "&compact=0"));
        QVERIFY(body.find("2:ip9:127.0.0.1") != std::string::npos);
        QVERIFY(body.find("7:peer id20:-XX0001-") != std::string::npos);
    }

    // item 46
    void refusesAnAnnounceWithoutATwentyByteInfoHash()
    {
        const RunningTracker tracker;
        const std::string rest
            = "&peer_id=-XX0001-pppppppppppp&port=1&uploaded=0&downloaded=0&left=0";
        QVERIFY(tracker.refuses(rest));
        for (const std::string &hash :
             {std::string(19, 'a'), std::string(21, 'a'), std::string(3000, 'a'),
              std::string(17, 'a') + "%zz", std::string(18, 'a') + "%1"})
            QVERIFY(tracker.refuses("info_hash=" + hash + rest));
        QVERIFY(tracker.refuses("info_hash=" + std::string(20, 'a')
                                + "&info_hash=" + std::string(20, 'b') + rest));
        QVERIFY(tracker.server.swarms().empty());
    }

    // item 46
    void takesEveryByteValueAndEitherCaseOfAnEscape()
    {
        const RunningTracker tracker;
        std::string hash;
        for (int byte = 0; byte < 256; ++byte) {
            char escape[4];
            std::snprintf(escape, sizeof escape, byte % 2 == 0 ? "%%%02x" : "%%%02X", byte);
            QVERIFY(!tracker.refuses(query("7000", "", escape)));
        }
        const auto rows = tracker.server.swarms();
        QCOMPARE(rows.size(), 256U);
        for (std::size_t byte = 0; byte < 256; ++byte)
            QCOMPARE(std::size_t{rows[byte].infoHash.bytes[0]}, byte);
    }

    // items 47 and 48

    void refusesPortsIdsAndTotalsThatMakeNoSense()
    {
        const RunningTracker tracker;
        for (const std::string port : {"", "0", "-1", "65536", "http", "18446744073709551617"})
            QVERIFY(tracker.refuses(query(port)));
        for (const std::string total : {"-1", "x", "1180591620717411303424"}) {
            QVERIFY(tracker.refuses("info_hash=" + std::string(20, 'a')
                                    + "&peer_id=" + std::string(20, 'p')
                                    + "&port=1&uploaded=0&downloaded=0&left=" + total));
        }
        QVERIFY(tracker.refuses("info_hash=" + std::string(20, 'a')
                                + "&port=1&uploaded=0&downloaded=0&left=0"));
        QVERIFY(tracker.refuses("info_hash=" + std::string(20, 'a')
                                + "&peer_id=" + std::string(3000, 'p')
                                + "&port=1&uploaded=0&downloaded=0&left=0"));
        QVERIFY(tracker.server.swarms().empty());
    }

    // item 49
    void readsNumwantKindly()
    {
        const RunningTracker tracker;
        for (int port = 1; port <= 60; ++port)
            tracker.announces(query(std::to_string(port)));
        for (const std::string fifty : {"-1", "many"})
            QVERIFY(tracker.announces(query("1", "&numwant=" + fifty)).find("5:peers300:")
                    != std::string::npos);
        for (const std::string all : {"1000000", "18446744073709551616"})
            QVERIFY(tracker.announces(query("1", "&numwant=" + all)).find("5:peers354:")
                    != std::string::npos);
        QVERIFY(tracker.announces(query("1", "&numwant=0")).find("5:peers0:") != std::string::npos);
    }

    // item 50
    void takesAnUnknownEventAsNone()
    {
        const RunningTracker tracker;
        QVERIFY(!tracker.refuses(query("7000", "&event=exploded")));
        tracker.announces(query("7001", "&event=stopped", "%02"));
        QCOMPARE(tracker.server.swarms().size(), 1U);
    }

    // item 50
    void tellsDownloadersApartFromPartialSeeds()
    {
        const RunningTracker tracker;
        tracker.announces(query("7000"));
        tracker.announces(query("7001", "&event=paused"));
        const std::string scrape
            = bodyOf(tracker.asks("/scrape?info_hash=%01" + std::string(19, 'a')));
        QVERIFY(scrape.find("11:downloadersi1e10:incompletei2e") != std::string::npos);
    }

    // item 51
    void ignoresForwardedAddresses()
    {
        const RunningTracker tracker;
        RawClient::exchange(*tracker.server.httpEndpoint(),
                            get("/announce?" + query("7001", "&ipv4=9.9.9.9"),
                                "X-Forwarded-For: 8.8.8.8\r\nConnection: close\r\n"));
        QVERIFY(tracker.announces(query("7002")).find(std::string("peers6:\x7f\0\0\1", 11))
                != std::string::npos);
    }

    // item 52
    void boundsAScrapeAndMakesNoEntryForIt()
    {
        const RunningTracker tracker;
        QVERIFY(bodyOf(tracker.asks("/scrape")).starts_with("d14:failure reason"));
        QVERIFY(bodyOf(tracker.asks("/scrape?info_hash=short")).starts_with("d14:failure reason"));
        const std::string unknown
            = bodyOf(tracker.asks("/scrape?info_hash=" + std::string(20, 'z')));
        QVERIFY(unknown.find("8:completei0e") != std::string::npos);
        std::string many;
        for (int i = 0; i < 100; ++i)
            many += "&info_hash=" + std::string(18, 'a') + std::to_string(10 + i % 90);
        const std::string capped = bodyOf(tracker.asks("/scrape?" + many));
        QCOMPARE(QByteArray::fromStdString(capped).count("8:complete"), 74);
        QVERIFY(statusOf(tracker.asks("/scrape?" + many + many + many + many + many))
                == "HTTP/1.1 414");
        QVERIFY(tracker.server.swarms().empty());
    }

    // item 53
    void refusesWhatIsTooLongOrNotForATracker()
    {
        const RunningTracker tracker;
        QCOMPARE(statusOf(tracker.asks("/announce?" + std::string(5000, 'a'))), "HTTP/1.1 414");
        QCOMPARE(statusOf(tracker.asks("/announce?" + std::string(64 * 1024, 'a'))),
                 "HTTP/1.1 414");
        QCOMPARE(statusOf(tracker.asks("/elsewhere")), "HTTP/1.1 404");
        QCOMPARE(statusOf(tracker.asks("/announce/../")), "HTTP/1.1 404");
        const Endpoint server = *tracker.server.httpEndpoint();
        QCOMPARE(statusOf(RawClient::exchange(server,
                                              get("/", "X: " + std::string(9000, 'x') + "\r\n"))),
                 "HTTP/1.1 431");
        std::string lines;
        for (int i = 0; i < 20'000; ++i)
            lines += "X-Header: 1\r\n";
        QCOMPARE(statusOf(RawClient::exchange(server, get("/", lines))), "HTTP/1.1 431");
        for (const std::string method : {"POST", "DELETE", "HEAD", "BREW"}) {
            const std::string request = method + " /announce HTTP/1.1\r\nHost: x\r\n\r\n";
            QCOMPARE(statusOf(RawClient::exchange(server, request)), "HTTP/1.1 405");
        }
        QCOMPARE(statusOf(RawClient::exchange(server, get("/", "Content-Length: 5\r\n") + "hello")),
                 "HTTP/1.1 413");
        QCOMPARE(statusOf(RawClient::exchange(server, "\x16\x03\x01 TLS?\r\n\r\n")),
                 "HTTP/1.1 400");
        QCOMPARE(statusOf(RawClient::exchange(server, "GET / HTTP/3.7\r\n\r\n")), "HTTP/1.1 505");
        QCOMPARE(statusOf(tracker.asks("/")), "HTTP/1.1 200");
    }

    // item 53
    void neverPutsWhatAClientSaysIntoAHeader()
    {
        const RunningTracker tracker;
        const std::string answer = tracker.asks(
            "/announce?" + query("7000", "&event=%0d%0aEvil: 1&trackerid=%0d%0aEvil: 1"));
        QVERIFY(answer.substr(0, answer.find("\r\n\r\n")).find("Evil") == std::string::npos);
    }

    void honoursHttp10()
    {
        const RunningTracker tracker;
        const Endpoint server = *tracker.server.httpEndpoint();
        QVERIFY(RawClient::exchange(server, "GET / HTTP/1.0\r\n\r\n").find("Connection: close")
                != std::string::npos);
        RawClient client(server);
        client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        QVERIFY(client.hears("Connection: keep-alive"));
        client.send("GET / HTTP/1.0\r\n\r\n");
        QVERIFY(client.isClosed());
    }

    void namesTheAddressThatIsTaken()
    {
        const RunningTracker tracker;
        TrackerServer httpTwice({.http = tracker.server.httpEndpoint(), .udp = anyPort});
        const auto http = httpTwice.start();
        QVERIFY(!http);
        QCOMPARE(http.error().code, base::ErrorCode::Busy);
        QVERIFY(http.error().text().find(tracker.server.httpEndpoint()->text())
                != std::string::npos);
        TrackerServer udpTwice({.http = anyPort, .udp = tracker.server.udpEndpoint()});
        const auto udp = udpTwice.start();
        QVERIFY(!udp);
        QVERIFY(udp.error().text().find(tracker.server.udpEndpoint()->text()) != std::string::npos);
        QVERIFY(!udpTwice.httpEndpoint());
    }

    void showsAnUnspecifiedAddressAsLoopback()
    {
        TrackerServer server({.http = Endpoint::fromV4(0, 0), .udp = std::nullopt});
        QVERIFY(server.start());
        QCOMPARE(server.announceUrl(),
                 "http://127.0.0.1:" + std::to_string(server.httpEndpoint()->port) + "/announce");
    }
};

QTEST_GUILESS_MAIN(TestTrackerServer)
#include "tst_trackerserver.moc"
