#include "core/lab/scenario.h"
#include "core/lab/summary.h"
#include "core/sim/simworld.h"

#include <QTest>

using namespace std::chrono_literals;

class TestSummary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quantilesLieBetweenTheNearestValues()
    {
        QVERIFY(!lab::Spread::of({}));
        const auto one = lab::Spread::of({3.0}).value();
        QCOMPARE(one.min, 3.0);
        QCOMPARE(one.median, 3.0);
        QCOMPARE(one.p95, 3.0);
        const auto four = lab::Spread::of({4.0, 1.0, 3.0, 2.0}).value();
        QCOMPARE(four.min, 1.0);
        QCOMPARE(four.median, 2.5);
        QCOMPARE(four.mean, 2.5);
        QCOMPARE(four.p95, 3.85);
        QCOMPARE(four.max, 4.0);
    }

    void countsWhatBecameOfEachGroup()
    {
        sim::SimSetup setup = lab::Scenario::standard().setup;
        setup.totalLength = 1'000'000;
        setup.groups[1].count = 5;
        setup.groups[1].arrival.start = 10s;
        sim::SimWorld world(setup);
        while (world.runUntil(world.now() + 1min)) { }
        const auto summary = lab::Summary::of(world);
        QCOMPARE(summary.groups.size(), 2U);
        const lab::GroupSummary &seeds = summary.groups[0];
        const lab::GroupSummary &leechers = summary.groups[1];
        QCOMPARE(seeds.joined, 1U);
        QCOMPARE(seeds.completed, 0U);
        QVERIFY(!seeds.completion);
        QCOMPARE(seeds.couldUpload, setup.groups[0].line.up * base::toSeconds(summary.elapsed));
        QCOMPARE(leechers.name, std::string("leechers"));
        QCOMPARE(leechers.joined, 5U);
        QCOMPARE(leechers.completed, 5U);
        // From joining, not from the start.
        QCOMPARE(10 + leechers.completion->max, base::toSeconds(summary.elapsed));
        QCOMPARE(leechers.downloaded - leechers.wasted, 5U * setup.totalLength);
        QCOMPARE(summary.all.joined, 6U);
        QCOMPARE(summary.all.downloaded, leechers.downloaded);
        QVERIFY(summary.all.utilisation() > 0 && summary.all.utilisation() <= 1);
    }

    void whoHasNotComeIsNotCounted()
    {
        sim::SimSetup setup = lab::Scenario::standard().setup;
        setup.groups[1].arrival.start = 1h;
        sim::SimWorld world(setup);
        world.runUntil(base::Time(1min));
        QCOMPARE(lab::Summary::of(world).all.joined, 1U);
    }
};

QTEST_APPLESS_MAIN(TestSummary)
#include "tst_summary.moc"
