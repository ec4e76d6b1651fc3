#include "core/lab/worldwatch.h"

#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using lab::WorldWatch;
using sim::PeerIndex;

namespace {

sim::SimSetup setup(std::uint32_t leechers)
{
    constexpr std::uint32_t pieceLength = 64 * 1024;
    sim::SimSetup setup;
    setup.totalLength = 32 * pieceLength;
    setup.pieceLength = pieceLength;
    setup.groups = {{.name = "seeds",
                     .count = 1,
                     .seed = true,
                     .line = {.up = 200'000},
                     .arrival = {},
                     .stay = {}},
                    {.name = "leechers",
                     .count = leechers,
                     .line = {.up = 100'000},
                     .arrival = {},
                     .stay = {}}};
    return setup;
}

base::Time at(base::Duration time)
{
    return base::Time(time);
}

} // namespace

/// Snapshots of a virtual world look like those of a live swarm.
class WorldWatchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsWhoTakesPartAndWhatTheyHave()
    {
        sim::SimSetup later = setup(6);
        later.groups[1].arrival
            = {.kind = sim::Arrival::Kind::Trace, .trace = {0s, 0s, 0s, 1s, 1s, 20s}};
        sim::SimWorld world(later);
        WorldWatch watch(world, "test");
        world.runUntil(at(8s));
        const lab::SnapshotPtr snapshot = watch.snapshot();
        QCOMPARE(snapshot->at, at(8s));
        QCOMPARE(snapshot->name, std::string("test"));
        QCOMPARE(snapshot->pieceCount, 32U);
        QCOMPARE(snapshot->peers.size(), std::size_t(6)); // the last one has not come
        const lab::PeerRow &seed = snapshot->peers.front();
        QCOMPARE(seed.number, 1U);
        QVERIFY(seed.seed && seed.upRate > 0);
        QCOMPARE(seed.listen.text(), std::string("10.0.0.1:6881"));
        const lab::PeerRow &leecher = snapshot->peers[4];
        QCOMPARE(leecher.number, 5U);
        QCOMPARE(leecher.started, at(1s));
        QVERIFY(leecher.have.count() > 0 && !leecher.links.empty());
        QVERIFY(leecher.links.front().client.starts_with("Torrarium"));
        world.runUntil(at(1h));
        const lab::SnapshotPtr end = watch.snapshot();
        QCOMPARE(end->peers.size(), std::size_t(7));
        QVERIFY(std::ranges::all_of(end->peers, &lab::PeerRow::seed));
        QVERIFY(end->peers[4].completed > end->peers[4].started);
    }

    void leavesOutWhoLeftAndKeepsWhoIsAway()
    {
        sim::SimWorld world(setup(6));
        WorldWatch watch(world, "test");
        world.runUntil(at(3s));
        world.remove(WorldWatch::indexOf(3));
        world.disconnect(WorldWatch::indexOf(4));
        const lab::SnapshotPtr snapshot = watch.snapshot();
        QCOMPARE(snapshot->peers.size(), std::size_t(6));
        QCOMPARE(snapshot->peers[2].number, 4U);
        QVERIFY(!snapshot->peers[2].connected);
        for (const lab::PeerRow &peer : snapshot->peers)
            QVERIFY(std::ranges::none_of(peer.links, [](const lab::LinkRow &link) {
                return link.remote == sim::SimWorld::endpointOf(WorldWatch::indexOf(3));
            }));
    }

    void saysWhyAndBoundsTheLog()
    {
        sim::SimWorld world(setup(40));
        WorldWatch watch(world, "test");
        const auto says = [](const lab::SnapshotPtr &snapshot, const char *subsystem,
                             const char *words) {
            return std::ranges::any_of(snapshot->log, [&](const lab::LogLine &line) {
                return line.subsystem == subsystem && line.text.find(words) != std::string::npos;
            });
        };
        world.runUntil(at(2s));
        QVERIFY(says(watch.snapshot(), "swarm", "leecher joins"));
        world.runUntil(at(1h));
        const lab::SnapshotPtr snapshot = watch.snapshot();
        const auto &log = snapshot->log;
        const auto details = std::ranges::count(log, lab::LogLevel::Detail, &lab::LogLine::level);
        QVERIFY(details > 0 && details <= std::ptrdiff_t(WorldWatch::maxDetails));
        QVERIFY(log.size() <= WorldWatch::maxLog);
        QVERIFY(says(snapshot, "swarm", "everything is verified"));
        QVERIFY(says(snapshot, "choke", "10.0.0."));
        QVERIFY(std::ranges::is_sorted(log, {}, &lab::LogLine::sequence));
    }
};

QTEST_GUILESS_MAIN(WorldWatchTest)
#include "tst_worldwatch.moc"
