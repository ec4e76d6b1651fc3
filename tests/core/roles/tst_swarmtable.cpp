#include "core/roles/rosters.h"
#include "core/roles/swarmtable.h"

#include <QTest>

#include <map>
#include <set>

using base::Endpoint;
using base::Rng;
using base::Time;
using roles::SwarmCounts;
using roles::SwarmTable;
using std::chrono::seconds;
using wire::AnnounceEvent;
using wire::AnnounceRequest;

namespace {

base::InfoHash torrent(std::uint64_t number)
{
    base::InfoHash hash;
    base::writeBigEndian(hash.bytes.data(), number);
    return hash;
}

Time at(seconds second)
{
    return Time(second);
}

/// Peer `number` has the address 10.x.y.z and the port 6881.
Endpoint remote(std::uint32_t number)
{
    return Endpoint::fromV4(0x0a000000U + number, 40000);
}

AnnounceRequest request(std::uint32_t number, std::uint64_t left = 100)
{
    AnnounceRequest request;
    request.infoHash = torrent(1);
    base::writeBigEndian(request.peerId.bytes.data(), number);
    request.port = 6881;
    request.left = left;
    return request;
}

/// A table with its random source, and peers that announce by number.
struct Tracker {
    SwarmTable table;
    Rng rng{7};

    explicit Tracker(const roles::SwarmTableOptions &options = {})
        : table(options)
    {
    }

    wire::AnnounceResponse says(std::uint32_t number, const AnnounceRequest &what,
                                seconds when = seconds(0))
    {
        return table.announce(what, remote(number), at(when), rng);
    }
    wire::AnnounceResponse announces(std::uint32_t number, std::uint64_t left = 100,
                                     seconds when = seconds(0))
    {
        return says(number, request(number, left), when);
    }
    wire::AnnounceResponse says(std::uint32_t number, AnnounceEvent event,
                                seconds when = seconds(0))
    {
        AnnounceRequest what = request(number, event == AnnounceEvent::Completed ? 0 : 100);
        what.event = event;
        return says(number, what, when);
    }
};

std::set<Endpoint> endpoints(const wire::AnnounceResponse &response)
{
    std::set<Endpoint> set;
    for (const wire::ListedPeer &peer : response.peers)
        set.insert(peer.endpoint);
    return set;
}

} // namespace

class TestSwarmTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsTheOthersAndNotTheRequester()
    {
        Tracker tracker;
        QVERIFY(tracker.announces(1).peers.empty());
        tracker.announces(2, 0);
        const auto response = tracker.announces(1);
        QCOMPARE(endpoints(response), (std::set{Endpoint::fromV4(0x0a000002, 6881)}));
        QCOMPARE(response.complete.value(), 1U);
        QCOMPARE(response.incomplete.value(), 1U);
    }

    // item 49
    void givesASeedNoOtherSeeds()
    {
        Tracker tracker;
        for (std::uint32_t seed = 1; seed <= 30; ++seed)
            tracker.announces(seed, 0);
        tracker.announces(100);
        QCOMPARE(endpoints(tracker.announces(1, 0)),
                 (std::set{Endpoint::fromV4(0x0a000064, 6881)}));
        QCOMPARE(tracker.announces(100).peers.size(), 30U);
    }

    // item 49
    void listsFiftyByDefaultAndTwoHundredAtMost()
    {
        Tracker tracker;
        for (std::uint32_t peer = 1; peer <= 300; ++peer)
            tracker.announces(peer);
        QCOMPARE(tracker.announces(1).peers.size(), 50U);
        AnnounceRequest greedy = request(1);
        greedy.numWant = 1'000'000;
        const auto response = tracker.says(1, greedy);
        QCOMPARE(response.peers.size(), 200U);
        QCOMPARE(endpoints(response).size(), 200U);
        greedy.numWant = 0;
        QVERIFY(tracker.says(1, greedy).peers.empty());
    }

    void drawsEveryPeerEquallyOften()
    {
        Tracker tracker;
        for (std::uint32_t peer = 0; peer < 101; ++peer)
            tracker.announces(peer, peer % 3 == 0 ? 0 : 100);
        std::map<Endpoint, int> drawn;
        AnnounceRequest asking = request(50);
        asking.numWant = 7;
        for (int round = 0; round < 20'000; ++round) {
            const auto response = tracker.says(50, asking);
            QCOMPARE(endpoints(response).size(), 7U);
            for (const Endpoint &endpoint : endpoints(response))
                ++drawn[endpoint];
        }
        // 20,000 draws of 7 in 100: 1,400 each, standard deviation 36.
        QCOMPARE(drawn.size(), 100U);
        for (const auto &[endpoint, times] : drawn)
            QVERIFY2(times > 1200 && times < 1600, endpoint.text().c_str());
    }

    // item 50
    void makesNoEntryForAStrangerThatStops()
    {
        Tracker tracker;
        tracker.says(1, AnnounceEvent::Stopped);
        QCOMPARE(tracker.table.size(), 0U);
        tracker.announces(1);
        AnnounceRequest foreign = request(2);
        foreign.event = AnnounceEvent::Stopped;
        QVERIFY(tracker.says(1, foreign).peers.empty());
        QCOMPARE(tracker.table.entries().size(), 1U);
        tracker.says(1, AnnounceEvent::Stopped);
        QVERIFY(tracker.table.entries().empty());
    }

    // item 50
    void countsACompletionOnce()
    {
        Tracker tracker;
        tracker.announces(1);
        for (int i = 0; i < 5; ++i)
            tracker.says(1, AnnounceEvent::Completed);
        QCOMPARE(tracker.table.scrape(torrent(1), at(seconds(0))).value(),
                 (SwarmCounts{1, 0, 1, 0}));
    }

    // item 50
    void countsAPartialSeedAsIncompleteButNoDownloader()
    {
        Tracker tracker;
        tracker.says(1, AnnounceEvent::Paused);
        tracker.announces(2);
        tracker.announces(3, 0);
        QCOMPARE(tracker.table.scrape(torrent(1), at(seconds(0))).value(),
                 (SwarmCounts{1, 2, 0, 1}));
        QCOMPARE(endpoints(tracker.says(1, AnnounceEvent::Paused)).size(), 1U);
        tracker.announces(1, 0);
        QCOMPARE(tracker.table.scrape(torrent(1), at(seconds(0))).value(),
                 (SwarmCounts{2, 1, 0, 1}));
    }

    void replacesAClientThatRestartedUnderANewId()
    {
        Tracker tracker;
        tracker.announces(1);
        tracker.says(1, request(9));
        const auto entries = tracker.table.entries();
        QCOMPARE(entries.size(), 1U);
        QCOMPARE(entries[0].id, request(9).peerId);
    }

    void dropsAPeerSilentForTwoIntervals()
    {
        Tracker tracker({.interval = seconds(100), .maxSwarms = 10, .key = {}});
        tracker.announces(1, 100, seconds(0));
        tracker.announces(2, 100, seconds(150));
        QCOMPARE(tracker.announces(2, 100, seconds(200)).peers.size(), 1U);
        QVERIFY(tracker.announces(2, 100, seconds(201)).peers.empty());
        QCOMPARE(tracker.table.scrape(torrent(1), at(seconds(401)))->incomplete, 1U);
        QCOMPARE(tracker.table.scrape(torrent(1), at(seconds(408)))->incomplete, 0U);
    }

    // item 55
    void forgetsASwarmNobodyIsIn()
    {
        Tracker tracker({.interval = seconds(100), .maxSwarms = 1000, .key = {}});
        AnnounceRequest announce = request(1);
        for (std::uint64_t number = 0; number < 500; ++number) {
            announce.infoHash = torrent(number);
            tracker.says(1, announce);
        }
        tracker.table.expire(at(seconds(200)));
        QCOMPARE(tracker.table.size(), 500U);
        tracker.table.expire(at(seconds(201)), 100);
        QCOMPARE(tracker.table.size(), 400U);
        tracker.table.expire(at(seconds(201)));
        QCOMPARE(tracker.table.size(), 0U);
        QVERIFY(!tracker.table.scrape(torrent(3), at(seconds(201))));
    }

    // item 55
    void replacesTheLeastRecentlyUsedSwarm()
    {
        Tracker tracker({.interval = seconds(100), .maxSwarms = 3, .key = {}});
        AnnounceRequest announce = request(1);
        for (const std::uint64_t number : {1U, 2U, 3U, 1U, 4U}) {
            announce.infoHash = torrent(number);
            tracker.says(1, announce);
        }
        std::vector<base::InfoHash> kept;
        for (const auto &[infoHash, counts] : tracker.table.allCounts())
            kept.push_back(infoHash);
        QCOMPARE(kept, (std::vector{torrent(1), torrent(3), torrent(4)}));
    }

    // items 50 and 52
    void aScrapeMakesNoEntry()
    {
        Tracker tracker;
        QVERIFY(!tracker.table.scrape(torrent(5), at(seconds(0))));
        QCOMPARE(tracker.table.size(), 0U);
    }

    // item 58
    void doesNotListPortZero()
    {
        Tracker tracker;
        tracker.announces(1);
        AnnounceRequest portless = request(2);
        portless.port = 0;
        QCOMPARE(tracker.says(2, portless).peers.size(), 1U);
        QVERIFY(tracker.announces(1).peers.empty());
    }

    // item 51
    void believesAClaimedAddressOnlyFromLoopback()
    {
        Tracker tracker;
        AnnounceRequest claiming = request(1);
        claiming.claimedAddress = Endpoint::fromV4(0x01020304, 1);
        tracker.says(1, claiming);
        QCOMPARE(tracker.table.entries()[0].endpoint, Endpoint::fromV4(0x0a000001, 6881));
        tracker.table.announce(claiming, Endpoint::fromV4(0x7f000001, 999), at(seconds(0)),
                               tracker.rng);
        const auto everybody = roles::users(tracker.table.entries());
        QCOMPARE(everybody.front(), Endpoint::fromV4(0x01020304, 6881));
    }

    // item 51: the laboratory's exemption
    void listsTwoHundredPortsOfOneAddress()
    {
        Tracker tracker;
        AnnounceRequest announce = request(1);
        announce.numWant = 200;
        for (std::uint16_t port = 1; port <= 200; ++port) {
            announce.port = port;
            tracker.table.announce(announce, Endpoint::fromV4(0x7f000001, 5), at(seconds(0)),
                                   tracker.rng);
        }
        announce.port = 1;
        const auto response = tracker.table.announce(announce, Endpoint::fromV4(0x7f000001, 5),
                                                     at(seconds(0)), tracker.rng);
        QCOMPARE(response.peers.size(), 199U);
    }

    void listsBothFamiliesAndTheRequestersFirst()
    {
        Tracker tracker;
        const auto v6 = [](std::uint8_t number) {
            std::array<std::uint8_t, 16> address{0x20, 0x01};
            address[15] = number;
            return Endpoint::fromV6(address.data(), 6881);
        };
        tracker.announces(1);
        tracker.announces(2, 0);
        for (std::uint8_t number = 1; number <= 2; ++number)
            tracker.table.announce(request(number + 10), v6(number), at(seconds(0)), tracker.rng);
        const auto fromV6 = tracker.table.announce(request(11), v6(1), at(seconds(0)), tracker.rng);
        QCOMPARE(fromV6.peers.size(), 3U);
        QCOMPARE(fromV6.peers[0].endpoint, v6(2));
        const auto fromV4 = tracker.announces(1);
        QCOMPARE(fromV4.peers.size(), 3U);
        QCOMPARE(fromV4.peers[0].endpoint, Endpoint::fromV4(0x0a000002, 6881));
        QCOMPARE(fromV4.incomplete.value(), 3U);
    }

    void givesPeerIdsOnlyInTheListFormThatWantsThem()
    {
        Tracker tracker;
        tracker.announces(1);
        AnnounceRequest listForm = request(2);
        QVERIFY(!tracker.says(2, listForm).peers[0].peerId);
        listForm.compact = false;
        QCOMPARE(tracker.says(2, listForm).peers[0].peerId.value(), request(1).peerId);
        listForm.noPeerId = true;
        QVERIFY(!tracker.says(2, listForm).peers[0].peerId);
    }

    // item 55
    void spreadsTheIntervalALittle()
    {
        Tracker tracker({.interval = seconds(1600), .maxSwarms = 10, .key = {}});
        std::set<seconds> intervals;
        for (int i = 0; i < 1000; ++i)
            intervals.insert(tracker.announces(1).interval);
        QVERIFY(*intervals.begin() >= seconds(1500));
        QVERIFY(*intervals.rbegin() <= seconds(1600));
        QVERIFY(intervals.size() > 50);
    }

    void sortsUsersIntoPeersAndSeeds()
    {
        Tracker tracker;
        tracker.announces(1, 0);
        tracker.announces(2);
        AnnounceRequest other = request(1);
        other.infoHash = torrent(2);
        tracker.says(1, other);
        const auto entries = tracker.table.entries();
        QCOMPARE(entries.size(), 3U);
        QCOMPARE(roles::users(entries).size(), 2U);
        QCOMPARE(roles::seeds(entries), (std::vector{Endpoint::fromV4(0x0a000001, 6881)}));
        QCOMPARE(roles::peers(entries), (std::vector{Endpoint::fromV4(0x0a000002, 6881)}));
    }

    void agreesWithASimpleModelOverAThousandRandomChanges()
    {
        Tracker tracker({.interval = seconds(100), .maxSwarms = 100, .key = {1, 2}});
        std::map<std::uint32_t, std::pair<std::uint64_t, int>> model; // number -> left, last seen
        Rng rng(3);
        for (int step = 0; step < 20'000; ++step) {
            const auto number = static_cast<std::uint32_t>(rng.below(step < 10'000 ? 400 : 12));
            const std::uint64_t left = rng.below(2);
            AnnounceRequest announce = request(number, left);
            if (rng.below(3) == 0) {
                announce.event = AnnounceEvent::Stopped;
                model.erase(number);
            } else {
                model[number] = {left, step / 100};
            }
            tracker.says(number, announce, seconds(step / 100));
            if (step % 100 != 99)
                continue;
            SwarmCounts expected;
            for (const auto &[peer, state] : model)
                ++(state.first == 0 ? expected.complete : expected.incomplete);
            expected.downloaders = expected.incomplete;
            QCOMPARE(tracker.table.scrape(torrent(1), at(seconds(step / 100))).value(), expected);
        }
    }

    void givesTheSameAnswersForTheSameCallsWhateverTheKey()
    {
        Tracker one({.interval = seconds(100), .maxSwarms = 50, .key = {1, 2}});
        Tracker two({.interval = seconds(100), .maxSwarms = 50, .key = {3, 4}});
        Rng rng(5);
        for (int step = 0; step < 5000; ++step) {
            const auto number = static_cast<std::uint32_t>(rng.below(500));
            AnnounceRequest announce = request(number, rng.below(2));
            announce.infoHash = torrent(rng.below(60));
            const seconds when(step / 10);
            QCOMPARE(one.says(number, announce, when), two.says(number, announce, when));
        }
    }
};

QTEST_APPLESS_MAIN(TestSwarmTable)
#include "tst_swarmtable.moc"
