#include "core/lab/virtualtrial.h"
#include "models/virtualswarmsource.h"

#include <QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>

using models::Playback;
using models::SwarmOrder;
using models::VirtualSwarmSource;

namespace {

constexpr int patience = 30'000; // ms, on a busy machine

SwarmOrder orderOf(std::uint32_t leechers)
{
    SwarmOrder order;
    order.isVirtual = true;
    order.size = 4 << 20;
    order.seeds = 1;
    order.leechers = leechers;
    order.upRate = 512 << 10;
    order.downRate = 4 << 20;
    return order;
}

/// A source whose world began and stands still, still near its start.
void beginPaused(VirtualSwarmSource &source, const SwarmOrder &order)
{
    QSignalSpy started(&source, &models::SwarmSource::started);
    source.playback()->setSpeed(0.1);
    source.start(order);
    source.playback()->setPaused(true);
    QVERIFY(started.wait(patience));
}

bool allComplete(const lab::SwarmSnapshot &snapshot)
{
    return !snapshot.peers.empty() && std::ranges::all_of(snapshot.peers, &lab::PeerRow::seed);
}

const lab::PeerRow *find(const lab::SwarmSnapshot &snapshot, std::uint32_t number)
{
    const auto at = std::ranges::find(snapshot.peers, number, &lab::PeerRow::number);
    return at == snapshot.peers.end() ? nullptr : &*at;
}

/// Sends the world's thread a command and waits until it has been there and come back.
void step(VirtualSwarmSource &source, base::Time until)
{
    source.playback()->step();
    QTRY_VERIFY_WITH_TIMEOUT(source.snapshot()->at >= until, patience);
    QCOMPARE(source.snapshot()->at, until);
}

} // namespace

