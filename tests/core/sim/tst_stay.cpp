#include "core/sim/stay.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

class TestStay : public QObject
{
    Q_OBJECT
    using Kind = sim::Stay::Kind;

    static std::vector<double> drawn(const sim::Stay &stay, std::uint32_t count,
                                     std::uint64_t seed = 1)
    {
        base::Rng rng(seed);
        std::vector<double> seconds;
        for (std::uint32_t i = 0; i < count; ++i)
            seconds.push_back(base::toSeconds(sim::drawSpan(stay, rng)));
        return seconds;
    }

private Q_SLOTS:
    void aFixedTimeIsNotDrawn()
    {
        QCOMPARE(drawn({.kind = Kind::For, .span = 90s}, 3), std::vector<double>(3, 90.0));
        QCOMPARE(drawn({.kind = Kind::AtOnce}, 3), std::vector<double>(3, 0.0));
    }

    void drawnTimesAreExponential_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("seeding") << static_cast<int>(Kind::Exponential);
        QTest::newRow("until the crash") << static_cast<int>(Kind::Crash);
    }
    void drawnTimesAreExponential()
    {
        QFETCH(const int, kind);
        const sim::Stay stay{.kind = static_cast<Kind>(kind), .span = 100s};
        const auto spans = drawn(stay, 40'000);
        double sum = 0;
        for (const double span : spans)
            sum += span;
        QVERIFY(std::abs(sum / 40'000 - 100) < 2); // 4 standard deviations
        for (const double part : {0.5, 0.1}) {
            const double least = 100 * -std::log(part);
            const auto longer = std::ranges::count_if(spans, [&](double s) { return s > least; });
            QVERIFY(std::abs(static_cast<double>(longer) - 40'000 * part) < 400);
        }
        QCOMPARE(drawn(stay, 10), drawn(stay, 10));
        QVERIFY(drawn(stay, 10, 1) != drawn(stay, 10, 2));
    }

    void announcementsKeepAPeerForWholeSpans_data()
    {
        QTest::addColumn<double>("interest");
        for (const double interest : {0.0, 0.5, 0.8, 0.95})
            QTest::addRow("interest %.2f", interest) << interest;
    }
    void announcementsKeepAPeerForWholeSpans()
    {
        QFETCH(const double, interest);
        constexpr int draws = 40'000;
        const auto spans
            = drawn({.kind = Kind::Announcements, .span = 60s, .interest = interest}, draws);
        double sum = 0;
        for (const double span : spans) {
            QVERIFY(span >= 60 && std::fmod(span, 60) == 0);
            sum += span;
        }
        const double mean = 60 / (1 - interest); // of a geometric distribution
        QVERIFY(std::abs(sum / draws - mean) <= 4 * mean / std::sqrt(draws));
        const auto once = static_cast<double>(std::ranges::count(spans, 60.0));
        QVERIFY(std::abs(once / draws - (1 - interest)) <= 0.01);
    }

    void somebodyWhoseTimeRunsFromCompletionIsTimed()
    {
        for (const Kind kind : {Kind::AtOnce, Kind::For, Kind::Exponential, Kind::Announcements})
            QVERIFY(sim::Stay{.kind = kind}.isTimed());
        for (const Kind kind : {Kind::Forever, Kind::UntilRatio, Kind::Abort, Kind::Crash})
            QVERIFY(!sim::Stay{.kind = kind}.isTimed());
    }
};

QTEST_APPLESS_MAIN(TestStay)
#include "tst_stay.moc"
