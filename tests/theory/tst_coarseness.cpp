#include "core/lab/summary.h"
#include "core/sim/world.h"

#include <QTest>

#include <cmath>

using namespace std::chrono_literals;

namespace {

/// 1 seed of 10 Mbit/s, 50 leechers of 2 Mbit/s up and 20 down, 320 pieces of 64 KiB.
sim::SimSetup usual()
{
    sim::SimSetup setup;
    setup.totalLength = 20 * 1024 * 1024;
    setup.pieceLength = 64 * 1024;
    setup.groups = {
        {.name = "seeds", .count = 1, .seed = true, .line = {.up = 1'250e3}},
        {.name = "leechers", .count = 50, .line = {.up = 250e3, .down = 2'500e3}},
    };
    return setup;
}

/// Median completion time of the leechers, in seconds; nothing when somebody was not complete.
std::optional<double> medianOf(sim::SimSetup setup, sim::Mode mode)
{
    setup.mode = mode;
    const auto world = sim::World::make(std::move(setup));
    while (world->runUntil(world->now() + 1h)) { }
    const lab::GroupSummary leechers = lab::Summary::of(*world).groups[1];
    if (leechers.completed < leechers.joined)
        return std::nullopt;
    return leechers.completion->median;
}

} // namespace

Q_DECLARE_METATYPE(sim::SimSetup)

/// How far the world of pieces is from the world of blocks.
class TestCoarseness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mediansAreWithinFifteenPercent_data()
    {
        QTest::addColumn<sim::SimSetup>("setup");
        const auto row = [](const char *name, auto change) {
            sim::SimSetup setup = usual();
            change(setup.groups[1]);
            QTest::newRow(name) << setup;
        };
        row("flash crowd", [](sim::PeerGroup &) {});
        row("random picker", [](sim::PeerGroup &group) { group.picker = "random"; });
        row("Poisson, leaving at once", [](sim::PeerGroup &group) {
            group.arrival = {.kind = sim::Arrival::Kind::Poisson, .rate = 0.5};
            group.stay = {.kind = sim::Stay::Kind::AtOnce};
        });
        row("slow lines", [](sim::PeerGroup &group) { group.line = {.up = 50e3, .down = 500e3}; });
    }
    void mediansAreWithinFifteenPercent()
    {
        QFETCH(const sim::SimSetup, setup);
        const auto blocks = medianOf(setup, sim::Mode::Blocks);
        const auto pieces = medianOf(setup, sim::Mode::Pieces);
        QVERIFY(blocks && pieces);
        qInfo("median %.1f s by blocks, %.1f s by pieces (%+.1f %%)", *blocks, *pieces,
              100 * (*pieces / *blocks - 1));
        QVERIFY(std::abs(*pieces / *blocks - 1) < 0.15);
    }
};

QTEST_APPLESS_MAIN(TestCoarseness)
#include "tst_coarseness.moc"
