#include <QTest>

#include "support_core/flashcrowd.h"

namespace {

/// How much longer a free rider takes than who contributes when the others have that choker: 40
/// contributors, 20 free riders and a seed; whoever is complete leaves. Mean of three runs.
double handicap(const char *choker)
{
    sim::SimSetup setup = test::flashCrowd(40, 100e3);
    setup.totalLength = 20'000'000;
    setup.groups[0].line.up = 300e3;
    setup.groups[1].stay.kind = sim::Stay::Kind::AtOnce;
    for (sim::PeerGroup &group : setup.groups)
        group.choker = choker;
    sim::PeerGroup freeRiders = setup.groups[1];
    freeRiders.name = "free riders";
    freeRiders.count = 20;
    freeRiders.choker = "free-rider";
    setup.groups.push_back(freeRiders);
    const double contributors = test::meanCompletion(setup, 1, 3);
    const double others = test::meanCompletion(setup, 2, 3);
    qInfo("%s: contributors %.1f s, free riders %.1f s", choker, contributors, others);
    return others / contributors;
}

} // namespace

/// Tit-for-tat is what makes people upload (Cohen 2003, Legout 2006).
class TestFreeRiding : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void titForTatMakesFreeRidersWaitHalfAsLongAgain() { QVERIFY(handicap("tit-for-tat") >= 1.5); }
    void withoutItTheyFareAsWellAsContributors()
    {
        const double ratio = handicap("all-unchoked");
        QVERIFY(ratio > 0.95);
        QVERIFY(ratio < 1.05);
    }
};

QTEST_APPLESS_MAIN(TestFreeRiding)
#include "tst_freeriding.moc"
