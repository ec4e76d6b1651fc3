#include "core/swarm/choker.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace std::chrono_literals;
using swarm::ChokeCandidate;
using swarm::ChokeDecision;
using swarm::ChokeKind;

namespace {

/// A link that wants something and has something; number 1 is the first.
ChokeCandidate candidate(std::uint32_t number)
{
    return {.link = base::LinkId{number}, .interested = true, .wanted = true};
}

/// One that serves us at that rate, for so many rounds now.
ChokeCandidate giver(std::uint32_t number, double rate, std::uint8_t rounds = 1)
{
    ChokeCandidate one = candidate(number);
    one.rateFrom = rate;
    one.servedUs = rounds;
    return one;
}

std::vector<ChokeDecision> decide(const swarm::Choker &choker,
                                  const std::vector<ChokeCandidate> &candidates,
                                  std::uint32_t maxN = 0, bool seeding = false)
{
    base::Rng rng(3);
    return choker.decide({candidates, seeding, choker.slots(maxN), 1, base::Time{} + 1h}, rng);
}

/// A decision a character: W by what it gives for its price, R by rate, O optimistic, - choked.
std::string picture(const std::vector<ChokeDecision> &decisions)
{
    std::string text;
    for (const ChokeDecision &decision : decisions) {
        const ChokeKind kind = decision.reason.kind;
        text += !decision.reason.unchoke    ? '-'
            : kind == ChokeKind::Worth      ? 'W'
            : kind == ChokeKind::Rate       ? 'R'
            : kind == ChokeKind::Optimistic ? 'O'
                                            : '?';
    }
    return text;
}

double sharesOf(const std::vector<ChokeDecision> &decisions)
{
    double sum = 0;
    for (const ChokeDecision &decision : decisions)
        sum += decision.reason.unchoke ? decision.weight : 0;
    return sum;
}

} // namespace