/// The virtual world behind the window's commands: pace, pause, steps, peers, end.
class VirtualSwarmSourceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesAWorldOfAnOrder()
    {
        SwarmOrder order = orderOf(7);
        order.maxN = 3;
        order.latency = std::chrono::milliseconds(40);
        const sim::SimSetup setup = models::simSetupOf(order);
        QCOMPARE(setup.groups.size(), std::size_t(2));
        QVERIFY(setup.groups[0].seed && !setup.groups[1].seed);
        QCOMPARE(setup.groups[1].count, 7U);
        QCOMPARE(setup.groups[1].maxN, 3U);
        QCOMPARE(setup.groups[1].line.up, 512.0 * 1024);
        QVERIFY(setup.latency[0][0] == std::chrono::milliseconds(40));
        QVERIFY(setup.pieceLength > 0);
    }

    void playsToTheEndAndStandsStillThere()
    {
        VirtualSwarmSource source;
        source.playback()->setSpeed(0);
        source.start(orderOf(20));
        QTRY_VERIFY_WITH_TIMEOUT(allComplete(*source.snapshot()), patience);
        const lab::SnapshotPtr end = source.snapshot();
        QCOMPARE(end->peers.size(), std::size_t(21));
        QVERIFY(end->at.time_since_epoch() > std::chrono::seconds(8)); // the fluid bound
        source.playback()->step(); // there is nothing left to happen
        source.stop();
        QCOMPARE(source.snapshot()->peers.size(), std::size_t(21));
    }

    void pauseStopsTimeAndAStepEndsOnTheSecond()
    {
        VirtualSwarmSource source;
        beginPaused(source, orderOf(20));
        using std::chrono::seconds;
        step(source, base::Time(seconds(1)));
        step(source, base::Time(seconds(2)));
        QVERIFY(!allComplete(*source.snapshot()));
        source.playback()->setSpeed(0); // no speed moves a world that is paused
        step(source, base::Time(seconds(3)));
        source.playback()->setPaused(false);
        QTRY_VERIFY_WITH_TIMEOUT(allComplete(*source.snapshot()), patience);
    }

    void speedIsVirtualSecondsInARealOne()
    {
        VirtualSwarmSource source;
        beginPaused(source, orderOf(3));
        source.playback()->setSpeed(10);
        QElapsedTimer real;
        real.start();
        source.playback()->setPaused(false);
        QTRY_VERIFY_WITH_TIMEOUT(
            source.snapshot()->at.time_since_epoch() >= std::chrono::seconds(4), patience);
        // Never ahead of its pace; how far behind depends on the machine.
        QVERIFY2(real.elapsed() >= 390, qPrintable(QString::number(real.elapsed())));
        source.playback()->setSpeed(7);
        QCOMPARE(source.playback()->speed(), 10.0); // none of the choices
    }

    void peersComeAndGoAtOnceEvenInAPause()
    {
        VirtualSwarmSource source;
        beginPaused(source, orderOf(5));
        step(source, base::Time(std::chrono::seconds(1)));
        QCOMPARE(source.addLeecher(), 7U);
        QCOMPARE(source.addSeed(), 8U);
        QTRY_COMPARE_WITH_TIMEOUT(source.snapshot()->peers.size(), std::size_t(8), patience);
        QVERIFY(find(*source.snapshot(), 8)->seed);
        source.removePeer(3);
        QTRY_VERIFY_WITH_TIMEOUT(!find(*source.snapshot(), 3), patience);
        source.disconnectPeer(4);
        QTRY_VERIFY_WITH_TIMEOUT(!find(*source.snapshot(), 4)->connected, patience);
        source.connectPeer(4);
        QTRY_VERIFY_WITH_TIMEOUT(find(*source.snapshot(), 4)->connected, patience);
        source.removePeer(99); // nobody
        QCOMPARE(source.snapshot()->at, base::Time(std::chrono::seconds(1)));
        source.playback()->setSpeed(0);
        source.playback()->setPaused(false);
        QTRY_VERIFY_WITH_TIMEOUT(allComplete(*source.snapshot()), patience);
        QCOMPARE(source.snapshot()->peers.size(), std::size_t(7));
    }

    void aTrialPlaysWithItsEventsAsItWasRun()
    {
        const auto scenario = lab::Scenario::parse("version = 1\n"
                                                   "[content]\nsize = \"4 MB\"\n"
                                                   "[[group]]\nseed = true\ncount = 2\n"
                                                   "up = \"256 kB/s\"\n"
                                                   "[[group]]\ncount = 12\nup = \"128 kB/s\"\n"
                                                   "[[event]]\nat = \"5 s\"\ndo = \"leave\"\n"
                                                   "group = \"seeds\"\ncount = 1\n"
                                                   "[[event]]\nat = \"9 s\"\ndo = \"crash\"\n"
                                                   "group = \"leechers\"\npart = 0.25\n",
                                                   "t.toml");
        QVERIFY(scenario);
        const auto trial = lab::runVirtualTrial(*scenario, [] { return true; });
        VirtualSwarmSource source;
        source.playback()->setSpeed(0);
        source.play(scenario->setup, scenario->events, QStringLiteral("Trial 1"));
        QTRY_VERIFY_WITH_TIMEOUT(allComplete(*source.snapshot()), patience);
        QCOMPARE(source.snapshot()->peers.size(), std::size_t{14 - 1 - 3});
        for (const lab::PeerRow &row : source.snapshot()->peers) {
            const lab::PeerObservation &seen = trial->peers[row.number - 1];
            QVERIFY(!seen.left);
            QCOMPARE(row.downloaded, seen.downloaded);
            QCOMPARE(row.uploaded, seen.uploaded);
        }
    }

    void aNewWorldDoesNotShowTheOldOne()
    {
        VirtualSwarmSource source;
        beginPaused(source, orderOf(30));
        source.stop();
        source.start(orderOf(2));
        QVERIFY(source.snapshot()->peers.size() <= 3);
        QVERIFY(!source.playback()->isPaused());
        QTRY_COMPARE_WITH_TIMEOUT(source.snapshot()->peers.size(), std::size_t(3), patience);
    }
};

QTEST_GUILESS_MAIN(VirtualSwarmSourceTest)
#include "tst_virtualswarmsource.moc"
