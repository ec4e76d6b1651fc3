#include "core/roles/swarmtable.h"

#include <QTest>

#include <algorithm>
#include <set>

using base::Endpoint;
using roles::PeerSelection;

namespace {

/// A table in which peer `number` has the address 10.x.y.z; numbers from 0x640000 on are seeds.
class Tracker
{
public:
    explicit Tracker(PeerSelection selection)
        : m_table({.key = {}, .selection = selection})
    {
    }
    /// Whom it lists for that peer.
    std::set<Endpoint> announces(std::uint32_t number, std::uint32_t numWant = 50)
    {
        wire::AnnounceRequest request;
        base::writeBigEndian(request.peerId.bytes.data(), number);
        request.port = port;
        request.left = number < firstSeed ? 100 : 0;
        request.numWant = numWant;
        std::set<Endpoint> listed;
        for (const auto &peer :
             m_table.announce(request, addressOf(number), base::Time{}, m_rng).peers)
            listed.insert(peer.endpoint);
        return listed;
    }

    static constexpr std::uint32_t firstSeed = 0x640000;
    static Endpoint addressOf(std::uint32_t number)
    {
        return Endpoint::fromV4(0x0a000000U + number, port);
    }

private:
    static constexpr std::uint16_t port = 6881;
    roles::SwarmTable m_table;
    base::Rng m_rng{7};
};

auto seedsAmong(const std::set<Endpoint> &listed)
{
    return std::ranges::count_if(listed, [](const Endpoint &peer) {
        return peer >= Tracker::addressOf(Tracker::firstSeed);
    });
}

} // namespace

Q_DECLARE_METATYPE(PeerSelection)

class TestPeerSelection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsWhomItPrefersBeforeTheOthers_data()
    {
        QTest::addColumn<PeerSelection>("selection");
        QTest::addColumn<bool>("seed"); // who asks
        QTest::addColumn<int>("seeds"); // of 8 listed, out of 5 other seeds and 20 leeches
        QTest::newRow("random: a seed") << PeerSelection::Random << true << 0;
        QTest::newRow("like to like: a seed") << PeerSelection::SeedsToSeeds << true << 5;
        QTest::newRow("like to like: a leech") << PeerSelection::SeedsToSeeds << false << 0;
        QTest::newRow("seeds first: a seed") << PeerSelection::SeedsFirst << true << 0;
        QTest::newRow("seeds first: a leech") << PeerSelection::SeedsFirst << false << 5;
    }
    void listsWhomItPrefersBeforeTheOthers()
    {
        QFETCH(const PeerSelection, selection);
        QFETCH(const bool, seed);
        QFETCH(const int, seeds);
        Tracker tracker(selection);
        for (std::uint32_t peer = 1; peer <= 20; ++peer)
            tracker.announces(peer);
        for (std::uint32_t peer = 1; peer <= 5; ++peer)
            tracker.announces(Tracker::firstSeed + peer);
        const auto listed = tracker.announces(seed ? Tracker::firstSeed + 9 : 99, 8);
        QCOMPARE(listed.size(), std::size_t{8});
        QCOMPARE(seedsAmong(listed), seeds);
    }

    void likeToLikeFillsUpWithTheOthers()
    {
        Tracker tracker(PeerSelection::SeedsToSeeds);
        tracker.announces(1);
        tracker.announces(2);
        tracker.announces(Tracker::firstSeed);
        QCOMPARE(tracker.announces(1).size(), std::size_t{2});
        QCOMPARE(tracker.announces(Tracker::firstSeed + 1).size(), std::size_t{3});
    }

    void localityListsTheSameNetworkAndOneFromElsewhere()
    {
        Tracker tracker(PeerSelection::Locality);
        for (std::uint32_t peer = 1; peer <= 40; ++peer) {
            tracker.announces(peer); // 10.0.0.x
            tracker.announces(0x100 + peer); // 10.0.1.x
        }
        std::set<Endpoint> everListed;
        for (int round = 0; round < 100; ++round) {
            const auto listed = tracker.announces(7, 10);
            QCOMPARE(listed.size(), std::size_t{10});
            QVERIFY(!listed.contains(Tracker::addressOf(7)));
            const auto outside = std::ranges::count(listed, 0x0a0001U, roles::networkOf);
            QCOMPARE(outside, 1);
            everListed.insert(listed.begin(), listed.end());
        }
        QVERIFY(everListed.size() > 70); // not always the same ones
        QCOMPARE(tracker.announces(7, 60).size(), std::size_t{60});
    }

    void theNetworkIsTheFirstBitsOfAnAddress()
    {
        const auto network
            = [](const char *address) { return roles::networkOf(*Endpoint::parse(address)); };
        QCOMPARE(network("10.1.2.3:1"), network("10.1.2.200:9"));
        QVERIFY(network("10.1.2.3:1") != network("10.1.3.3:1"));
        QCOMPARE(network("[2001:db8:1:2::1]:1"), network("[2001:db8:1:3::1]:1"));
        QVERIFY(network("[2001:db8:1:2::1]:1") != network("[2001:db8:2:2::1]:1"));
    }
};

QTEST_APPLESS_MAIN(TestPeerSelection)
#include "tst_peerselection.moc"
