#include <QTest>

#include <cmath>

#include "support_core/flashcrowd.h"

namespace {

/// The mean completion time with so many neighbours, in seconds: 150 leechers and a seed of four
/// times their uplink.
double meanTime(std::uint32_t neighbours)
{
    sim::SimSetup setup = test::flashCrowd(150, 100e3);
    setup.groups[0].line.up = 400e3;
    for (sim::PeerGroup &group : setup.groups)
        group.neighbours = neighbours;
    const double time = test::meanCompletion(setup, 1, 2);
    qInfo("%u neighbours: %.1f s", neighbours, time);
    return time;
}

} // namespace

/// How many others a peer needs to know (Bharambe 2006).
class TestNeighbourhood : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_twenty = meanTime(20); }
    void moreThanTwentyNeighboursChangeLittle()
    {
        QVERIFY(std::abs(meanTime(40) - m_twenty) <= 0.05 * m_twenty);
        QVERIFY(std::abs(meanTime(80) - m_twenty) <= 0.05 * m_twenty);
    }
    void veryFewAreTooFew() { QVERIFY(meanTime(2) >= 1.1 * m_twenty); }

private:
    double m_twenty = 0; ///< seconds with 20 neighbours
};

QTEST_APPLESS_MAIN(TestNeighbourhood)
#include "tst_neighbourhood.moc"
