#include "core/lab/formulas.h"
#include "core/lab/theory.h"

#include <QTest>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace {

bool isNear(double value, double expected)
{
    return std::abs(value - expected) <= 1e-6 * std::abs(expected);
}

/// The rounds for so many peers and Max_N = 1, 2, ...
std::vector<std::uint32_t> rounds(std::uint32_t peers, std::uint32_t upTo)
{
    std::vector<std::uint32_t> values;
    for (std::uint32_t n = 1; n <= upTo; ++n)
        values.push_back(lab::relayRounds(peers, n));
    return values;
}

} // namespace

/// Formulas against values worked out by hand.
class TestTheory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFileSpreadsInAsManyRoundsAsHoldersMultiply()
    {
        using Rounds = std::vector<std::uint32_t>;
        QCOMPARE(rounds(2, 3), (Rounds{2, 1, 1})); // the thesis's case
        QCOMPARE(rounds(10, 10), (Rounds{4, 3, 2, 2, 2, 2, 2, 2, 2, 1}));
        QCOMPARE(rounds(100, 10), (Rounds{7, 5, 4, 3, 3, 3, 3, 3, 3, 2}));
        QCOMPARE(lab::relayRounds(0, 1), 0U);
        QCOMPARE(lab::relayRounds(8, 2), 2U); // 1, 3, 9 holders: just enough
        QCOMPARE(lab::relayRounds(9, 2), 3U);
    }
    void maxNPaysUntilTheLineIsFull()
    {
        // 10 MB; a connection carries 1 MB/s, a line 4 MB/s: up to four connections are free.
        const lab::RelayLine line{.up = 4e6, .connection = 1e6, .setup = 0.5};
        QVERIFY(isNear(lab::relayTime(2, 1, 10e6, line), 2 * 10.5)); // 2 Tf + 2 tc
        QVERIFY(isNear(lab::relayTime(2, 2, 10e6, line), 10.5)); // Tf + tc
        QVERIFY(isNear(lab::relayTime(100, 4, 10e6, line), 3 * 10.5));
        QVERIFY(isNear(lab::relayTime(100, 8, 10e6, line), 3 * 20.5));
        QVERIFY(std::isinf(lab::relayTime(2, 0, 10e6, line)));
        QVERIFY(isNear(lab::relayTime(2, 2, 10e6, {.up = 4e6}), 5));
    }
    void whoReconnectsLosesTheSameWithEachFile()
    {
        QVERIFY(isNear(lab::reconnectingTime(5, 7, 1, 0), 40));
        QVERIFY(isNear(lab::reconnectingTime(5, 7, 1, 3), 52));
        QVERIFY(isNear(lab::reconnectingTime(1, 7, 1, 3), 8)); // both reach the first file together
        QCOMPARE(lab::reconnectingTime(0, 7, 1, 3), 0.0);
    }
    void whoWaitsTwiceAsLongEachTimeLosesMoreAndMore()
    {
        QVERIFY(isNear(lab::backedOffTime(1, 10, 0.1, 15), 10.1));
        QVERIFY(isNear(lab::backedOffTime(2, 10, 0.1, 15), 20.2 + 15));
        QVERIFY(isNear(lab::backedOffTime(5, 10, 0.1, 15), 50.5 + 15 + 30 + 60 + 120));
        QCOMPARE(lab::backedOffTime(0, 10, 0.1, 15), 0.0);
    }
    void theThesissOtherTimes()
    {
        QVERIFY(isNear(lab::sequentialFetchTime(3, 7, 1), 10));
        QVERIFY(isNear(lab::sequentialFetchTime(1, 7, 1), 8));
        QVERIFY(isNear(lab::announcedStay(60, 0.75), 240));
        QVERIFY(isNear(lab::announcedStay(60, 0), 60));
    }
    void aServersTimeIsLinearAndASwarmsIsNot()
    {
        QVERIFY(isNear(lab::clientServerTime(100, 10e6, 1e6, 0), 1000));
        QVERIFY(isNear(lab::clientServerTime(2, 10e6, 1e6, 0.1e6), 100));
        QVERIFY(isNear(lab::swarmTime(9, 10e6, 1e6, 0.1e6, 0), 90 / 1.9));
        QVERIFY(isNear(lab::swarmTime(9, 10e6, 1e6, 2e6, 0), 10)); // the seed's line
        QVERIFY(isNear(lab::swarmTime(9, 10e6, 1e6, 2e6, 0.4e6), 25)); // the downlink
    }
    void piecesShortenTheMakespan()
    {
        QVERIFY(isNear(lab::optimalMakespan(1, 1), 1));
        QVERIFY(isNear(lab::optimalMakespan(1000, 400), 1 + 9.0 / 400));
        // One piece is a whole file: the rounds of Max_N = 1.
        for (const std::uint32_t peers : {1, 2, 3, 4, 7, 8, 100})
            QCOMPARE(lab::optimalMakespan(peers, 1), double(lab::relayRounds(peers, 1)));
    }
    void theFluidModelIsFreeOfTheLoad()
    {
        lab::FluidModel model{.upload = 0.00125, .download = 0.002, .leaving = 0.001};
        for (const double arrivals : {0.04, 4.0}) {
            model.arrivals = arrivals;
            model.leaving = 0.001; // 1/mu - 1/gamma < 0: downlinks decide, 1/c
            QVERIFY(isNear(lab::steadyState(model).time, 500));
            model.leaving = 0.005; // 800 - 200
            const lab::FluidState state = lab::steadyState(model);
            QVERIFY(isNear(state.time, 600));
            QVERIFY(isNear(state.leechers, arrivals * 600));
            QVERIFY(isNear(state.seeds, arrivals * 200));
        }
        model = {.arrivals = 1, .upload = 0.001, .leaving = 0.01, .aborting = 0.001};
        const lab::FluidState state = lab::steadyState(model); // 1/beta = 900
        QVERIFY(isNear(state.time, 900 / 1.9));
        QVERIFY(isNear(state.leechers, 900 / 1.9));
        QVERIFY(isNear(state.seeds, 100 / 1.9));
        model.effectiveness = 0.5;
        QVERIFY(isNear(lab::steadyState(model).time, 1800 / 2.8));
    }
    void oneMorePieceOfStayMakesASwarmStable()
    {
        QVERIFY(isNear(lab::missingPieceGrowth(0.6, 0.5), 0.1));
        QVERIFY(isNear(lab::missingPiecePeers(100, 0.6, 0.5, 1800), 280));
        QVERIFY(isNear(lab::missingPiecePeers(100, 0.4, 0.5, 1800), 100)); // it does not grow
        QVERIFY(isNear(lab::stableArrivals(0.5, 1, 4), 0.5 / 0.75));
        QVERIFY(std::isinf(lab::stableArrivals(0.5, 1, 1)));
    }

    void theTableCallsTheFormulas()
    {
        const auto value = [](const char *name, std::vector<double> arguments) {
            const lab::Theory *theory = lab::findTheory(name);
            return theory != nullptr && theory->parameters.size() == arguments.size()
                ? theory->value(arguments)
                : -1;
        };
        QVERIFY(isNear(value("max-n-relay", {100, 8, 10e6, 4e6, 1e6, 0.5}), 61.5));
        QVERIFY(isNear(value("max-n-one", {7, 1}), 16));
        QVERIFY(isNear(value("max-n-two", {7, 1}), 8));
        QVERIFY(isNear(value("reconnecting", {5, 7, 1, 3}), 52));
        QVERIFY(isNear(value("reconnecting-doubled", {5, 10, 0.1, 15}), 275.5));
        QVERIFY(isNear(value("sequential-fetch", {3, 7, 1}), 10));
        QVERIFY(isNear(value("announced-stay", {60, 0.75}), 240));
        QVERIFY(isNear(value("client-server", {100, 10e6, 1e6, 0}), 1000));
        QVERIFY(isNear(value("swarm", {9, 10e6, 1e6, 2e6, 0.4e6}), 25));
        QVERIFY(isNear(value("makespan", {1000, 400, 10e6, 1e6}), 10.225));
        QVERIFY(isNear(value("fluid-time", {1, 0.001, 0, 0.01, 0.001, 1}), 900 / 1.9));
        QVERIFY(isNear(value("fluid-leechers", {2, 0.001, 0, 0.01, 0, 1}), 1800));
        QVERIFY(isNear(value("fluid-seeds", {2, 0.001, 0, 0.01, 0, 1}), 200));
        QVERIFY(isNear(value("missing-piece-growth", {0.6, 0.5}), 0.1));
        QVERIFY(isNear(value("missing-piece-peers", {100, 0.6, 0.5, 1800}), 280));
        QVERIFY(isNear(value("stable-arrivals", {0.5, 1, 4}), 0.5 / 0.75));
        QVERIFY(isNear(value("one-copy", {10e6, 0.5e6}), 20));
        QVERIFY(isNear(value("content-lifetime", {1, 600, 0.01}), 600 * std::log(100)));
        QVERIFY(isNear(value("content-lifetime", {1, 600, 2}), 0));
        QCOMPARE(lab::findTheory("phlogiston"), nullptr);
    }
    void everyTheoryHasItsRowInTheDocs()
    {
        std::ifstream file(std::filesystem::path(TORRARIUM_RESOURCES) / "../docs/theory.md");
        const std::string page(std::istreambuf_iterator<char>(file), {});
        std::set<std::string_view> names;
        for (const lab::Theory &theory : lab::theories()) {
            QVERIFY2(names.insert(theory.name).second, theory.name.data());
            for (const std::string_view part : {theory.name, theory.formula})
                QVERIFY2(page.find('`' + std::string(part) + '`') != std::string::npos,
                         std::string(part).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestTheory)
#include "tst_theory.moc"
