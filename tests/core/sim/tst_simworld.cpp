#include "core/sim/simworld.h"
#include "core/swarm/policycatalog.h"
#include "core/swarm/reason.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace std::chrono_literals;
using sim::PeerIndex;
using sim::SimOutcome;
using sim::SimWorld;

namespace {

constexpr double KiB = 1024;
constexpr std::uint64_t MiB = 1024 * 1024;

sim::PeerGroup seeds(std::uint32_t count, sim::Stay stay = {})
{
    return {.name = "seeds", .count = count, .seed = true, .line = {.up = 400 * KiB}, .stay = stay};
}

sim::PeerGroup leechers(std::uint32_t count, sim::Stay stay = {}, sim::Arrival arrival = {})
{
    return {.name = "leechers",
            .count = count,
            .line = {.up = 100 * KiB, .down = 800 * KiB},
            .arrival = std::move(arrival),
            .stay = stay};
}

sim::SimSetup setup(std::vector<sim::PeerGroup> groups, std::uint64_t seed = 1)
{
    sim::SimSetup setup;
    setup.totalLength = 4 * MiB + 5000;
    setup.pieceLength = 64 * 1024;
    setup.groups = std::move(groups);
    setup.seed = seed;
    return setup;
}

/// Hashes everything that a world tells, in its order (FNV-1a).
class Digest : public sim::SimListener
{
public:
    void joined(PeerIndex peer, base::Time at) override { add('j', toNumber(peer), at); }
    void left(PeerIndex peer, base::Time at) override { add('l', toNumber(peer), at); }
    void completed(PeerIndex peer, base::Time at) override { add('c', toNumber(peer), at); }
    void pieceDone(PeerIndex peer, base::PieceIndex piece, base::Time at) override
    {
        add('p', toNumber(peer), at);
        add(base::toNumber(piece));
    }
    void linkUp(PeerIndex from, PeerIndex to, base::LinkId link, base::Time at) override
    {
        links.emplace_back(toNumber(from), toNumber(to));
        add('u', toNumber(from), at);
        add(toNumber(to));
        add(base::toNumber(link));
    }
    void linkDown(PeerIndex peer, base::LinkId link, base::Time at) override
    {
        add('d', toNumber(peer), at);
        add(base::toNumber(link));
    }
    void sent(PeerIndex peer, base::LinkId link, const wire::Message &message,
              base::Time at) override
    {
        add('m', toNumber(peer), at);
        add(base::toNumber(link));
        base::Bytes bytes;
        wire::append(bytes, message);
        for (const std::uint8_t byte : bytes)
            add(byte);
    }
    void decided(PeerIndex peer, const swarm::Reason &reason, base::Time at) override
    {
        add('r', toNumber(peer), at);
        add(base::toNumber(reason.link));
        const auto text = std::visit([](const auto &what) { return describe(what); }, reason.what);
        for (const char c : text)
            add(static_cast<std::uint8_t>(c));
    }

    [[nodiscard]] std::uint64_t value() const { return m_value; }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links; ///< who dialled whom

private:
    void add(char what, std::uint32_t peer, base::Time at)
    {
        add(static_cast<std::uint64_t>(what));
        add(peer);
        add(static_cast<std::uint64_t>(at.time_since_epoch().count()));
    }
    void add(std::uint64_t value)
    {
        for (int byte = 0; byte < 8; ++byte)
            m_value = (m_value ^ (value >> (8 * byte) & 0xff)) * 0x100000001b3ULL;
    }
    std::uint64_t m_value = 0xcbf29ce484222325ULL;
};

void runToItsEnd(SimWorld &world)
{
    while (world.runUntil(world.now() + 1h)) { }
}

/// The outcomes of a group.
std::vector<SimOutcome> outcomes(const SimWorld &world, std::uint32_t group)
{
    std::vector<SimOutcome> found;
    for (std::uint32_t i = 0; i < world.peers().size(); ++i) {
        if (const SimOutcome outcome = world.outcome(PeerIndex{i}); outcome.group == group)
            found.push_back(outcome);
    }
    return found;
}

std::uint32_t listedAtTracker(const SimWorld &world)
{
    return static_cast<std::uint32_t>(world.tracker().entries().size());
}

} // namespace

