#include "core/base/fairturns.h"

#include <QTest>

#include <map>
#include <string>

namespace {

/// Who has the next turns while everybody always has something to send.
std::string turns(base::FairTurns<char> &all, const std::map<char, double> &weights, int count)
{
    std::string order;
    for (int i = 0; i < count; ++i) {
        const char who = all.take(all.begin());
        order += who;
        all.add(who, weights.at(who));
    }
    return order;
}

} // namespace

class TestFairTurns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalWeightsTakeTurnsInTheOrderTheyCame()
    {
        base::FairTurns<char> all;
        for (const char who : {'c', 'a', 'b'})
            all.add(who, 1);
        QCOMPARE(turns(all, {{'a', 1}, {'b', 1}, {'c', 1}}, 7), std::string("cabcabc"));
    }

    void turnsAreInProportionToTheWeights()
    {
        const std::map<char, double> weights{{'a', 4}, {'b', 1}, {'c', 0.1}};
        base::FairTurns<char> all;
        for (const auto &[who, weight] : weights)
            all.add(who, weight);
        const std::string order = turns(all, weights, 5100);
        for (const auto &[who, weight] : weights)
            QVERIFY(std::abs(std::ranges::count(order, who) - 1000 * weight) <= 4);
        // Not in lumps: between two turns of the light one the heavy one has its four.
        QVERIFY(order.find("aaaaaa") == std::string::npos);
    }

    void whoWasAwayHasSavedNothingUp()
    {
        const std::map<char, double> weights{{'a', 1}, {'b', 1}};
        base::FairTurns<char> all;
        all.add('a', 1);
        turns(all, weights, 100);
        all.add('b', 1);
        QCOMPARE(turns(all, weights, 4), std::string("abab"));
    }

    void whoCannotUseItsTurnKeepsIt()
    {
        base::FairTurns<char> all;
        for (const char who : {'a', 'b', 'c'})
            all.add(who, 1);
        const auto second = all.begin() + 1;
        QCOMPARE(all.take(second), 'b');
        all.add('b', 1);
        QCOMPARE(turns(all, {{'a', 1}, {'b', 1}, {'c', 1}}, 3), std::string("acb"));
    }

    void whoIsErasedHasNoTurn()
    {
        base::FairTurns<char> all;
        for (const char who : {'a', 'b', 'c'})
            all.add(who, 1);
        all.eraseIf([](char who) { return who == 'b'; });
        QVERIFY(all.find('b') == all.end());
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[1], 'c');
    }
};

QTEST_APPLESS_MAIN(TestFairTurns)
#include "tst_fairturns.moc"
