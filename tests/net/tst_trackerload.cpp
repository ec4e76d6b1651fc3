#include "net/httpheadconnection.h"
#include "net/httplistener.h"
#include "support/runningtracker.h"

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
using namespace support;

namespace {

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

} // namespace

class TestTrackerLoad : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // item 54
    void servesAWholeRequestBesideManyHalfOnes()
    {
        const RunningTracker tracker;
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
        const RunningTracker tracker;
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

    // item 54
    void closesHalfRequestsAndIdleConnectionsInTime()
    {
        using std::chrono::milliseconds;
        net::HttpListener listener(net::HttpHeadConnection::maker(yes),
                                   {.requestTime = milliseconds(1), .idleTime = milliseconds(1)});
        QVERIFY(listener.listen(anyPort));
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
        net::HttpListener listener(net::HttpHeadConnection::maker(yes), {.maxConnections = 3});
        QVERIFY(listener.listen(anyPort));
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
        const RunningTracker tracker;
        const std::size_t before = openDescriptors();
        for (int i = 0; i < 500; ++i)
            RawClient(*tracker.server.httpEndpoint()).send(i % 2 == 0 ? "" : "GET /ann");
        QVERIFY(!tracker.refuses(query()));
        QVERIFY(support::eventually([&] { return openDescriptors() == before; }));
    }

    // item 45
    void givesTheIdlestConnectionsDescriptorToANewcomer()
    {
        net::HttpListener listener(net::HttpHeadConnection::maker(yes), {});
        QVERIFY(listener.listen(anyPort));
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
        net::HttpListener listener(net::HttpHeadConnection::maker(yes), {});
        QVERIFY(listener.listen(anyPort));
        const LateClient late;
        {
            const NoMoreDescriptors limit;
            QVERIFY(late.connectsTo(*listener.endpoint()));
            QVERIFY(support::eventually([&] { return listener.isPaused(); }));
        }
        QVERIFY(support::eventually([&] { return listener.connections() == 1; }));
        QVERIFY(!listener.isPaused());
    }

    void stopsTwiceAndLeavesNothingOpen()
    {
        const std::size_t before = openDescriptors();
        {
            RunningTracker tracker;
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
};

QTEST_GUILESS_MAIN(TestTrackerLoad)
#include "tst_trackerload.moc"