class TestSimWorld : public QObject
{
    Q_OBJECT
    using Kind = sim::Stay::Kind;

private Q_SLOTS:
    void everybodyCompletes_data()
    {
        QTest::addColumn<QString>("picker");
        QTest::addColumn<QString>("choker");
        QTest::newRow("defaults") << "rarest-first"
                                  << "tit-for-tat";
        QTest::newRow("sequential") << "sequential"
                                    << "all-unchoked";
        QTest::newRow("random") << "random"
                                << "tit-for-tat";
        QTest::newRow("thesis-2008") << "thesis-2008"
                                     << "all-unchoked";
    }
    void everybodyCompletes()
    {
        QFETCH(const QString, picker);
        QFETCH(const QString, choker);
        auto groups = std::vector{seeds(1), leechers(12)};
        for (sim::PeerGroup &group : groups) {
            group.picker = picker.toStdString();
            group.choker = choker.toStdString();
        }
        SimWorld world(setup(groups));
        runToItsEnd(world);
        QVERIFY(world.isOver());
        QCOMPARE(world.seeds(), 13U);
        QCOMPARE(world.leechers(), 0U);
        std::uint64_t given = 0;
        std::uint64_t taken = 0;
        for (std::uint32_t i = 0; i < 13; ++i) {
            const SimOutcome outcome = world.outcome(PeerIndex{i});
            QCOMPARE(outcome.pieces, world.setup().geometry().pieceCount());
            QCOMPARE(outcome.completed.has_value(), i > 0);
            given += outcome.uploaded;
            taken += outcome.downloaded;
            if (i > 0)
                QCOMPARE(outcome.downloaded - outcome.wasted, world.setup().totalLength);
        }
        QVERIFY(given >= taken); // some may have been under way at the end
        QVERIFY(given - taken <= 13 * 8 * wire::blockSize);
    }

    void everybodyCompletesWithAnySeedChoker()
    {
        for (const auto &choker : swarm::seedChokers()) {
            auto groups = std::vector{seeds(1), leechers(12)};
            for (sim::PeerGroup &group : groups)
                group.seedChoker = choker.name;
            SimWorld world(setup(groups));
            runToItsEnd(world);
            QCOMPARE(world.seeds(), 13U);
        }
    }

    void localityLinksPeersOfARegion()
    {
        double within[2] = {};
        for (const bool local : {false, true}) {
            auto groups = std::vector{seeds(1), leechers(60), leechers(60)};
            groups[2].name = "far";
            groups[2].line.region = 1;
            for (sim::PeerGroup &group : groups)
                group.neighbours = 8;
            sim::SimSetup order = setup(groups);
            order.latency = {{10ms, 60ms}, {60ms, 10ms}};
            order.selection = local ? roles::PeerSelection::Locality : roles::PeerSelection::Random;
            SimWorld world(order);
            Digest digest;
            world.setListener(&digest);
            runToItsEnd(world);
            QCOMPARE(world.seeds(), 121U);
            const auto inside = std::ranges::count_if(digest.links, [](const auto &link) {
                return (link.first > 60) == (link.second > 60); // the last 60 are the far ones
            });
            within[local ? 1 : 0]
                = static_cast<double>(inside) / static_cast<double>(digest.links.size());
        }
        // Who comes early is told of the other region too, since there are not enough of its own.
        QVERIFY2(within[0] < 0.56 && within[1] > within[0] + 0.08,
                 qPrintable(QStringLiteral("%1 %2").arg(within[0]).arg(within[1])));
    }

    void anEmptyWorldIsOver()
    {
        SimWorld world(setup({}));
        QVERIFY(world.isOver());
        QVERIFY(!world.runUntil(base::Time(1h)));
    }

    void theHorizonEndsARunThatCannotEnd()
    {
        auto of = setup({leechers(3)});
        of.horizon = 10min;
        SimWorld world(of);
        runToItsEnd(world);
        QCOMPARE(world.now(), base::Time(10min));
        QCOMPARE(world.leechers(), 3U);
    }

    void theSameSetupGivesTheSameRun()
    {
        std::set<std::uint64_t> digests;
        for (const std::uint64_t seed : {7, 7, 8}) {
            SimWorld world(setup({seeds(1),
                                  leechers(20, {.kind = Kind::Exponential, .span = 30s},
                                           {.kind = sim::Arrival::Kind::Poisson, .rate = 0.5}),
                                  leechers(5, {.kind = Kind::Crash, .span = 40s})},
                                 seed));
            Digest digest;
            world.setListener(&digest);
            // It does not matter in how many steps.
            const base::Duration step = digests.empty() ? 1s : 1h;
            while (world.runUntil(world.now() + step)) { }
            digests.insert(digest.value());
            QCOMPARE(digests.size(), seed == 7 ? 1U : 2U);
        }
    }

    void listeningChangesNothing()
    {
        std::vector<std::optional<base::Time>> ends;
        for (const bool listening : {false, true}) {
            SimWorld world(setup({seeds(1), leechers(10)}));
            Digest digest;
            world.setListener(listening ? &digest : nullptr);
            runToItsEnd(world);
            ends.emplace_back(world.now());
        }
        QCOMPARE(ends[0], ends[1]);
    }

    // -- leaving -----------------------------------------------------------------------------

    void whoLeavesAtOnceIsGoneWhenComplete()
    {
        SimWorld world(setup({seeds(1), leechers(8, {.kind = Kind::AtOnce})}));
        runToItsEnd(world);
        for (const SimOutcome &outcome : outcomes(world, 1)) {
            QVERIFY(outcome.completed && outcome.left);
            // Only `stopped` is under way to the tracker.
            QCOMPARE(*outcome.left - *outcome.completed, base::Duration(25ms));
            QCOMPARE(outcome.pieces, world.setup().geometry().pieceCount());
        }
        QCOMPARE(world.seeds(), 1U);
        QCOMPARE(listedAtTracker(world), 1U);
    }

