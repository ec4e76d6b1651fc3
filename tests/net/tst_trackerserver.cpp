#include "net/httplistener.h"
#include "net/trackerserver.h"
#include "support/rawclient.h"

#include <QTest>

#include <arpa/inet.h>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

using base::Endpoint;
using net::TrackerServer;
using support::RawClient;

namespace {

const Endpoint AnyPort = Endpoint::fromV4(0x7f000001, 0);

/// A query that is right; `hash` is one escaped byte, so that tests can use several torrents.
std::string query(const std::string &port = "7000", const std::string &more = "",
                  const std::string &hash = "%01")
{
    return "info_hash=" + hash + "aaaaaaaaaaaaaaaaaaa&peer_id=-XX0001-" + std::string(12, 'p')
        + "&port=" + port + "&uploaded=0&downloaded=0&left=5" + more;
}

std::string get(const std::string &target, const std::string &fields = "Connection: close\r\n")
{
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
}

std::string bodyOf(const std::string &answer)
{
    const std::size_t end = answer.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : answer.substr(end + 4);
}

std::string statusOf(const std::string &answer)
{
    return answer.substr(0, 12);
}

std::size_t openDescriptors()
{
    std::size_t count = 0;
    for ([[maybe_unused]] const auto &entry : std::filesystem::directory_iterator("/proc/self/fd"))
        ++count;
    return count;
}

/// Answers "yes" to everything.
void yes(const net::HttpRequestHead &head, const Endpoint & /*remote*/, std::string &out)
{
    net::appendHttpAnswer(out, net::HttpStatus::Ok, "yes", head);
}

/// A TCP client whose descriptor exists before it connects.
class LateClient
{
public:
    ~LateClient() { ::close(m_socket); }
    LateClient() = default;
    LateClient(const LateClient &) = delete;
    LateClient &operator=(const LateClient &) = delete;

    [[nodiscard]] bool connectsTo(const Endpoint &server) const
    {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(server.port);
        to.sin_addr.s_addr = htonl(server.v4());
        return ::connect(m_socket, reinterpret_cast<const sockaddr *>(&to), sizeof to) == 0;
    }

private:
    int m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
};

/// While it lives the process gets no further descriptor.
class NoMoreDescriptors
{
public:
    NoMoreDescriptors()
    {
        getrlimit(RLIMIT_NOFILE, &m_before);
        // A limit above all descriptors in use; then the rest of them is used up.
        const int highest = ::fcntl(0, F_DUPFD, 512);
        ::close(highest);
        rlimit limit = m_before;
        limit.rlim_cur = static_cast<rlim_t>(highest);
        setrlimit(RLIMIT_NOFILE, &limit);
        for (int filler = ::dup(0); filler >= 0; filler = ::dup(0))
            m_fillers.push_back(filler);
    }
    ~NoMoreDescriptors()
    {
        for (const int filler : m_fillers)
            ::close(filler);
        setrlimit(RLIMIT_NOFILE, &m_before);
    }
    NoMoreDescriptors(const NoMoreDescriptors &) = delete;
    NoMoreDescriptors &operator=(const NoMoreDescriptors &) = delete;

private:
    rlimit m_before{};
    std::vector<int> m_fillers;
};

/// A tracker on loopback.
struct Running {
    TrackerServer server{{.http = AnyPort, .udp = AnyPort, .interval = std::chrono::seconds(100)}};
    Running() { started = server.start().has_value(); }
    bool started = false;

    std::string asks(const std::string &target) const
    {
        return RawClient::exchange(*server.httpEndpoint(), get(target));
    }
    std::string announces(const std::string &text) const
    {
        return bodyOf(asks("/announce?" + text));
    }
    [[nodiscard]] bool refuses(const std::string &text) const
    {
        return announces(text).starts_with("d14:failure reason");
    }
};

} // namespace

class TestTrackerServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsPeersToEachOther()
    {
        const Running tracker;
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
        const Running tracker;
        tracker.announces(query("7001"));
        const std::string body = tracker.announces(query("7002", "&compact=0"));
        QVERIFY(body.find("2:ip9:127.0.0.1") != std::string::npos);
        QVERIFY(body.find("7:peer id20:-XX0001-") != std::string::npos);
    }

    // item 46
    void refusesAnAnnounceWithoutATwentyByteInfoHash()
    {
        const Running tracker;
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
        const Running tracker;
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
        const Running tracker;
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
        const Running tracker;
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
        const Running tracker;
        QVERIFY(!tracker.refuses(query("7000", "&event=exploded")));
        tracker.announces(query("7001", "&event=stopped", "%02"));
        QCOMPARE(tracker.server.swarms().size(), 1U);
    }

    // item 50
    void tellsDownloadersApartFromPartialSeeds()
    {
        const Running tracker;
        tracker.announces(query("7000"));
        tracker.announces(query("7001", "&event=paused"));
        const std::string scrape
            = bodyOf(tracker.asks("/scrape?info_hash=%01" + std::string(19, 'a')));
        QVERIFY(scrape.find("11:downloadersi1e10:incompletei2e") != std::string::npos);
    }

    // item 51
    void ignoresForwardedAddresses()
    {
        const Running tracker;
        RawClient::exchange(*tracker.server.httpEndpoint(),
                            get("/announce?" + query("7001", "&ipv4=9.9.9.9"),
                                "X-Forwarded-For: 8.8.8.8\r\nConnection: close\r\n"));
        QVERIFY(tracker.announces(query("7002")).find(std::string("peers6:\x7f\0\0\1", 11))
                != std::string::npos);
    }

    // item 52
    void boundsAScrapeAndMakesNoEntryForIt()
    {
        const Running tracker;
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
        const Running tracker;
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
        const Running tracker;
        const std::string answer = tracker.asks(
            "/announce?" + query("7000", "&event=%0d%0aEvil: 1&trackerid=%0d%0aEvil: 1"));
        QVERIFY(answer.substr(0, answer.find("\r\n\r\n")).find("Evil") == std::string::npos);
    }

    // item 54
    void servesAWholeRequestBesideManyHalfOnes()
    {
        const Running tracker;
        std::vector<std::unique_ptr<RawClient>> halves;
        for (int i = 0; i < 200; ++i) {
            halves.push_back(std::make_unique<RawClient>(*tracker.server.httpEndpoint()));
            halves.back()->send("GET /announce?info_ha");
        }
        QVERIFY(!tracker.refuses(query()));
    }

    // item 54
    void takesARequestByteByByteAndKeepsTheConnection()
    {
        const Running tracker;
        RawClient client(*tracker.server.httpEndpoint());
        client.sendBytewise(get("/announce?" + query(), ""));
        QVERIFY(client.hears("5:peers0:"));
        QVERIFY(client.heard().find("Connection: close") == std::string::npos);
        client.forget();
        client.send(get("/", "") + get("/scrape", "") + get("/elsewhere"));
        QVERIFY(client.isClosed());
        const std::string &heard = client.heard();
        QVERIFY(heard.find("Torrarium tracker") < heard.find("failure reason"));
        QVERIFY(heard.find("failure reason") < heard.find("404 Not Found"));
    }

    void honoursHttp10()
    {
        const Running tracker;
        const Endpoint server = *tracker.server.httpEndpoint();
        QVERIFY(RawClient::exchange(server, "GET / HTTP/1.0\r\n\r\n").find("Connection: close")
                != std::string::npos);
        RawClient client(server);
        client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        QVERIFY(client.hears("Connection: keep-alive"));
        client.send("GET / HTTP/1.0\r\n\r\n");
        QVERIFY(client.isClosed());
    }

    // item 54
    void closesHalfRequestsAndIdleConnectionsInTime()
    {
        using std::chrono::milliseconds;
        net::HttpListener listener(yes,
                                   {.requestTime = milliseconds(1), .idleTime = milliseconds(1)});
        QVERIFY(listener.listen(AnyPort));
        RawClient half(*listener.endpoint());
        half.send("GET / HT");
        RawClient idle(*listener.endpoint());
        idle.send(get("/", ""));
        QVERIFY(idle.hears("yes"));
        QVERIFY(half.isClosed());
        QVERIFY(idle.isClosed());
        QVERIFY(half.heard().empty());
        QCOMPARE(listener.connections(), 0U);
    }

    // item 44
    void givesTheLongestIdleConnectionsPlaceToANewcomer()
    {
        net::HttpListener listener(yes, {.maxConnections = 3});
        QVERIFY(listener.listen(AnyPort));
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 3; ++i) {
            clients.push_back(std::make_unique<RawClient>(*listener.endpoint()));
            clients.back()->send(get("/", ""));
            QVERIFY(clients.back()->hears("yes"));
        }
        clients[0]->forget();
        clients[0]->send(get("/", ""));
        QVERIFY(clients[0]->hears("yes"));
        RawClient newcomer(*listener.endpoint());
        newcomer.send(get("/", ""));
        QVERIFY(newcomer.hears("yes"));
        QVERIFY(clients[1]->isClosed());
        QCOMPARE(listener.connections(), 3U);
    }

    // item 44
    void outlivesFiveHundredClientsThatConnectAndLeave()
    {
        const Running tracker;
        const std::size_t before = openDescriptors();
        for (int i = 0; i < 500; ++i)
            RawClient(*tracker.server.httpEndpoint()).send(i % 2 == 0 ? "" : "GET /ann");
        QVERIFY(!tracker.refuses(query()));
        QVERIFY(support::eventually([&] { return openDescriptors() == before; }));
    }

    // item 45
    void givesTheIdlestConnectionsDescriptorToANewcomer()
    {
        net::HttpListener listener(yes, {});
        QVERIFY(listener.listen(AnyPort));
        RawClient idle(*listener.endpoint());
        QVERIFY(support::eventually([&] { return listener.connections() == 1; }));
        const LateClient late;
        const NoMoreDescriptors limit;
        QVERIFY(late.connectsTo(*listener.endpoint()));
        QVERIFY(idle.isClosed());
        QVERIFY(support::eventually([&] { return listener.connections() == 1; }));
        QVERIFY(!listener.isPaused());
    }

    // item 45
    void pausesWithoutDescriptorsAndGoesOnWhenThereAreSome()
    {
        net::HttpListener listener(yes, {});
        QVERIFY(listener.listen(AnyPort));
        const LateClient late;
        {
            const NoMoreDescriptors limit;
            QVERIFY(late.connectsTo(*listener.endpoint()));
            QVERIFY(support::eventually([&] { return listener.isPaused(); }));
        }
        QVERIFY(support::eventually([&] { return listener.connections() == 1; }));
        QVERIFY(!listener.isPaused());
    }

    void namesTheAddressThatIsTaken()
    {
        const Running tracker;
        TrackerServer httpTwice({.http = tracker.server.httpEndpoint(), .udp = AnyPort});
        const auto http = httpTwice.start();
        QVERIFY(!http);
        QCOMPARE(http.error().code, base::ErrorCode::Busy);
        QVERIFY(http.error().text().find(tracker.server.httpEndpoint()->text())
                != std::string::npos);
        TrackerServer udpTwice({.http = AnyPort, .udp = tracker.server.udpEndpoint()});
        const auto udp = udpTwice.start();
        QVERIFY(!udp);
        QVERIFY(udp.error().text().find(tracker.server.udpEndpoint()->text()) != std::string::npos);
        QVERIFY(!udpTwice.httpEndpoint());
    }

    void stopsTwiceAndLeavesNothingOpen()
    {
        const std::size_t before = openDescriptors();
        {
            Running tracker;
            RawClient client(*tracker.server.httpEndpoint());
            client.send("GET");
            QVERIFY(tracker.server.announceUrl().starts_with("http://127.0.0.1:"));
            tracker.server.stop();
            tracker.server.stop();
            QVERIFY(client.isClosed());
            QVERIFY(!tracker.server.httpEndpoint());
            QVERIFY(tracker.server.start());
            QVERIFY(!tracker.refuses(query()));
        }
        QCOMPARE(openDescriptors(), before);
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
