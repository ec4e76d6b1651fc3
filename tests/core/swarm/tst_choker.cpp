#include "core/swarm/choker.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <string_view>

using namespace std::chrono_literals;
using swarm::ChokeCandidate;
using swarm::ChokeDecision;
using swarm::ChokeKind;

namespace {

/// A candidate a character: I interested, U also served now, S snubbed, O holds the optimistic
/// slot, . not interested. Rates go up from left to right; all are old.
std::vector<ChokeCandidate> candidates(std::string_view picture)
{
    std::vector<ChokeCandidate> all;
    for (const char c : picture) {
        const auto number = static_cast<std::uint32_t>(all.size() + 1);
        all.push_back({.link = base::LinkId{number},
                       .interested = c != '.',
                       .unchoked = c == 'U' || c == 'O',
                       .optimistic = c == 'O',
                       .snubbed = c == 'S',
                       .rateFrom = number * 1000.0,
                       .rateTo = 100000 - number * 1000.0,
                       .since = base::Time{}});
    }
    return all;
}

/// A decision a character: R by rank, O optimistic, F free slot, - choked.
std::string picture(const std::vector<ChokeDecision> &decisions)
{
    std::string text;
    for (const ChokeDecision &decision : decisions) {
        const ChokeKind kind = decision.reason.kind;
        text += !decision.reason.unchoke    ? '-'
            : kind == ChokeKind::Rate       ? 'R'
            : kind == ChokeKind::Optimistic ? 'O'
            : decision.optimistic           ? '?'
                                            : 'F';
    }
    return text;
}

swarm::ChokeInput input(const std::vector<ChokeCandidate> &from, std::uint32_t slots,
                        std::uint32_t round = 1)
{
    return {from, false, slots, round, base::Time{} + 1h};
}

} // namespace

