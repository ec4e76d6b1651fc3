#include "core/sim/arrival.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace {

std::vector<double> drawn(const sim::Arrival &arrival, std::uint32_t count, std::uint64_t seed = 1)
{
    base::Rng rng(seed);
    std::vector<double> seconds;
    for (const base::Time time : sim::arrivalTimes(arrival, count, rng))
        seconds.push_back(base::toSeconds(time.time_since_epoch()));
    return seconds;
}

double mean(const std::vector<double> &values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

bool isNear(double value, double expected, double tolerance)
{
    return std::abs(value - expected) <= tolerance * expected;
}

} // namespace

class TestArrival : public QObject
{
    Q_OBJECT
    using Kind = sim::Arrival::Kind;
private Q_SLOTS:
    void allComeAtOnce()
    {
        const auto times = drawn({.kind = Kind::AtOnce, .start = 3s}, 4);
        QCOMPARE(times, std::vector<double>(4, 3.0));
    }

    void spreadFillsItsSpanEvenly()
    {
        const auto times = drawn({.kind = Kind::Spread, .start = 100s, .span = 50s}, 10'000);
        QCOMPARE(times.size(), 10'000U);
        QVERIFY(std::ranges::is_sorted(times));
        QVERIFY(times.front() >= 100 && times.back() < 150);
        for (int quarter = 0; quarter < 4; ++quarter) {
            const double from = 100 + 12.5 * quarter;
            const auto inside = std::ranges::count_if(
                times, [&](double time) { return time >= from && time < from + 12.5; });
            QVERIFY(isNear(static_cast<double>(inside), 2500, 0.07)); // 4 standard deviations
        }
    }

    void poissonHasItsRateAndExponentialGaps()
    {
        const auto times = drawn({.kind = Kind::Poisson, .start = 10s, .rate = 5}, 40'000);
        QCOMPARE(times.size(), 40'000U);
        QVERIFY(std::ranges::is_sorted(times));
        std::vector<double> gaps{times.front() - 10};
        for (std::size_t i = 1; i < times.size(); ++i)
            gaps.push_back(times[i] - times[i - 1]);
        QVERIFY(isNear(mean(gaps), 0.2, 0.02)); // 4 standard deviations
        // Of an exponential law: half the gaps are shorter than mean * ln 2, the square's mean is
        // twice the mean's square.
        const auto shorter
            = std::ranges::count_if(gaps, [](double gap) { return gap < 0.2 * std::log(2); });
        QVERIFY(isNear(static_cast<double>(shorter), 20'000, 0.02));
        std::ranges::transform(gaps, gaps.begin(), [](double gap) { return gap * gap; });
        QVERIFY(isNear(mean(gaps), 2 * 0.2 * 0.2, 0.05));
    }

    void aFlashCrowdDecaysAndEnds()
    {
        // In all rate * span come; within span * ln 2 half of them.
        const auto times
            = drawn({.kind = Kind::FlashCrowd, .start = 20s, .span = 100s, .rate = 100}, 1'000'000);
        QVERIFY(isNear(static_cast<double>(times.size()), 10'000, 0.04)); // 4 standard deviations
        QVERIFY(std::ranges::is_sorted(times));
        QVERIFY(times.front() >= 20);
        for (const double part : {0.5, 0.25, 0.1}) {
            const double time = 20 + 100 * -std::log(part);
            const auto later = std::ranges::count_if(times, [&](double t) { return t > time; });
            QVERIFY(isNear(static_cast<double>(later), 10'000 * part, 0.13));
        }
    }

    void aFlashCrowdIsCutAtItsCount()
    {
        const sim::Arrival crowd{.kind = Kind::FlashCrowd, .span = 100s, .rate = 100};
        QCOMPARE(drawn(crowd, 50).size(), 50U);
    }

    void aTraceIsTakenAsItIs()
    {
        const sim::Arrival trace{.kind = Kind::Trace, .start = 1s, .trace = {2s, 4s, 9s}};
        QCOMPARE(drawn(trace, 3), (std::vector{3.0, 5.0, 10.0}));
        QCOMPARE(drawn(trace, 2), (std::vector{3.0, 5.0}));
        QCOMPARE(drawn(trace, 9), (std::vector{3.0, 5.0, 10.0}));
    }

    void aTraceOutOfOrderIsPutInOrder()
    {
        const sim::Arrival trace{.kind = Kind::Trace, .trace = {4s, 2s}};
        QCOMPARE(drawn(trace, 2), (std::vector{2.0, 4.0}));
    }

    void aStreamOfRateZeroBringsNobody()
    {
        QVERIFY(drawn({.kind = Kind::Poisson, .rate = 0}, 5).empty());
        QVERIFY(drawn({.kind = Kind::FlashCrowd, .span = 10s, .rate = 0}, 5).empty());
    }

    void theSeedDecides()
    {
        const sim::Arrival poisson{.kind = Kind::Poisson, .rate = 1};
        QCOMPARE(drawn(poisson, 100, 7), drawn(poisson, 100, 7));
        QVERIFY(drawn(poisson, 100, 7) != drawn(poisson, 100, 8));
    }
};

QTEST_APPLESS_MAIN(TestArrival)
#include "tst_arrival.moc"
