#include "core/lab/course.h"

#include <QTest>

#include <cmath>

namespace {

/// Samples every 10 s with so many leechers and copies of the rarest piece.
lab::Observation trialOf(const std::vector<std::pair<std::uint32_t, std::uint32_t>> &samples)
{
    lab::Observation trial;
    for (const auto &[leechers, copies] : samples) {
        trial.elapsed += 10;
        trial.samples.push_back({.at = trial.elapsed, .leechers = leechers, .copies = copies});
    }
    return trial;
}

} // namespace

class TestCourse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void growthIsTheSlopeOfTheSecondHalf()
    {
        // Falls first, then grows by 4 each 10 s, give and take one.
        const auto trial
            = trialOf({{90, 1}, {50, 1}, {20, 1}, {8, 1}, {10, 1}, {15, 1}, {17, 1}, {22, 1}});
        // (10, 15, 17, 22) at (50, 60, 70, 80): sum of dt dn = 190, of dt dt = 500.
        QCOMPARE(lab::growth(trial).value(), 190.0 / 500);
        QVERIFY(!lab::growth(trialOf({{5, 1}, {6, 1}}))); // one sample has no slope
        QVERIFY(!lab::growth({}));
    }

    void theTransientStateEndsWithTheSecondCopy()
    {
        const auto trial = trialOf({{3, 1}, {3, 1}, {3, 3}, {3, 2}, {2, 4}});
        QCOMPARE(lab::transientTime(trial).value(), 30.0);
        QCOMPARE(lab::steadyAvailability(trial).value(), 2.0);
        QVERIFY(!lab::transientTime(trialOf({{3, 1}, {3, 1}})));
        QVERIFY(!lab::steadyAvailability(trialOf({{3, 1}, {3, 1}})));
    }

    void theContentLivesUntilAPieceIsLost()
    {
        QCOMPARE(lab::lifetime(trialOf({{3, 1}, {3, 0}, {3, 2}, {3, 0}})).value(), 30.0);
        QCOMPARE(lab::lifetime(trialOf({{3, 1}, {3, 1}})).value(), 20.0);
        QVERIFY(!lab::lifetime(trialOf({{3, 0}})));
    }

    void seedsCountWhileTheContentLives()
    {
        auto trial = trialOf({{3, 2}, {1, 1}, {1, 0}});
        trial.samples[0].seeds = 1;
        trial.samples[1].seeds = 1;
        QCOMPARE(lab::seedShare(trial).value(), (0.25 + 0.5) / 2);
        QVERIFY(!lab::seedShare(trialOf({{3, 0}})));
    }

    void gapsVaryFromAClockToABurst()
    {
        const auto variation
            = [](const std::vector<double> &times) { return lab::gapVariation(times); };
        QCOMPARE(variation({0, 10, 20, 30}).value(), 0.0);
        // Gaps 1, 1, 10: mean 4, variance (9 + 9 + 36) / 3.
        QVERIFY(std::abs(variation({0, 1, 2, 12}).value() - std::sqrt(18.0) / 4) < 1e-12);
        QVERIFY(!variation({1, 2}));
        QVERIFY(!variation({5, 5, 5}));
    }
};

QTEST_APPLESS_MAIN(TestCourse)
#include "tst_course.moc"
