#include "models/chartfeed.h"
#include "models/swarmhistory.h"
#include "support/window/syntheticswarm.h"

#include <QtTest/QTest>

#include <algorithm>

using models::SwarmHistory;

class HistoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesASampleEachHalfSecondOfTheSwarm()
    {
        support::SyntheticSwarm swarm;
        SwarmHistory history;
        swarm.start(support::swarmOf(1, 4));
        swarm.finishStart();
        for (int i = 0; i < 10; ++i) {
            swarm.step();
            history.record(*swarm.snapshot());
            history.record(*swarm.snapshot());
        }
        QCOMPARE(history.samples().size(), std::size_t(10));
        QVERIFY(history.samples().back().meanProgress > history.samples().front().meanProgress);
        swarm.steps(200);
        history.record(*swarm.snapshot());
        QCOMPARE(history.samples().back().meanProgress, 1.0);
        QCOMPARE(history.samples().back().complete, 1.0);
    }

    void takesNothingWhileNobodyIsThere()
    {
        SwarmHistory history;
        history.record(lab::SwarmSnapshot{});
        QVERIFY(history.samples().empty());
    }

    void isARing()
    {
        SwarmHistory history;
        lab::SwarmSnapshot snapshot;
        snapshot.peers.emplace_back();
        for (std::size_t i = 0; i < SwarmHistory::capacity + 50; ++i) {
            snapshot.at += std::chrono::milliseconds(500);
            history.record(snapshot);
        }
        QCOMPARE(history.samples().size(), SwarmHistory::capacity);
        QCOMPARE(history.samples().front().at, 25.5);
    }

    void decimationKeepsEndsAndSpikes()
    {
        QList<QPointF> points;
        for (int x = 0; x < 10'000; ++x)
            points.append({double(x), x == 5'003 ? 900.0 : double(x % 7)});
        const QList<QPointF> few = models::decimated(points, 400);
        QVERIFY(few.size() <= 400);
        QCOMPARE(few.first(), points.first());
        QCOMPARE(few.last(), points.last());
        QVERIFY(few.contains(QPointF(5'003, 900)));
        QVERIFY(std::ranges::is_sorted(few, {}, &QPointF::x));
        QCOMPARE(models::decimated(few, 400), few);
    }

    void axisEndsAreRound()
    {
        QCOMPARE(models::roundedUp(0), 1.0);
        QCOMPARE(models::roundedUp(0.31), 0.4);
        QCOMPARE(models::roundedUp(1), 1.0);
        QCOMPARE(models::roundedUp(47), 60.0);
        QCOMPARE(models::roundedUp(810), 1000.0);
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "tst_history.moc"