class TestChoker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void titForTatServesTheBestUploaders_data()
    {
        QTest::addColumn<QString>("links");
        QTest::addColumn<int>("slots");
        QTest::addColumn<QString>("verdicts");
        QTest::newRow("the best and who holds the newcomer's slot") << "OIIIIII" << 5 << "O--RRRR";
        QTest::newRow("only who is interested") << "OI.I.II" << 3 << "O----RR";
        QTest::newRow("fewer than slots") << ".I..I" << 5 << "-R--R";
        QTest::newRow("nobody interested") << "....." << 5 << "-----";
        QTest::newRow("snubbed ones only as newcomers") << "OISSS" << 4 << "RR-O-";
        QTest::newRow("one slot goes to the best") << "OII" << 1 << "--R";
        QTest::newRow("no slot") << "III" << 0 << "---";
    }
    void titForTatServesTheBestUploaders()
    {
        QFETCH(QString, links);
        QFETCH(int, slots);
        QFETCH(QString, verdicts);
        const auto all = candidates(links.toStdString());
        base::Rng rng(3);
        const auto decisions = swarm::makeTitForTat()->decide(input(all, slots), rng);
        std::string got = picture(decisions);
        // Which of several snubbed ones is drawn is chance: the first O counts for any of them.
        if (verdicts == "RR-O-") {
            QCOMPARE(got.substr(0, 2), std::string("RR"));
            QCOMPARE(std::ranges::count(got.substr(2), 'O'), 1);
            return;
        }
        QCOMPARE(QString::fromStdString(got), verdicts);
    }

    void aReasonSaysTheNumbers()
    {
        const auto all = candidates("III");
        base::Rng rng(1);
        const auto decisions = swarm::makeTitForTat()->decide(input(all, 3), rng);
        QCOMPARE(decisions[2].reason,
                 (swarm::ChokeReason{.unchoke = true,
                                     .kind = ChokeKind::Rate,
                                     .rank = 1,
                                     .slots = 3,
                                     .rate = 3000,
                                     .lastServedRate = 2000}));
    }

    void aSeedRanksByWhatItSends()
    {
        const auto all = candidates("IIIIS");
        base::Rng rng(1);
        auto seeding = input(all, 3);
        seeding.seeding = true;
        const std::string got = picture(swarm::makeTitForTat()->decide(seeding, rng));
        QCOMPARE(got.substr(0, 2), std::string("RR"));
        QCOMPARE(std::ranges::count(got, 'O'), 1);
    }

    void aTieKeepsWhoIsServed()
    {
        auto all = candidates("IIUUI");
        for (auto &candidate : all)
            candidate.rateFrom = 500;
        base::Rng rng(1);
        const std::string got = picture(swarm::makeTitForTat()->decide(input(all, 3), rng));
        QCOMPARE(got.substr(2, 2), std::string("RR"));
    }

    void theNewcomersSlotChangesOnlyEveryThirdRound()
    {
        const auto all = candidates("IIIOIIIIIIIIII");
        const auto choker = swarm::makeTitForTat();
        base::Rng rng(5);
        std::map<std::size_t, int> drawn;
        for (std::uint32_t round = 0; round < 300; ++round) {
            const auto decisions = choker->decide(input(all, 5, round), rng);
            const std::size_t at = picture(decisions).find('O');
            QVERIFY(decisions[at].optimistic);
            if (round % 3 == 0)
                ++drawn[at];
            else
                QCOMPARE(at, std::size_t{3});
        }
        QCOMPARE(drawn.size(), std::size_t{10}); // everybody who is not among the best four
    }

    void newcomersAreDrawnThreeTimesAsOften()
    {
        auto all = candidates("IIIII");
        all[2].since = base::Time{} + 1h - 30s; // the only new one of the three that are not best
        const auto choker = swarm::makeTitForTat();
        base::Rng rng(11);
        int newcomer = 0;
        constexpr int draws = 5000;
        for (int i = 0; i < draws; ++i)
            newcomer += picture(choker->decide(input(all, 3, 0), rng))[2] == 'O' ? 1 : 0;
        QVERIFY2(newcomer > draws * 57 / 100 && newcomer < draws * 63 / 100, // 3 of 3 + 1 + 1
                 qPrintable(QString::number(newcomer)));
    }

    void allUnchokedServesWhoCameFirst_data()
    {
        QTest::addColumn<QString>("links");
        QTest::addColumn<int>("slots");
        QTest::addColumn<QString>("verdicts");
        QTest::newRow("up to the limit") << "IIII" << 2 << "FF--";
        QTest::newRow("who is served stays") << "IIIU" << 2 << "F--F";
        QTest::newRow("the uninterested wait") << ".I.I" << 2 << "-F-F";
        QTest::newRow("snubbed or not") << "SSS" << 9 << "FFF";
        QTest::newRow("no slot") << "III" << 0 << "---";
    }
    void allUnchokedServesWhoCameFirst()
    {
        QFETCH(QString, links);
        QFETCH(int, slots);
        QFETCH(QString, verdicts);
        const auto all = candidates(links.toStdString());
        base::Rng rng(1);
        const auto decisions = swarm::makeAllUnchoked()->decide(input(all, slots), rng);
        QCOMPARE(QString::fromStdString(picture(decisions)), verdicts);
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].interested && !decisions[i].reason.unchoke)
                QCOMPARE(decisions[i].reason.kind, ChokeKind::Waiting);
        }
    }

    void aFreeRiderServesNobody()
    {
        const auto all = candidates("IUOS.");
        base::Rng rng(1);
        const auto rider = swarm::makeFreeRider();
        QCOMPARE(rider->slots(7), 0U);
        const auto decisions = rider->decide(input(all, 0), rng);
        QCOMPARE(picture(decisions), std::string("-----"));
        QCOMPARE(decisions[0].reason.kind, ChokeKind::Refused);
    }

    void aSeedsFastestUploadServesWhoTakesMost()
    {
        const auto all = candidates("IIIIS"); // the first takes most
        base::Rng rng(1);
        const std::string got = picture(swarm::makeFastestUpload()->decide(input(all, 3), rng));
        QCOMPARE(got.substr(0, 2), std::string("RR"));
        QCOMPARE(std::ranges::count(got, 'O'), 1);
    }

    void antiLeechServesWhoHasJustBegunOrIsNearlyDone()
    {
        auto all = candidates("IIIII");
        const double progress[] = {0.5, 0.02, 0.7, 0.95, 0.4};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i].progress = progress[i];
        base::Rng rng(1);
        const auto decisions = swarm::makeAntiLeech()->decide(input(all, 3), rng);
        QVERIFY(decisions[1].reason.unchoke && decisions[3].reason.unchoke);
        QCOMPARE(decisions[1].reason,
                 (swarm::ChokeReason{.unchoke = true,
                                     .kind = ChokeKind::Progress,
                                     .rank = 1,
                                     .slots = 3,
                                     .rate = 48,
                                     .lastServedRate = decisions[1].reason.lastServedRate}));
        QCOMPARE(std::ranges::count(picture(decisions), 'O'), 1);
    }

    void roundRobinKeepsWhoWasUnchokedLast_data()
    {
        QTest::addColumn<QString>(
            "links"); // a served one was unchoked later than those to its left
        QTest::addColumn<int>("slots");
        QTest::addColumn<int>("round");
        QTest::addColumn<QString>("kept"); // of the served
        QTest::addColumn<int>("drawn");
        QTest::newRow("one gives way to one drawn") << "UUUUIII" << 4 << 1 << ".UUU..." << 1;
        QTest::newRow("the same a round later") << "UUUUIII" << 4 << 2 << ".UUU..." << 1;
        QTest::newRow("every third round keeps all") << "UUUUIII" << 4 << 3 << "UUUU..." << 0;
        QTest::newRow("nobody waits") << "UUUU..." << 4 << 1 << "UUUU..." << 0;
        QTest::newRow("only who is interested") << "U.I" << 4 << 1 << "U.." << 1;
        QTest::newRow("one slot goes round") << "UII" << 1 << 1 << "..." << 1;
        QTest::newRow("no slot") << "III" << 0 << 1 << "..." << 0;
    }
    void roundRobinKeepsWhoWasUnchokedLast()
    {
        QFETCH(QString, links);
        QFETCH(int, slots);
        QFETCH(int, round);
        QFETCH(QString, kept);
        QFETCH(int, drawn);
        auto all = candidates(links.toStdString());
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i].lastUnchoked = base::Time{} + 10s * (i + 1);
        base::Rng rng(1);
        const auto decisions = swarm::makeRoundRobin()->decide(
            input(all, static_cast<std::uint32_t>(slots), static_cast<std::uint32_t>(round)), rng);
        int draws = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const swarm::ChokeReason &reason = decisions[i].reason;
            draws += reason.kind == ChokeKind::Drawn ? 1 : 0;
            if (reason.kind != ChokeKind::Drawn)
                QCOMPARE(reason.unchoke, kept[static_cast<qsizetype>(i)] == 'U');
            else
                QVERIFY(reason.unchoke && !all[i].unchoked);
        }
        QCOMPARE(draws, drawn);
    }

    void roundRobinServesEverybodyAlike()
    {
        auto all = candidates("IIIIIIIIIIIIIIII");
        const auto choker = swarm::makeRoundRobin();
        base::Rng rng(5);
        std::vector<int> rounds(all.size());
        for (std::uint32_t round = 0; round < 3000; ++round) {
            auto given = input(all, 4, round);
            given.now = base::Time{} + 10s * round;
            for (const ChokeDecision &decision : choker->decide(given, rng)) {
                const std::size_t at = base::toNumber(decision.link) - 1;
                if (decision.reason.unchoke && !all[at].unchoked)
                    all[at].lastUnchoked = given.now;
                all[at].unchoked = decision.reason.unchoke;
                rounds[at] += decision.reason.unchoke ? 1 : 0;
            }
        }
        const auto [least, most] = std::ranges::minmax(rounds);
        QVERIFY2(most < 1.4 * least, qPrintable(QStringLiteral("%1 %2").arg(least).arg(most)));
    }

    void maxNCountsEverySlot()
    {
        QCOMPARE(swarm::makeTitForTat()->slots(0), 5U);
        QCOMPARE(swarm::makeTitForTat()->slots(2), 2U);
        QCOMPARE(swarm::makeAllUnchoked()->slots(3), 3U);
        QCOMPARE(swarm::makeRoundRobin()->slots(0), 4U);
        QCOMPARE(swarm::makeRoundRobin()->slots(7), 7U);
    }

    void neverServesMoreThanTheSlots()
    {
        base::Rng rng(17);
        for (int trial = 0; trial < 500; ++trial) {
            const auto slots = static_cast<std::uint32_t>(rng.below(8));
            std::string links;
            std::uint32_t served = 0;
            for (std::uint64_t i = rng.below(20); i > 0; --i) {
                links += "I.SI"[rng.below(4)];
                if (served < slots && links.back() == 'I' && rng.below(2) == 0) {
                    links.back() = 'U';
                    ++served;
                }
            }
            const auto all = candidates(links);
            for (const auto &choker :
                 {swarm::makeTitForTat(), swarm::makeAllUnchoked(), swarm::makeFastestUpload(),
                  swarm::makeRoundRobin(), swarm::makeAntiLeech(), swarm::makeBitTyrant(),
                  swarm::makePropShare()}) {
                const auto decisions = choker->decide(
                    input(all, slots, static_cast<std::uint32_t>(rng.below(3))), rng);
                QCOMPARE(decisions.size(), all.size());
                const std::string got = picture(decisions);
                const auto unchoked = got.size() - std::ranges::count(got, '-');
                QVERIFY(unchoked <= slots);
                for (std::size_t i = 0; i < all.size(); ++i)
                    QVERIFY(all[i].interested || !decisions[i].reason.unchoke);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestChoker)
#include "tst_choker.moc"
