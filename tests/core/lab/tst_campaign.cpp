#include "core/lab/campaign.h"

#include <QTest>

using lab::Campaign;

namespace {

std::vector<lab::Trial> trials(std::uint32_t count)
{
    std::vector<lab::Trial> all;
    for (std::uint32_t i = 0; i < count; ++i)
        all.push_back({.index = i});
    return all;
}

} // namespace

class TestCampaign : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesEveryTrialOnceInOrder()
    {
        Campaign campaign(trials(3));
        for (std::uint32_t i = 0; i < 3; ++i)
            QCOMPARE(campaign.next()->index, i);
        QVERIFY(!campaign.next());
        QCOMPARE(campaign.running(), std::size_t{3});
        QVERIFY(!campaign.isOver());
    }

    void isOverWhenAllAreFinishedOrFailed()
    {
        Campaign campaign(trials(2));
        campaign.next();
        campaign.next();
        campaign.failed(1);
        QVERIFY(!campaign.isOver());
        campaign.finished(0);
        QVERIFY(campaign.isOver());
        QCOMPARE(campaign.failures(), std::set<std::uint32_t>{1});
    }

    void leavesOutWhatWasRunBefore()
    {
        Campaign campaign(trials(3));
        campaign.restore(1);
        campaign.restore(7); // none of its trials
        QCOMPARE(campaign.done(), std::size_t{1});
        QCOMPARE(campaign.next()->index, 0U);
        QCOMPARE(campaign.next()->index, 2U);
        QVERIFY(!campaign.next());
    }

    void beginsNothingWhilePaused()
    {
        Campaign campaign(trials(2));
        campaign.next();
        campaign.pause();
        QVERIFY(!campaign.next());
        campaign.finished(0);
        QCOMPARE(campaign.done(), std::size_t{1});
        campaign.resume();
        QCOMPARE(campaign.next()->index, 1U);
    }

    void countsATrialOnce()
    {
        Campaign campaign(trials(2));
        campaign.finished(0); // was not begun
        QCOMPARE(campaign.done(), std::size_t{0});
        campaign.next();
        campaign.finished(0);
        campaign.failed(0);
        QVERIFY(campaign.failures().empty());
    }
};

QTEST_APPLESS_MAIN(TestCampaign)
#include "tst_campaign.moc"
