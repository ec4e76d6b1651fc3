#include "core/base/rng.h"
#include "core/sim/eventqueue.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <set>

namespace {

base::Time at(std::int64_t micros)
{
    return base::Time(base::Duration(micros));
}

/// Everything that is left, first to last.
std::vector<int> drained(sim::EventQueue<int> &queue)
{
    std::vector<int> all;
    while (!queue.empty())
        all.push_back(queue.pop().what);
    return all;
}

} // namespace

class TestEventQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesTheEarliestFirst()
    {
        sim::EventQueue<int> queue;
        for (const int time : {5, 1, 4, 2, 3})
            queue.push(at(time), time);
        QCOMPARE(queue.size(), 5U);
        QCOMPARE(queue.nextTime(), at(1));
        QCOMPARE(drained(queue), (std::vector{1, 2, 3, 4, 5}));
        QVERIFY(queue.empty());
    }

    void amongEqualsGivesWhatWasPutInFirst()
    {
        sim::EventQueue<int> queue;
        for (int number = 0; number < 100; ++number)
            queue.push(at(7), number);
        queue.push(at(6), -1);
        std::vector<int> expected{-1};
        for (int number = 0; number < 100; ++number)
            expected.push_back(number);
        QCOMPARE(drained(queue), expected);
    }

    void whatIsPutInLaterForTheSameTimeComesLater()
    {
        sim::EventQueue<int> queue;
        queue.push(at(1), 1);
        queue.push(at(2), 2);
        QCOMPARE(queue.pop().what, 1);
        queue.push(at(2), 3);
        QCOMPARE(drained(queue), (std::vector{2, 3}));
    }

    void agreesWithAStableSort()
    {
        base::Rng rng(1);
        sim::EventQueue<int> queue;
        std::vector<std::pair<std::uint64_t, int>> expected;
        for (int number = 0; number < 20'000; ++number) {
            const std::uint64_t time = rng.below(500); // many equal ones
            queue.push(at(static_cast<std::int64_t>(time)), number);
            expected.emplace_back(time, number);
        }
        std::ranges::stable_sort(expected, {}, &std::pair<std::uint64_t, int>::first);
        std::vector<int> order;
        std::ranges::transform(expected, std::back_inserter(order),
                               [](auto &e) { return e.second; });
        QCOMPARE(drained(queue), order);
    }

    /// As a run uses it: what is due causes what is due later.
    void staysInOrderWhilePushedAndPopped()
    {
        base::Rng rng(2);
        sim::EventQueue<int> queue;
        for (int number = 0; number < 100; ++number)
            queue.push(at(static_cast<std::int64_t>(rng.below(100))), number);
        std::pair<base::Time, std::uint64_t> last{at(-1), 0};
        for (int turn = 0; turn < 50'000; ++turn) {
            const auto entry = queue.pop();
            QVERIFY(last < std::pair(entry.at, entry.order));
            last = {entry.at, entry.order};
            queue.push(entry.at + base::Duration(rng.below(50)), entry.what);
        }
        QCOMPARE(queue.size(), 100U);
    }

    /// Over hours, from the same moment to another year, with pauses in which nothing happens.
    void agreesWithASortWhateverLiesBetween()
    {
        constexpr std::array<std::uint64_t, 6> reach{1,          3'000,        60'000, 9'000'000,
                                                     17'000'000, 4'000'000'000}; // microseconds
        base::Rng rng(3);
        sim::EventQueue<int> queue;
        std::set<std::pair<base::Time, std::uint64_t>> expected;
        std::uint64_t order = 0;
        base::Time now{};
        const auto push = [&] {
            const base::Time time = now + base::Duration(rng.below(reach[rng.below(reach.size())]));
            expected.emplace(time, order++);
            queue.push(time, 0);
        };
        for (int turn = 0; turn < 100'000; ++turn) {
            for (auto more = rng.below(turn % 1000 < 500 ? 4 : 2); more-- > 0;)
                push();
            if (queue.empty())
                continue;
            QCOMPARE(queue.nextTime(), expected.begin()->first);
            const auto entry = queue.pop();
            QVERIFY(std::pair(entry.at, entry.order) == *expected.begin());
            expected.erase(expected.begin());
            now = entry.at;
        }
        QCOMPARE(queue.size(), expected.size());
        while (!queue.empty()) {
            QCOMPARE(queue.pop().order, expected.begin()->second);
            expected.erase(expected.begin());
        }
        QVERIFY(expected.empty());
    }

    void tellsWhatComesNextOfTheSameDay()
    {
        sim::EventQueue<int> queue;
        queue.push(at(0), 0);
        for (const int time : {5002, 5001, 5003, 9000})
            queue.push(at(time), time);
        QCOMPARE(queue.pop().what, 0);
        QCOMPARE(*queue.upcoming(0), 5001);
        QCOMPARE(*queue.upcoming(2), 5003);
        QVERIFY(queue.upcoming(3) == nullptr); // another day's
        QCOMPARE(drained(queue), (std::vector{5001, 5002, 5003, 9000}));
    }
};

QTEST_APPLESS_MAIN(TestEventQueue)
#include "tst_eventqueue.moc"
