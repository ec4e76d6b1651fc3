#include "core/base/rng.h"
#include "core/sim/eventqueue.h"

#include <QTest>

#include <algorithm>

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
};

QTEST_APPLESS_MAIN(TestEventQueue)
#include "tst_eventqueue.moc"
