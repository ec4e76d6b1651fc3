#include "core/lab/statistic.h"

#include <QTest>

#include <cmath>

using lab::Statistic;

namespace {

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1e-4;
}

} // namespace

class TestStatistic : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingSaysNothing() { QVERIFY(!Statistic::of({})); }

    void oneValueHasNoInterval()
    {
        const auto one = Statistic::of({3});
        QVERIFY(one.has_value());
        QCOMPARE(one->n, std::size_t{1});
        QCOMPARE(one->mean, 3.0);
        QCOMPARE(one->median, 3.0);
        QVERIFY(!one->deviation && !one->meanInterval && !one->medianInterval);
    }

    /// By hand: sum of squares 32, sd sqrt(32/7), t(0.975, 7) = 2.364624.
    void meanDeviationAndStudentsInterval()
    {
        const auto eight = Statistic::of({2, 4, 4, 4, 5, 5, 7, 9});
        QVERIFY(eight.has_value());
        QCOMPARE(eight->mean, 5.0);
        QCOMPARE(eight->median, 4.5);
        QCOMPARE(eight->min, 2.0);
        QCOMPARE(eight->max, 9.0);
        const double deviation = std::sqrt(32.0 / 7);
        QVERIFY(isNear(*eight->deviation, deviation));
        const double half = 2.364624 * deviation / std::sqrt(8.0);
        QVERIFY(isNear(eight->meanInterval->low, 5 - half));
        QVERIFY(isNear(eight->meanInterval->high, 5 + half));
    }

    void twoValuesGetTheWideIntervalOfOneDegreeOfFreedom()
    {
        const auto two = Statistic::of({0, 2});
        QVERIFY(isNear(two->meanInterval->high, 1 + 12.7062)); // t(0.975, 1), sd/sqrt(n) = 1
    }

    void theBootstrapHoldsTheMedianAndRepeats()
    {
        const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9};
        const auto first = Statistic::of(values);
        const auto second = Statistic::of(values);
        QCOMPARE(first->medianInterval->low, second->medianInterval->low);
        QVERIFY(first->medianInterval->low >= 1 && first->medianInterval->low < 5);
        QVERIFY(first->medianInterval->high > 5 && first->medianInterval->high <= 9);
    }

    void quantilesLieBetweenTheNearestValues()
    {
        QCOMPARE(lab::quantile({1, 2, 3, 4}, 0.5), 2.5);
        QCOMPARE(lab::quantile({1, 2, 3, 4}, 1), 4.0);
        QCOMPARE(lab::quantile({7}, 0.3), 7.0);
    }
};

QTEST_APPLESS_MAIN(TestStatistic)
#include "tst_statistic.moc"