    void whoStaysForATimeSeedsThatLong()
    {
        SimWorld world(setup({seeds(1, {.kind = Kind::For, .span = 300s}),
                              leechers(8, {.kind = Kind::For, .span = 90s})}));
        runToItsEnd(world);
        for (const SimOutcome &outcome : outcomes(world, 1))
            QCOMPARE(*outcome.left - *outcome.completed, base::Duration(90s + 25ms));
        const SimOutcome seed = outcomes(world, 0).front();
        QCOMPARE(*seed.left - *seed.joined, base::Duration(300s + 25ms));
    }

    void theTrackersListsAreEmptyWhenAllHaveLeft()
    {
        SimWorld world(
            setup({seeds(2, {.kind = Kind::For, .span = 300s}), leechers(8, {.kind = Kind::AtOnce}),
                   leechers(4, {.kind = Kind::Exponential, .span = 20s})}));
        runToItsEnd(world);
        QCOMPARE(world.seeds(), 0U);
        QCOMPARE(world.leechers(), 0U);
        QCOMPARE(listedAtTracker(world), 0U);
    }

    void whoStaysUntilARatioHasGivenThatMuch()
    {
        const std::uint64_t total = setup({}).totalLength;
        SimWorld world(setup({seeds(1), leechers(10, {.kind = Kind::UntilRatio, .ratio = 0.5})}));
        runToItsEnd(world);
        int gone = 0;
        for (const SimOutcome &outcome : outcomes(world, 1)) {
            if (!outcome.left)
                continue;
            ++gone;
            QVERIFY(outcome.completed && *outcome.completed < *outcome.left);
            QVERIFY(outcome.uploaded * 2 >= total);
        }
        QVERIFY(gone > 0);
        // A seed that was asked for no more than it wanted to give.
        SimWorld lone(setup({seeds(1, {.kind = Kind::UntilRatio, .ratio = 1}), leechers(1)}));
        runToItsEnd(lone);
        QVERIFY(lone.outcome(PeerIndex{0}).uploaded >= total);
    }

    void whoAbortsGoesWithThatPart()
    {
        SimWorld world(
            setup({seeds(1), leechers(6, {.kind = Kind::Abort, .ratio = 0.5}), leechers(3)}));
        runToItsEnd(world);
        const std::uint32_t half = (world.setup().geometry().pieceCount() + 1) / 2;
        for (const SimOutcome &outcome : outcomes(world, 1)) {
            QVERIFY(outcome.left && !outcome.completed);
            QCOMPARE(outcome.pieces, half);
        }
        for (const SimOutcome &outcome : outcomes(world, 2))
            QVERIFY(outcome.completed.has_value());
        QCOMPARE(listedAtTracker(world), 4U);
    }

    // -- crashes and dials -------------------------------------------------------------------

    void whoCrashesDoesNotStopTheOthers()
    {
        SimWorld world(
            setup({seeds(1), leechers(10, {.kind = Kind::Crash, .span = 15s}), leechers(10)}));
        Digest digest;
        world.setListener(&digest);
        runToItsEnd(world);
        int crashed = 0;
        for (const SimOutcome &outcome : outcomes(world, 1))
            crashed += outcome.left && !outcome.completed ? 1 : 0;
        QVERIFY(crashed >= 5);
        for (const SimOutcome &outcome : outcomes(world, 2))
            QVERIFY(outcome.completed.has_value());
        // Nobody told the tracker.
        QCOMPARE(listedAtTracker(world), 21U);
    }

    void aDialToAGonePeerFails()
    {
        const sim::Arrival late{.kind = sim::Arrival::Kind::AtOnce, .start = 10min};
        SimWorld world(setup(
            {seeds(1), leechers(5, {.kind = Kind::Crash, .span = 1s}), leechers(2, {}, late)}));
        Digest digest;
        world.setListener(&digest);
        world.runUntil(base::Time(10min - 1s));
        QCOMPARE(world.seeds() + world.leechers(), 1U);
        QCOMPARE(listedAtTracker(world), 6U); // the newcomers will hear of all five
        digest.links.clear();
        runToItsEnd(world);
        for (const auto &[from, to] : digest.links)
            QVERIFY((from == 0 || from > 5) && (to == 0 || to > 5));
        for (const SimOutcome &outcome : outcomes(world, 2))
            QVERIFY(outcome.completed.has_value());
    }

    void addressesGoBothWays()
    {
        for (const std::uint32_t number : {0U, 1U, 255U, 70'000U, 1'000'000U})
            QCOMPARE(SimWorld::peerAt(SimWorld::endpointOf(PeerIndex{number})), PeerIndex{number});
    }
};

QTEST_APPLESS_MAIN(TestSimWorld)
#include "tst_simworld.moc"
