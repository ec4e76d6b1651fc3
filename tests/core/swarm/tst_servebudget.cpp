#include "core/swarm/servebudget.h"

#include <QTest>

#include "support_core/lonepeer.h"

using swarm::ServeBudget;
using test::LonePeer;

namespace {

const wire::Geometry oneBlock(16384, 16384);

LonePeer seed(const std::shared_ptr<ServeBudget> &budget)
{
    LonePeer peer(oneBlock, wire::Bitfield(1, true), {.choker = "all-unchoked", .budget = budget});
    peer.tell(swarm::Start{});
    return peer;
}

void join(LonePeer &peer, std::uint32_t link)
{
    peer.linkUp(link);
    peer.message(link, wire::HaveNone{});
    peer.message(link, wire::Interested{});
}

} // namespace

/// Max_N over all torrents of a machine.
class TestServeBudget : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void peersOfOneBudgetServeNoMoreThanItTogether()
    {
        const auto budget = std::make_shared<ServeBudget>(2);
        LonePeer first = seed(budget);
        LonePeer second = seed(budget);
        join(first, 1);
        join(second, 1);
        join(first, 2);
        join(second, 2);
        QCOMPARE(budget->taken(), 2U);
        QCOMPARE(first.peer().uploads().served(), 1U);
        QCOMPARE(second.peer().uploads().served(), 1U);
        QVERIFY(first.remote(2).amChoking);
        QVERIFY(second.remote(2).amChoking);
    }

    void aSlotThatOneLeavesFreeIsTheOthers()
    {
        const auto budget = std::make_shared<ServeBudget>(1);
        int told = 0;
        LonePeer first = seed(budget);
        LonePeer second = seed(budget);
        join(first, 1);
        join(second, 1);
        QVERIFY(second.remote(1).amChoking);
        budget->onFree = [&told] { ++told; };
        first.tell(swarm::LinkDown{base::LinkId{1}});
        QCOMPARE(told, 1);
        second.tell(swarm::SlotsFreed{});
        QCOMPARE(second.sent<wire::Unchoke>(1).size(), std::size_t{1});
        QCOMPARE(budget->taken(), 1U);
    }

    void aPeerThatEndsGivesItsSlotsBack()
    {
        const auto budget = std::make_shared<ServeBudget>(1);
        {
            LonePeer peer = seed(budget);
            join(peer, 1);
            QCOMPARE(budget->taken(), 1U);
        }
        QCOMPARE(budget->taken(), 0U);
    }

    void roundsKeepToIt()
    {
        const auto budget = std::make_shared<ServeBudget>(3);
        LonePeer first = seed(budget);
        LonePeer second = seed(budget);
        for (const std::uint32_t link : {1U, 2U, 3U, 4U}) {
            join(first, link);
            join(second, link);
        }
        first.drive(std::chrono::seconds(30));
        second.drive(std::chrono::seconds(30));
        QCOMPARE(budget->taken(), 3U);
        QCOMPARE(first.peer().uploads().served() + second.peer().uploads().served(), 3U);
    }

    void aLimitOfZeroIsNone()
    {
        const auto budget = std::make_shared<ServeBudget>(0);
        LonePeer peer = seed(budget);
        for (const std::uint32_t link : {1U, 2U, 3U, 4U, 5U, 6U})
            join(peer, link);
        QCOMPARE(budget->taken(), 6U);
    }

    void aLargerLimitFreesSlotsAtOnce()
    {
        const auto budget = std::make_shared<ServeBudget>(1);
        LonePeer peer = seed(budget);
        join(peer, 1);
        join(peer, 2);
        QCOMPARE(budget->taken(), 1U);
        budget->setLimit(2);
        peer.tell(swarm::SlotsFreed{});
        QCOMPARE(budget->taken(), 2U);
    }
};

QTEST_APPLESS_MAIN(TestServeBudget)
#include "tst_servebudget.moc"
