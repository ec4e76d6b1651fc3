#include "net/liveswarm.h"
#include "support/rawclient.h"
#include "support/sandbox.h"

#include <QSignalSpy>
#include <QTest>

#include <chrono>

using namespace std::chrono_literals;

namespace {

constexpr int patience = 30'000; // ms

/// A seed and two leechers of a small swarm, which come at these times.
net::SwarmSetup swarmIn(const support::Sandbox &sandbox, std::vector<base::Duration> arrivals)
{
    support::writeContent(sandbox / "content.bin", 500'000, 6);
    net::SwarmSetup setup;
    setup.content = sandbox / "content.bin";
    setup.directory = sandbox / "swarm";
    setup.leechers = 2;
    setup.arrivals = std::move(arrivals);
    setup.pieceLength = 64 * 1024;
    return setup;
}

} // namespace

/// Leechers of a live swarm that come one after the other.
class TestSwarmArrivals : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSwarmRunsUntilTheLastToComeIsComplete()
    {
        const support::Sandbox sandbox;
        net::LiveSwarm swarm;
        QSignalSpy peers(&swarm, &net::LiveSwarm::peerCompleted);
        QSignalSpy completed(&swarm, &net::LiveSwarm::completed);
        swarm.start(swarmIn(sandbox, {0s, 1500ms}));
        QVERIFY(peers.wait(patience));
        QCOMPARE(peers.front().front().toUInt(), 2U);
        QCOMPARE(completed.count(), 0);
        QVERIFY(completed.wait(patience));
        QCOMPARE(peers.count(), 2);
        QCOMPARE(peers.back().front().toUInt(), 3U);
    }

    void nobodyIsThereBeforeTheTimeComes()
    {
        const support::Sandbox sandbox;
        net::LiveSwarm swarm;
        QSignalSpy started(&swarm, &net::LiveSwarm::started);
        swarm.start(swarmIn(sandbox, {1h, 2h}));
        QVERIFY(started.wait(patience));
        QVERIFY(support::eventually([&] { return !swarm.snapshot()->peers.empty(); }));
        QCOMPARE(swarm.snapshot()->peers.size(), std::size_t{1});
    }

    void stopsWhilePeersAreStillToCome()
    {
        const support::Sandbox sandbox;
        net::LiveSwarm swarm;
        QSignalSpy started(&swarm, &net::LiveSwarm::started);
        QSignalSpy peers(&swarm, &net::LiveSwarm::peerCompleted);
        swarm.start(swarmIn(sandbox, {50ms, 60ms}));
        QVERIFY(started.wait(patience));
        swarm.stop();
        QVERIFY(!peers.wait(200));
        QVERIFY(!swarm.isRunning());
    }
};

QTEST_GUILESS_MAIN(TestSwarmArrivals)
#include "tst_swarmarrivals.moc"
