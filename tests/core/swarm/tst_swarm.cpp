#include "core/swarm/policycatalog.h"

#include <QTest>

#include "support_core/swarmharness.h"

using namespace std::chrono_literals;
using test::SwarmHarness;

namespace {

const wire::Geometry sixteenPieces(16 * 65536 - 5000, 65536);

std::vector<SwarmHarness::Record> runOf(std::uint64_t randomSeed)
{
    SwarmHarness swarm(sixteenPieces);
    swarm.join({.seed = true, .uploadRate = 200000, .randomSeed = randomSeed});
    for (int i = 0; i < 6; ++i)
        swarm.join({.uploadRate = 100000, .randomSeed = randomSeed});
    swarm.until([&] { return swarm.allComplete(); }, 10min);
    return swarm.records();
}

std::uint64_t wastedBy(const SwarmHarness &swarm)
{
    std::uint64_t wasted = 0;
    for (std::size_t i = 0; i < swarm.size(); ++i)
        wasted += swarm.peer(i).downloads().wasted();
    return wasted;
}

} // namespace

class TestSwarm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPairOfPoliciesCompletes_data()
    {
        QTest::addColumn<std::string>("picker");
        QTest::addColumn<std::string>("choker");
        QTest::addColumn<bool>("fast");
        for (const auto &picker : swarm::pickers()) {
            for (const auto &choker : swarm::chokers()) {
                if (choker.name == "free-rider")
                    continue;
                for (const bool fast : {false, true}) {
                    const std::string name = std::string(picker.name) + ", "
                        + std::string(choker.name) + (fast ? ", fast" : "");
                    QTest::newRow(name.c_str())
                        << std::string(picker.name) << std::string(choker.name) << fast;
                }
            }
        }
    }
    void everyPairOfPoliciesCompletes()
    {
        QFETCH(std::string, picker);
        QFETCH(std::string, choker);
        QFETCH(bool, fast);
        SwarmHarness swarm(sixteenPieces);
        const SwarmHarness::Member leecher{
            .picker = picker, .choker = choker, .uploadRate = 250000, .fast = fast};
        auto seed = leecher;
        seed.seed = true;
        swarm.join(seed);
        for (int i = 0; i < 20; ++i)
            swarm.join(leecher);
        QVERIFY(swarm.until([&] { return swarm.allComplete(); }, 10min));
        for (std::size_t i = 1; i < swarm.size(); ++i)
            QVERIFY(swarm.completedAt(i).has_value());
    }

    void freeRidersAmongThemselvesStarve()
    {
        SwarmHarness swarm(sixteenPieces);
        swarm.join({.choker = "free-rider", .seed = true});
        const std::size_t leecher = swarm.join({});
        swarm.drive(5min);
        QCOMPARE(swarm.peer(leecher).state().have.count(), 0U);
    }

    void theSameSeedGivesTheSameRun()
    {
        const auto first = runOf(1);
        QVERIFY(first.size() > 1000);
        QVERIFY(first == runOf(1));
        QVERIFY(first != runOf(2));
    }

    void maxNHoldsAtEveryMoment()
    {
        SwarmHarness swarm(sixteenPieces);
        swarm.afterEvent
            = [&](std::size_t member) { QVERIFY(swarm.peer(member).uploads().served() <= 3); };
        swarm.join({.seed = true, .uploadRate = 200000, .maxN = 3});
        for (int i = 0; i < 12; ++i)
            swarm.join({.choker = i % 2 == 0 ? "tit-for-tat" : "all-unchoked",
                        .uploadRate = 100000,
                        .maxN = 3});
        QVERIFY(swarm.until([&] { return swarm.allComplete(); }, 20min));
    }

    void aSlowSeedWastesNothingToSpeakOf_data()
    {
        QTest::addColumn<bool>("fast");
        QTest::newRow("fast") << true;
        QTest::newRow("plain") << false;
    }
    void aSlowSeedWastesNothingToSpeakOf()
    {
        // 3 KiB/s a link: a request waits for half a minute, and yet nobody is taken for silent.
        QFETCH(bool, fast);
        SwarmHarness swarm(wire::Geometry(8 * 65536, 65536));
        swarm.join({.choker = "all-unchoked", .seed = true, .uploadRate = 6 * 1024, .fast = fast});
        for (int i = 0; i < 2; ++i)
            swarm.join({.choker = "free-rider", .fast = fast});
        QVERIFY(swarm.until([&] { return swarm.allComplete(); }, 60min));
        const std::uint64_t whole = 2 * 8 * 65536;
        qInfo("wasted %d %% in %d s", int(wastedBy(swarm) * 100 / whole),
              int(base::toSeconds(swarm.now().time_since_epoch())));
        QVERIFY(wastedBy(swarm) * 20 < whole);
        for (const auto &record : swarm.records()) {
            const auto *hangup = std::get_if<swarm::Hangup>(&record.effect);
            QVERIFY(hangup == nullptr || hangup->reason == swarm::CloseReason::BothSeeds
                    || hangup->reason == swarm::CloseReason::DuplicatePeer);
        }
    }

    void aLiarIsBannedAndTheRestComplete() // item 39
    {
        SwarmHarness swarm(sixteenPieces);
        swarm.join({.seed = true, .uploadRate = 100000});
        const std::size_t liar = swarm.join({.seed = true, .uploadRate = 100000, .liar = true});
        for (int i = 0; i < 4; ++i)
            swarm.join({.uploadRate = 100000});
        QVERIFY(swarm.until([&] { return swarm.allComplete(); }, 30min));
        std::uint32_t poisoned = 0;
        for (const auto &record : swarm.records()) {
            const auto *hangup = std::get_if<swarm::Hangup>(&record.effect);
            if (hangup != nullptr && hangup->reason == swarm::CloseReason::Poison)
                ++poisoned;
        }
        QVERIFY(poisoned >= 1);
        QCOMPARE(swarm.peer(liar).state().links.size(), 0U);
    }
};

QTEST_APPLESS_MAIN(TestSwarm)
#include "tst_swarm.moc"
