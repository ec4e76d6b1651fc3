#include <QTest>

#include "support_core/lonepeer.h"

using base::BlockRef;
using base::LinkId;
using test::LonePeer;

namespace {

constexpr std::uint32_t pieces = 3;
const wire::Geometry twelveBlocks(12 * wire::blockSize, 4 * wire::blockSize);

/// A link that has everything and serves us.
void meet(LonePeer &peer, std::uint32_t link)
{
    peer.linkUp(link);
    peer.message(link, wire::HaveAll{});
    peer.message(link, wire::Unchoke{});
}

/// Everything asked of that link comes, until it is asked for nothing more.
void serveAll(LonePeer &peer, std::uint32_t link)
{
    while (!peer.remote(link).requests.empty()) {
        peer.tell(swarm::BlockArrived{LinkId{link}, peer.remote(link).requests.front().block});
        for (const auto &verify : LonePeer::only<swarm::Verify>(peer.out))
            peer.tell(swarm::PieceChecked{verify.piece, true, {}});
    }
}

} // namespace

class TestEndGame : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLastBlocksAreAskedOfAnotherUnlessItIsOff_data()
    {
        QTest::addColumn<bool>("endGame");
        QTest::newRow("on") << true;
        QTest::newRow("off") << false;
    }
    void theLastBlocksAreAskedOfAnotherUnlessItIsOff()
    {
        QFETCH(bool, endGame);
        LonePeer peer(twelveBlocks, wire::Bitfield(pieces),
                      {.picker = "sequential", .endGame = endGame});
        peer.tell(swarm::Start{});
        meet(peer, 1); // owes six blocks
        meet(peer, 2); // and so does this one, which answers
        QCOMPARE(peer.remote(1).requests.size(), std::size_t{6});
        serveAll(peer, 2);
        QCOMPARE(peer.peer().state().isSeed(), endGame);
        serveAll(peer, 1);
        QVERIFY(peer.peer().state().isSeed());
    }
};

QTEST_APPLESS_MAIN(TestEndGame)
#include "tst_endgame.moc"
