#include <QTest>

#include "support_core/flashcrowd.h"

namespace {

/// The mean completion time with that picker, in seconds: 60 leechers around a seed that is no
/// faster than any of them, so that it matters what it is asked for.
double meanTime(const char *picker)
{
    sim::SimSetup setup = test::flashCrowd(60, 100e3);
    setup.groups[1].picker = picker;
    return test::meanCompletion(setup, 1, 5);
}

} // namespace

/// Which piece to ask for (Bharambe 2006).
class TestPiecePicking : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rarestFirstBeatsRandomAndSequentialWhereTheSeedIsSlow()
    {
        const double rarest = meanTime("rarest-first");
        const double random = meanTime("random");
        const double sequential = meanTime("sequential");
        qInfo("rarest-first %.1f s, random %.1f s, sequential %.1f s", rarest, random, sequential);
        QVERIFY(random >= 1.05 * rarest);
        QVERIFY(sequential >= 2 * rarest);
    }
};

QTEST_APPLESS_MAIN(TestPiecePicking)
#include "tst_piecepicking.moc"
