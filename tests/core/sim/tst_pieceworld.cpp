#include "core/sim/pieceworld.h"

#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using sim::PeerIndex;
using sim::PieceWorld;
using sim::SimOutcome;

namespace {

constexpr double KiB = 1024;
constexpr std::uint64_t MiB = 1024 * 1024;
constexpr double seedUp = 400 * KiB;
constexpr double up = 100 * KiB;

sim::PeerGroup seeds(std::uint32_t count)
{
    return {.name = "seeds", .count = count, .seed = true, .line = {.up = seedUp}};
}

sim::PeerGroup leechers(std::uint32_t count, sim::Stay stay = {}, sim::Arrival arrival = {})
{
    return {.name = "leechers",
            .count = count,
            .line = {.up = up, .down = 800 * KiB},
            .arrival = std::move(arrival),
            .stay = stay};
}

sim::SimSetup setup(std::vector<sim::PeerGroup> groups, std::uint64_t seed = 1)
{
    sim::SimSetup setup;
    setup.mode = sim::Mode::Pieces;
    setup.totalLength = 4 * MiB + 5000;
    setup.pieceLength = 64 * 1024;
    setup.groups = std::move(groups);
    setup.seed = seed;
    return setup;
}

void runToItsEnd(sim::World &world, base::Duration step = 1h)
{
    while (world.runUntil(world.now() + step)) { }
}

std::vector<SimOutcome> outcomes(const sim::World &world, std::uint32_t group)
{
    std::vector<SimOutcome> found;
    for (std::uint32_t i = 0; i < world.population(); ++i) {
        if (const SimOutcome outcome = world.outcome(PeerIndex{i}); outcome.group == group)
            found.push_back(outcome);
    }
    return found;
}

/// When each one was complete.
std::vector<std::optional<base::Time>> completions(const sim::World &world)
{
    std::vector<std::optional<base::Time>> times;
    for (std::uint32_t i = 0; i < world.population(); ++i)
        times.push_back(world.outcome(PeerIndex{i}).completed);
    return times;
}

/// Counts what is told.
class Listener : public sim::SimListener
{
public:
    void pieceDone(PeerIndex, base::PieceIndex, base::Time) override { ++pieces; }
    void decided(PeerIndex, const swarm::Reason &reason, base::Time) override
    {
        picks += std::holds_alternative<swarm::PickReason>(reason.what) ? 1 : 0;
        if (const auto *choke = std::get_if<swarm::ChokeReason>(&reason.what)) {
            ++chokes;
            ranked += choke->rank > 0 ? 1 : 0;
        }
    }
    std::uint32_t pieces = 0;
    std::uint32_t picks = 0;
    std::uint32_t chokes = 0;
    std::uint32_t ranked = 0; ///< choke decisions by rate
};

} // namespace

class TestPieceWorld : public QObject
{
    Q_OBJECT
    using Kind = sim::Stay::Kind;

private Q_SLOTS:
    void strategicChokersServeEverybodyInTheEnd()
    {
        for (const char *choker : {"bit-tyrant", "prop-share"}) {
            sim::PeerGroup crowd = leechers(20);
            crowd.choker = choker;
            PieceWorld world(setup({seeds(1), crowd}));
            runToItsEnd(world);
            for (const SimOutcome &outcome : outcomes(world, 1))
                QVERIFY2(outcome.completed, choker);
        }
    }

    void everybodyCompletesAndNoBoundIsBeaten_data()
    {
        QTest::addColumn<QString>("picker");
        QTest::addColumn<QString>("choker");
        QTest::newRow("defaults") << "rarest-first"
                                  << "tit-for-tat";
        QTest::newRow("sequential") << "sequential"
                                    << "all-unchoked";
        QTest::newRow("random") << "random"
                                << "tit-for-tat";
    }
    void everybodyCompletesAndNoBoundIsBeaten()
    {
        QFETCH(const QString, picker);
        QFETCH(const QString, choker);
        constexpr std::uint32_t count = 30;
        auto groups = std::vector{seeds(1), leechers(count)};
        for (sim::PeerGroup &group : groups) {
            group.picker = picker.toStdString();
            group.choker = choker.toStdString();
        }
        PieceWorld world(setup(groups));
        runToItsEnd(world);
        QCOMPARE(world.seeds(), count + 1);
        QCOMPARE(world.leechers(), 0U);
        base::Time last{};
        for (const SimOutcome &outcome : outcomes(world, 1)) {
            QVERIFY(outcome.completed.has_value());
            QCOMPARE(outcome.downloaded, world.setup().totalLength);
            QCOMPARE(outcome.pieces, world.setup().geometry().pieceCount());
            last = std::max(last, *outcome.completed);
        }
        // Kumar and Ross 2006: all lines together must carry a copy for each.
        const double bound
            = count * static_cast<double>(world.setup().totalLength) / (seedUp + count * up);
        QVERIFY(base::toSeconds(last.time_since_epoch()) >= bound);
    }

