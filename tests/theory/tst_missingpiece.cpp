#include "core/sim/simworld.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t pieces = 10; // of one block
constexpr double seedRate = 0.5; // U_s, pieces/s
constexpr base::Duration warmUp = 300s;
constexpr base::Duration horizon = 1800s;

/// How fast the swarm grows at that rate of arrivals, in peers/s: the least-squares slope of the
/// number of leechers over time. Who is complete leaves at once.
///
/// A crowd that is there from the start shares all pieces but the one that the seed hands out last:
/// it is the one club of the theory. Peers announce each minute, since the theory lets the seed
/// meet anybody at any time, and a seed of few links would wait for somebody to serve.
double growth(double arrivals)
{
    sim::SimSetup setup;
    setup.pieceLength = wire::blockSize;
    setup.totalLength = pieces * wire::blockSize;
    setup.horizon = horizon;
    setup.announceInterval = 60s;
    const sim::PeerGroup crowd{.name = "crowd",
                               .count = 250,
                               .line = {.up = 2 * wire::blockSize},
                               .stay = {.kind = sim::Stay::Kind::AtOnce}};
    sim::PeerGroup newcomers = crowd;
    newcomers.name = "newcomers";
    newcomers.count = static_cast<std::uint32_t>(2 * arrivals * base::toSeconds(horizon));
    newcomers.arrival.kind = sim::Arrival::Kind::Poisson;
    newcomers.arrival.rate = arrivals;
    setup.groups
        = {{.name = "seed", .count = 1, .seed = true, .line = {.up = seedRate * wire::blockSize}},
           crowd,
           newcomers};
    sim::SimWorld world(std::move(setup));
    world.runUntil(base::Time(warmUp));
    double n = 0, t = 0, tt = 0, x = 0, tx = 0;
    while (world.runUntil(world.now() + 10s)) {
        const double time = base::toSeconds(world.now().time_since_epoch());
        const double leechers = world.leechers();
        n += 1;
        t += time;
        tt += time * time;
        x += leechers;
        tx += time * leechers;
    }
    return (n * tx - t * x) / (n * tt - t * t);
}

} // namespace

/// The missing piece syndrome (Hajek and Zhu 2011): when peers leave at once, a swarm is stable as
/// long as fewer arrive than the seed hands out pieces.
class TestMissingPiece : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theClubGrowsWhenMoreArriveThanTheSeedServes_data()
    {
        QTest::addColumn<double>("load"); // arrivals / U_s
        QTest::newRow("15 % fewer") << 0.85;
        QTest::newRow("15 % more") << 1.15;
    }
    void theClubGrowsWhenMoreArriveThanTheSeedServes()
    {
        QFETCH(const double, load);
        const double slope = growth(load * seedRate);
        qInfo("growth %+.3f peers/s (theory %+.3f)", slope, (load - 1) * seedRate);
        QVERIFY((slope > 0) == (load > 1));
    }
};

QTEST_APPLESS_MAIN(TestMissingPiece)
#include "tst_missingpiece.moc"
