#include "core/sim/simworld.h"

#include <QTest>

#include <algorithm>
#include <tuple>

using namespace std::chrono_literals;
using sim::PeerIndex;
using sim::SimWorld;

namespace {

constexpr std::uint32_t seedGroup = 0;
constexpr std::uint32_t leecherGroup = 1;
constexpr std::uint32_t pieces = 32;

/// A seed and six leechers; they need some 20 s.
sim::SimSetup setup()
{
    constexpr std::uint32_t pieceLength = 64 * 1024;
    sim::SimSetup setup;
    setup.totalLength = std::uint64_t{pieces} * pieceLength;
    setup.pieceLength = pieceLength;
    setup.groups
        = {{.name = "seeds",
            .count = 1,
            .seed = true,
            .line = {.up = 200'000},
            .arrival = {},
            .stay = {}},
           {.name = "leechers", .count = 6, .line = {.up = 100'000}, .arrival = {}, .stay = {}}};
    return setup;
}

base::Time at(base::Duration time)
{
    return base::Time(time);
}

const swarm::Peer *brainOf(const SimWorld &world, PeerIndex peer)
{
    return world.peers()[toNumber(peer)].brain.get();
}

std::size_t linksOf(const SimWorld &world, PeerIndex peer)
{
    return brainOf(world, peer)->state().links.size();
}

} // namespace

/// Commands while a world runs: who comes, goes, returns and leaves for good.
class SimCommandsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAddedLeecherDownloadsEverything()
    {
        SimWorld world(setup());
        QVERIFY(world.runUntil(at(5s)));
        const PeerIndex added = world.add(leecherGroup);
        QCOMPARE(toNumber(added), 7U);
        QVERIFY(!world.runUntil(at(1h)));
        QCOMPARE(world.outcome(added).pieces, pieces);
        QCOMPARE(*world.outcome(added).joined, at(5s));
        QCOMPARE(world.seeds(), 8U);
    }

    void aRunThatIsOverGoesOnForWhoComes()
    {
        SimWorld world(setup());
        QVERIFY(!world.runUntil(at(1h)));
        const base::Time end = world.now();
        const PeerIndex seed = world.add(seedGroup);
        QVERIFY(!world.isOver());
        QVERIFY(!world.runUntil(at(1h)));
        QVERIFY(world.now() - end >= swarm::Peer::roundTime);
        QVERIFY(brainOf(world, seed)->state().isSeed());
        QVERIFY(!world.outcome(seed).completed);
    }

    void whoIsDisconnectedKeepsWhatItHasAndMayReturn()
    {
        SimWorld world(setup());
        const PeerIndex leecher{3};
        world.runUntil(at(8s));
        const std::uint32_t had = world.outcome(leecher).pieces;
        QVERIFY(had > 0 && had < pieces);
        QVERIFY(linksOf(world, leecher) > 0);
        world.disconnect(leecher);
        world.disconnect(leecher); // once more changes nothing
        QCOMPARE(world.leechers(), 5U);
        world.runUntil(at(9s));
        QVERIFY(!brainOf(world, leecher)->isStarted());
        QCOMPARE(linksOf(world, leecher), std::size_t(0));
        QVERIFY(!world.runUntil(at(1h)));
        QCOMPARE(linksOf(world, leecher), std::size_t(0));
        QCOMPARE(world.outcome(leecher).pieces, had);
        QVERIFY(!world.outcome(leecher).left);

        world.reconnect(leecher);
        QVERIFY(!world.runUntil(at(2h)));
        QCOMPARE(world.outcome(leecher).pieces, pieces);
        QVERIFY(world.outcome(leecher).completed.has_value());
        QCOMPARE(world.seeds(), 7U);
        QCOMPARE(world.leechers(), 0U);
    }

    void whoReturnsAtOnceIsNotLost()
    {
        SimWorld world(setup());
        const PeerIndex leecher{2};
        world.runUntil(at(3s));
        world.disconnect(leecher);
        world.reconnect(leecher); // its goodbye is still on the way to the tracker
        QVERIFY(!world.runUntil(at(1h)));
        QCOMPARE(world.outcome(leecher).pieces, pieces);
    }

    void whoIsRemovedIsGoneForAll()
    {
        SimWorld world(setup());
        const PeerIndex leecher{4};
        world.runUntil(at(6s));
        world.remove(leecher);
        world.runUntil(at(7s));
        QVERIFY(!brainOf(world, leecher));
        QVERIFY(world.outcome(leecher).left.has_value());
        QCOMPARE(world.leechers(), 5U);
        const base::Endpoint address = SimWorld::endpointOf(leecher);
        for (const sim::SimPeer &peer : world.peers()) {
            if (peer.brain)
                QVERIFY(std::ranges::none_of(peer.brain->state().links, [&](const auto &remote) {
                    return remote->endpoint == address;
                }));
        }
        world.reconnect(leecher); // too late
        QVERIFY(!world.runUntil(at(1h)));
        QVERIFY(!brainOf(world, leecher));
        QCOMPARE(world.seeds(), 6U);
    }

    void whoIsAwayCanBeRemoved()
    {
        SimWorld world(setup());
        const PeerIndex leecher{4};
        world.runUntil(at(6s));
        world.disconnect(leecher);
        world.remove(leecher);
        QVERIFY(!brainOf(world, leecher));
        QCOMPARE(world.leechers(), 5U);
        QVERIFY(!world.runUntil(at(1h)));
        QCOMPARE(world.seeds(), 6U);
    }

    void aRemovalAfterTheEndReachesEverybody()
    {
        SimWorld world(setup());
        world.runUntil(at(1h));
        world.remove(PeerIndex{0});
        QVERIFY(!world.runUntil(at(1h)));
        QVERIFY(!brainOf(world, PeerIndex{0}));
        QCOMPARE(world.seeds(), 6U);
    }

    void theSameCommandsGiveTheSameRun()
    {
        const auto run = [] {
            SimWorld world(setup());
            world.runUntil(at(4s));
            world.add(leecherGroup);
            world.disconnect(PeerIndex{1});
            world.runUntil(at(7s));
            world.remove(PeerIndex{2});
            world.reconnect(PeerIndex{1});
            world.runUntil(at(1h));
            return std::tuple(world.now(), world.occasions(), world.blocks());
        };
        QVERIFY(run() == run());
    }
};

QTEST_GUILESS_MAIN(SimCommandsTest)
#include "tst_simcommands.moc"