    void theSameSeedGivesTheSameRunInAnySteps()
    {
        const std::vector groups{seeds(1),
                                 leechers(20, {.kind = Kind::Exponential, .span = 30s},
                                          {.kind = sim::Arrival::Kind::Poisson, .rate = 0.5})};
        PieceWorld first(setup(groups, 7));
        PieceWorld again(setup(groups, 7));
        PieceWorld other(setup(groups, 8));
        Listener listener;
        again.setListener(&listener);
        runToItsEnd(first);
        runToItsEnd(again, 1s);
        runToItsEnd(other);
        QCOMPARE(first.now(), again.now());
        QVERIFY(completions(first) == completions(again));
        QVERIFY(completions(first) != completions(other));
    }

    void decisionsAreToldWithTheirReasons()
    {
        PieceWorld world(setup({seeds(1), leechers(20)}));
        Listener listener;
        world.setListener(&listener);
        runToItsEnd(world);
        QCOMPARE(listener.pieces, 20 * world.setup().geometry().pieceCount());
        QVERIFY(listener.picks >= listener.pieces);
        QVERIFY(listener.ranked > 0 && listener.ranked < listener.chokes);
    }

    void theHorizonEndsARunThatCannotEnd()
    {
        auto of = setup({leechers(3)});
        of.horizon = 10min;
        PieceWorld world(of);
        runToItsEnd(world);
        QCOMPARE(world.now(), base::Time(10min));
        QCOMPARE(world.leechers(), 3U);
    }

    void copiesAreCounted()
    {
        base::Rng rng(1);
        std::vector<std::uint32_t> expected(128, 0);
        std::vector<std::vector<std::uint64_t>> sets(100, {0, 0});
        sim::CopyCounter counter(2);
        for (auto &set : sets) {
            for (std::uint32_t piece = 0; piece < expected.size(); ++piece) {
                if (rng.below(128) >= piece)
                    continue;
                set[piece / 64] |= std::uint64_t{1} << (piece % 64);
                ++expected[piece];
            }
            counter.add(set);
        }
        counter.count();
        for (std::uint32_t piece = 0; piece < expected.size(); ++piece)
            QCOMPARE(counter.of(piece), expected[piece]);
        counter.clear();
        counter.count();
        QCOMPARE(counter.of(127), 0);
    }

    // -- leaving -----------------------------------------------------------------------------

    void whoLeavesAtOnceIsGoneWhenComplete()
    {
        PieceWorld world(setup({seeds(1), leechers(8, {.kind = Kind::AtOnce})}));
        runToItsEnd(world);
        for (const SimOutcome &outcome : outcomes(world, 1))
            QCOMPARE(*outcome.left - *outcome.completed, base::Duration(25ms));
        QCOMPARE(world.seeds(), 1U);
        QCOMPARE(world.tracker().entries().size(), 1U);
    }

    void whoStaysUntilARatioHasGivenThatMuch()
    {
        PieceWorld world(setup({seeds(1), leechers(10, {.kind = Kind::UntilRatio, .ratio = 0.5})}));
        runToItsEnd(world);
        int gone = 0;
        for (const SimOutcome &outcome : outcomes(world, 1)) {
            if (!outcome.left)
                continue;
            ++gone;
            QVERIFY(outcome.completed && outcome.uploaded * 2 >= world.setup().totalLength);
        }
        QVERIFY(gone > 0);
    }

    void whoAbortsGoesWithThatPart()
    {
        PieceWorld world(
            setup({seeds(1), leechers(6, {.kind = Kind::Abort, .ratio = 0.5}), leechers(3)}));
        runToItsEnd(world);
        const std::uint32_t half = (world.setup().geometry().pieceCount() + 1) / 2;
        for (const SimOutcome &outcome : outcomes(world, 1)) {
            QVERIFY(outcome.left && !outcome.completed);
            QCOMPARE(outcome.pieces, half);
        }
        for (const SimOutcome &outcome : outcomes(world, 2))
            QVERIFY(outcome.completed.has_value());
    }

    void whoCrashesDoesNotStopTheOthers()
    {
        PieceWorld world(
            setup({seeds(1), leechers(10, {.kind = Kind::Crash, .span = 15s}), leechers(10)}));
        runToItsEnd(world);
        int crashed = 0;
        for (const SimOutcome &outcome : outcomes(world, 1))
            crashed += outcome.left && !outcome.completed ? 1 : 0;
        QVERIFY(crashed >= 5);
        for (const SimOutcome &outcome : outcomes(world, 2))
            QVERIFY(outcome.completed.has_value());
        QCOMPARE(world.tracker().entries().size(), 21U); // nobody told it
    }
};

QTEST_APPLESS_MAIN(TestPieceWorld)
#include "tst_pieceworld.moc"
