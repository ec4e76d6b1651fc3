// The same swarm live over loopback and virtual: how long a peer takes. bench/calibration.py does
// that with more and larger runs; docs/simulation.md tells the results.

#include "core/sim/simworld.h"
#include "net/liveswarm.h"
#include "support/sandbox.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <array>
#include <memory>

using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t contentSize = 4 * 1024 * 1024;
constexpr std::uint32_t pieceLength = 64 * 1024;
constexpr std::uint64_t upRate = 1024 * 1024; // bytes/s; a run takes some 7 s
constexpr std::uint32_t leechers = 12;
constexpr std::array<std::uint64_t, 3> seeds{1, 2, 3}; // of the random choices
/// How far the medians may be apart. Ten seeds of bench/calibration.py come within 3 %; three
/// short runs beside other tests need more room.
constexpr double tolerance = 0.15;
constexpr int patience = 60'000; // ms

/// A live swarm and when its leechers were complete, in seconds since all listened.
struct LiveRun {
    explicit LiveRun(net::SwarmSetup setup)
    {
        QObject::connect(&swarm, &net::LiveSwarm::started, &swarm, [this] { clock.start(); });
        QObject::connect(&swarm, &net::LiveSwarm::peerCompleted, &swarm, [this](quint32) {
            times.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-9);
        });
        swarm.start(setup);
    }

    net::LiveSwarm swarm;
    QElapsedTimer clock;
    std::vector<double> times;
};

/// All times of a swarm for each seed; the swarms run side by side.
std::vector<double> liveTimes(const support::Sandbox &sandbox)
{
    support::writeContent(sandbox / "content.bin", contentSize, 1);
    std::vector<std::unique_ptr<LiveRun>> runs;
    for (const std::uint64_t seed : seeds) {
        net::SwarmSetup setup;
        setup.content = sandbox / "content.bin";
        setup.directory = sandbox / ("swarm" + std::to_string(seed));
        setup.leechers = leechers;
        setup.pieceLength = pieceLength;
        setup.upRate = upRate;
        setup.threads = 1;
        setup.seed = seed;
        runs.push_back(std::make_unique<LiveRun>(setup));
    }
    std::vector<double> times;
    for (const auto &run : runs) {
        (void)QTest::qWaitFor([&] { return run->times.size() == leechers; }, patience);
        times.insert(times.end(), run->times.begin(), run->times.end());
    }
    return times;
}

std::vector<double> virtualTimes()
{
    std::vector<double> times;
    for (const std::uint64_t seed : seeds) {
        sim::SimSetup setup;
        setup.totalLength = contentSize;
        setup.pieceLength = pieceLength;
        setup.latency = {{0ms}};
        setup.seed = seed;
        setup.groups = {{.name = "seed", .count = 1, .seed = true, .line = {.up = double(upRate)}},
                        {.name = "leechers", .count = leechers, .line = {.up = double(upRate)}}};
        sim::SimWorld world(std::move(setup));
        while (world.runUntil(world.now() + 1min)) { }
        for (const sim::SimPeer &peer : world.peers()) {
            if (peer.outcome.completed && peer.outcome.group == 1)
                times.push_back(base::toSeconds(peer.outcome.completed->time_since_epoch()));
        }
    }
    return times;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

} // namespace

class TestCalibration : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPeerTakesAsLongInBothWorlds()
    {
        const support::Sandbox sandbox;
        const std::vector<double> live = liveTimes(sandbox);
        const std::vector<double> simulated = virtualTimes();
        QCOMPARE(live.size(), leechers * seeds.size());
        QCOMPARE(simulated.size(), leechers * seeds.size());
        const double ratio = median(simulated) / median(live);
        qInfo("median: live %.2f s, virtual %.2f s, ratio %.3f", median(live), median(simulated),
              ratio);
        QVERIFY(ratio > 1 - tolerance);
        QVERIFY(ratio < 1 + tolerance);
    }
};

QTEST_GUILESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
