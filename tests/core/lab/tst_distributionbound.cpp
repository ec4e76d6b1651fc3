#include "core/lab/distributiontime.h"
#include "core/lab/scenario.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {

/// 1 seed of 1 MB/s and 9 leechers of 0.5 MB/s, for 10 MB.
sim::SimSetup crowd()
{
    sim::SimSetup setup = lab::Scenario::standard().setup;
    setup.totalLength = 10'000'000;
    setup.groups[0].line = {.up = 1e6};
    setup.groups[1].line = {.up = 0.5e6};
    setup.groups[1].count = 9;
    return setup;
}

} // namespace

class TestDistributionBound : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTightestOfThreeLimitsIsTheBound()
    {
        sim::SimSetup setup = crowd();
        setup.groups[1].line.up = 2e6; // 90 MB over 19 MB/s take 4.7 s; the seed's line decides
        QCOMPARE(lab::minimumDistributionTime(setup).value(), base::Duration(10s));
        setup.groups[1].line.down = 0.4e6;
        QCOMPARE(lab::minimumDistributionTime(setup).value(), base::Duration(25s));
        setup.groups[1].line = {.up = 0.1e6}; // 90 MB over 1.9 MB/s
        QCOMPARE(lab::minimumDistributionTime(setup).value(), base::Duration(47'368'421us));
    }

    void itIsSilentAboutOtherSwarms()
    {
        using Arrival = sim::Arrival::Kind;
        const auto differs = [](auto change) {
            sim::SimSetup setup = crowd();
            change(setup);
            return !lab::minimumDistributionTime(setup);
        };
        QVERIFY(differs([](auto &setup) { setup.groups[0].count = 2; }));
        QVERIFY(differs([](auto &setup) { setup.groups[1].count = 0; }));
        QVERIFY(differs([](auto &setup) { setup.groups[1].arrival.kind = Arrival::Poisson; }));
        QVERIFY(differs([](auto &setup) { setup.groups[1].stay.kind = sim::Stay::Kind::Abort; }));
        QVERIFY(differs([](auto &setup) { setup.groups[0].stay.kind = sim::Stay::Kind::Crash; }));
        QVERIFY(differs([](auto &setup) {
            setup.groups.push_back(setup.groups[1]);
            setup.groups[2].arrival.start = 5s;
        }));
        QVERIFY(!differs([](auto &setup) { setup.groups.push_back(setup.groups[1]); }));
    }
};

QTEST_APPLESS_MAIN(TestDistributionBound)
#include "tst_distributionbound.moc"
