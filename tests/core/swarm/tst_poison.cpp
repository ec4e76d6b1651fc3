#include <QTest>

#include <set>

#include "support_core/lonepeer.h"

using namespace std::chrono_literals;
using base::LinkId;
using base::PieceIndex;
using swarm::CloseReason;
using test::LonePeer;

namespace {

constexpr std::uint32_t blocksAPiece = 4;
const wire::Geometry eightPieces(8 * blocksAPiece * wire::blockSize, blocksAPiece *wire::blockSize);

LonePeer leecher()
{
    LonePeer peer(eightPieces, wire::Bitfield(8), {.picker = "sequential"});
    peer.tell(swarm::Start{});
    return peer;
}

void meetServer(LonePeer &peer, std::uint32_t link, bool fast = true)
{
    peer.linkUp(link, fast);
    peer.message(link, wire::BitfieldMessage{{0xff}});
    peer.message(link, wire::Unchoke{});
}

/// The link sends the piece as far as it is asked for it.
void sendPiece(LonePeer &peer, std::uint32_t link, std::uint32_t piece)
{
    for (std::uint32_t block = 0; block < blocksAPiece; ++block) {
        const base::BlockRef which{PieceIndex{piece}, block};
        if (peer.peer().isAwaited(LinkId{link}, which))
            peer.tell(swarm::BlockArrived{LinkId{link}, which});
    }
}

/// The link sends the piece it is asked for first, and it is false.
void sendFalsePiece(LonePeer &peer, std::uint32_t link)
{
    const PieceIndex piece = peer.remote(link).requests.front().block.piece;
    sendPiece(peer, link, base::toNumber(piece));
    peer.tell(swarm::PieceChecked{piece, false, {}});
}

/// Which links are asked for blocks of the piece.
std::set<std::uint32_t> askedFor(const LonePeer &peer, std::uint32_t piece)
{
    std::set<std::uint32_t> links;
    for (const auto &remote : peer.peer().state().links) {
        for (const auto &open : remote->requests) {
            if (open.block.piece == PieceIndex{piece})
                links.insert(base::toNumber(remote->link));
        }
    }
    return links;
}

/// Piece 0 came from link 1 and is false; link 1 alone is asked for it again.
LonePeer tainted(bool fast)
{
    LonePeer peer = leecher();
    meetServer(peer, 1, fast);
    sendPiece(peer, 1, 0);
    peer.tell(swarm::PieceChecked{PieceIndex{0}, false, {}});
    for (std::uint32_t piece = 1; piece < 8; ++piece) {
        sendPiece(peer, 1, piece);
        peer.tell(swarm::PieceChecked{PieceIndex{piece}, true, {}});
    }
    return peer;
}

} // namespace

class TestPoison : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFalsePieceIsDownloadedAgainFromOneSender() // item 39
    {
        LonePeer peer = leecher();
        meetServer(peer, 1);
        meetServer(peer, 2);
        sendPiece(peer, 1, 0);
        peer.tell(swarm::PieceChecked{PieceIndex{0}, false, {}});
        QVERIFY(!peer.peer().state().have.has(PieceIndex{0}));
        for (int i = 0; i < 8 && askedFor(peer, 0).empty(); ++i) {
            sendPiece(peer, 1, static_cast<std::uint32_t>(i));
            sendPiece(peer, 2, static_cast<std::uint32_t>(i));
        }
        QCOMPARE(askedFor(peer, 0).size(), std::size_t{1});
    }

    void threeFalsePiecesBan() // item 39
    {
        LonePeer peer = leecher();
        meetServer(peer, 1);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(!peer.remote(1).closing);
            sendFalsePiece(peer, 1);
        }
        QCOMPARE(peer.hangups(), std::vector{CloseReason::Poison});
        peer.tell(swarm::LinkDown{LinkId{1}});
        auto again = LonePeer::link(2);
        again.remoteId = LonePeer::id(1);
        peer.tell(again);
        QCOMPARE(peer.hangups(), std::vector{CloseReason::Banned});
        peer.linkUp(3);
        QVERIFY(peer.hangups().empty());
    }

    void aBannedAddressIsNotDialled()
    {
        LonePeer peer = leecher();
        meetServer(peer, 1);
        for (int i = 0; i < 3; ++i)
            sendFalsePiece(peer, 1);
        peer.tell(swarm::AddPeerAddress{LonePeer::link(1).remote});
        QVERIFY(LonePeer::only<swarm::Dial>(peer.out).empty());
        peer.tell(swarm::AddPeerAddress{LonePeer::link(2).remote});
        QCOMPARE(LonePeer::only<swarm::Dial>(peer.out).size(), std::size_t{1});
    }

    void aVerdictOnAPieceThatWasNotFinishedBlamesNobody()
    {
        LonePeer peer = leecher();
        meetServer(peer, 1);
        for (int i = 0; i < 5; ++i)
            peer.tell(swarm::PieceChecked{PieceIndex{0}, false, {}});
        QVERIFY(!peer.remote(1).closing);
        QCOMPARE(peer.peer().downloads().wasted(), std::uint64_t{0});
        peer.tell(swarm::AddPeerAddress{LonePeer::link(7).remote});
        QCOMPARE(LonePeer::only<swarm::Dial>(peer.out).size(), std::size_t{1});
    }

    void aSingleSenderThatStopsServingIsReplaced_data()
    {
        QTest::addColumn<bool>("fast");
        QTest::addColumn<int>("how");
        QTest::newRow("falls silent") << false << 0;
        QTest::newRow("falls silent, fast") << true << 0;
        QTest::newRow("chokes") << false << 1;
        QTest::newRow("chokes, fast") << true << 1;
        QTest::newRow("rejects") << true << 2;
        QTest::newRow("leaves") << true << 3;
    }
    void aSingleSenderThatStopsServingIsReplaced() // item 41
    {
        QFETCH(bool, fast);
        QFETCH(int, how);
        LonePeer peer = tainted(fast);
        QCOMPARE(askedFor(peer, 0), std::set<std::uint32_t>{1});
        meetServer(peer, 2, fast);
        const auto owed = peer.remote(1).requests;
        if (how == 1)
            peer.message(1, wire::Choke{});
        if (how == 2 || (how == 1 && fast)) {
            for (const auto &open : owed)
                peer.message(1,
                             wire::Reject{0, open.block.block * wire::blockSize, wire::blockSize});
        }
        if (how == 3)
            peer.tell(swarm::LinkDown{LinkId{1}});
        peer.drive(30s);
        QCOMPARE(askedFor(peer, 0), std::set<std::uint32_t>{2});
        sendPiece(peer, 2, 0);
        peer.tell(swarm::PieceChecked{PieceIndex{0}, true, {0}});
        QVERIFY(peer.peer().state().isSeed());
    }
};

QTEST_APPLESS_MAIN(TestPoison)
#include "tst_poison.moc"