class TestStrategicChokers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // -- BitTyrant ---------------------------------------------------------------------------

    void aPriceFollowsWhatThePeerDoes_data()
    {
        QTest::addColumn<int>("rounds"); // in a row that it has served us
        QTest::addColumn<bool>("served");
        QTest::addColumn<bool>("wanted");
        QTest::addColumn<double>("before");
        QTest::addColumn<double>("after");
        QTest::newRow("it pays for a third round") << 3 << true << true << 1.0 << 0.9;
        QTest::newRow("and goes on") << 9 << true << true << 0.5 << 0.45;
        QTest::newRow("it pays without being served") << 3 << false << true << 1.0 << 0.9;
        QTest::newRow("it has just begun") << 2 << true << true << 1.0 << 1.0;
        QTest::newRow("it is served for nothing") << 0 << true << true << 1.0 << 1.2;
        QTest::newRow("it is not served") << 0 << false << true << 1.0 << 1.0;
        QTest::newRow("it has nothing to pay with") << 0 << true << false << 1.0 << 1.0;
        QTest::newRow("never the whole line's and more") << 0 << true << true << 4.9 << 5.0;
        QTest::newRow("never nothing") << 3 << true << true << 0.1 << 0.1;
    }
    void aPriceFollowsWhatThePeerDoes()
    {
        QFETCH(int, rounds);
        QFETCH(bool, served);
        QFETCH(bool, wanted);
        QFETCH(double, before);
        QFETCH(double, after);
        ChokeCandidate one = candidate(1);
        one.servedUs = static_cast<std::uint8_t>(rounds);
        one.unchoked = served;
        one.wanted = wanted;
        one.weight = before;
        QCOMPARE(decide(*swarm::makeBitTyrant(), {one})[0].weight, after);
        one.interested = false; // it is remembered while it wants nothing
        QCOMPARE(decide(*swarm::makeBitTyrant(), {one})[0].weight, after);
    }

    void whoGivesMostForItsPriceIsServedFirst()
    {
        std::vector<ChokeCandidate> all{giver(1, 4000), giver(2, 3000), giver(3, 3000)};
        all[0].weight = 2;
        all[1].weight = 1;
        all[2].weight = 0.5;
        const auto decisions = decide(*swarm::makeBitTyrant(), all);
        QCOMPARE(decisions[0].reason.rank, 3U);
        QCOMPARE(decisions[1].reason.rank, 2U);
        QCOMPARE(decisions[2].reason,
                 (swarm::ChokeReason{.unchoke = true,
                                     .kind = ChokeKind::Worth,
                                     .rank = 1,
                                     .slots = 3,
                                     .rate = 6000,
                                     .lastServedRate = 2000}));
    }

    void thePricesFillTheLine_data()
    {
        QTest::addColumn<double>("price");
        QTest::addColumn<int>("served");
        QTest::newRow("as many as tit-for-tat to begin with") << 1.0 << 5;
        QTest::newRow("more where they are cheap") << 0.25 << 20;
        QTest::newRow("fewer where they are dear") << 2.0 << 2;
        QTest::newRow("one at least") << 5.0 << 1;
    }
    void thePricesFillTheLine()
    {
        QFETCH(double, price);
        QFETCH(int, served);
        std::vector<ChokeCandidate> all;
        for (std::uint32_t i = 1; i <= 30; ++i) {
            all.push_back(giver(i, 1000.0 * i));
            all.back().weight = price;
        }
        const auto decisions = decide(*swarm::makeBitTyrant(), all);
        const std::string got = picture(decisions);
        QCOMPARE(got,
                 std::string(static_cast<std::size_t>(30 - served), '-')
                     + std::string(static_cast<std::size_t>(served), 'W'));
        QVERIFY(sharesOf(decisions) <= 5);
        for (const ChokeDecision &decision : decisions)
            QCOMPARE(decision.waits, !decision.reason.unchoke);
    }

    void aStrangerIsTriedInThePlaceOfAPoorPartner()
    {
        std::vector<ChokeCandidate> all;
        for (std::uint32_t i = 1; i <= 5; ++i)
            all.push_back(giver(i, i == 1 ? 100 : 1000.0 * i));
        all.push_back(candidate(6)); // taken for as good as the others in the mean, 2820 B/s
        all.push_back(candidate(7));
        all.back().wanted = false; // it has nothing to give
        QCOMPARE(picture(decide(*swarm::makeBitTyrant(), all)), std::string("-WWWWW-"));
    }

    void whereTheLineHasRoomNobodyWaits()
    {
        const auto decisions = decide(*swarm::makeBitTyrant(), {giver(1, 1000), candidate(2)});
        QCOMPARE(picture(decisions), std::string("WW"));
        ChokeCandidate idle = candidate(3);
        idle.interested = false;
        QVERIFY(!decide(*swarm::makeBitTyrant(), {giver(1, 1000), idle})[1].waits);
    }

    // -- PropShare ---------------------------------------------------------------------------

    void sharesAreInProportionToWhatWasGiven()
    {
        std::vector<ChokeCandidate> all{giver(1, 1000), giver(2, 6000), candidate(3),
                                        giver(4, 3000)};
        const auto decisions = decide(*swarm::makePropShare(), all);
        QCOMPARE(picture(decisions), std::string("RROR"));
        QCOMPARE(decisions[0].weight, 0.4);
        QCOMPARE(decisions[1].weight, 2.4);
        QCOMPARE(decisions[3].weight, 1.2);
        QCOMPARE(decisions[2].weight / sharesOf(decisions), 0.2); // the newcomer's
    }

    void oneNewcomerHasAShareAndTheOthersWait()
    {
        std::vector<ChokeCandidate> all{giver(1, 1000)};
        for (std::uint32_t i = 2; i <= 9; ++i)
            all.push_back(candidate(i));
        const auto decisions = decide(*swarm::makePropShare(), all);
        const std::string got = picture(decisions);
        QCOMPARE(got[0], 'R');
        QCOMPARE(std::ranges::count(got, 'O'), 1);
        QCOMPARE(std::ranges::count(got, '-'), 7);
        for (const ChokeDecision &decision : decisions)
            QCOMPARE(decision.waits, !decision.reason.unchoke);
    }

    void maxNKeepsTheBestGivers()
    {
        std::vector<ChokeCandidate> all{giver(1, 1000), giver(2, 6000), candidate(3),
                                        giver(4, 3000)};
        all[2].optimistic = true;
        const auto decisions = decide(*swarm::makePropShare(), all, 2);
        QCOMPARE(picture(decisions), std::string("-RO-"));
        QCOMPARE(decisions[1].weight, 4.0);
        QCOMPARE(picture(decide(*swarm::makePropShare(), all, 1)), std::string("-R--"));
    }

    // -- both --------------------------------------------------------------------------------

    void withNothingToRepayTheyGoOnAsTitForTat_data()
    {
        QTest::addColumn<bool>("tyrant");
        QTest::addColumn<bool>("seeding");
        QTest::newRow("a seed's BitTyrant") << true << true;
        QTest::newRow("a seed's PropShare") << false << true;
        QTest::newRow("PropShare that was given nothing") << false << false;
    }
    void withNothingToRepayTheyGoOnAsTitForTat()
    {
        QFETCH(bool, tyrant);
        QFETCH(bool, seeding);
        std::vector<ChokeCandidate> all;
        for (std::uint32_t i = 1; i <= 9; ++i) {
            all.push_back(candidate(i));
            all.back().rateTo = 1000.0 * i;
            all.back().weight = 0.3; // from before
        }
        const auto choker = tyrant ? swarm::makeBitTyrant() : swarm::makePropShare();
        const auto decisions = decide(*choker, all, 0, seeding);
        const auto expected = decide(*swarm::makeTitForTat(), all, 0, seeding);
        QCOMPARE(picture(decisions), picture(expected));
        QCOMPARE(sharesOf(decisions), 5.0);
    }

    void countsRoundsInARow()
    {
        std::uint8_t rounds = 0;
        for (int i = 0; i < 300; ++i)
            rounds = swarm::countRound(rounds, true);
        QCOMPARE(rounds, std::uint8_t{255});
        QCOMPARE(swarm::countRound(rounds, false), std::uint8_t{0});
    }
};

QTEST_APPLESS_MAIN(TestStrategicChokers)
#include "tst_strategicchokers.moc"
