#include "core/swarm/requestpipeline.h"

#include <QTest>

#include <set>

#include "support_core/lonepeer.h"

using namespace std::chrono_literals;
using base::BlockRef;
using base::LinkId;
using base::PieceIndex;
using swarm::CloseReason;
using test::LonePeer;

namespace {

constexpr std::uint32_t blocksAPiece = 4;

wire::Geometry pieces(std::uint32_t count)
{
    return {std::uint64_t{count} * blocksAPiece * wire::blockSize, blocksAPiece * wire::blockSize};
}

LonePeer leecher(std::uint32_t count, const LonePeer::Setup &config = {.picker = "sequential"})
{
    LonePeer peer(pieces(count), wire::Bitfield(count), config);
    peer.tell(swarm::Start{});
    return peer;
}

/// A link to a seed.
void meetSeed(LonePeer &peer, std::uint32_t link, bool fast = true)
{
    const auto count = peer.peer().state().geometry.pieceCount();
    peer.linkUp(link, fast);
    peer.message(link, wire::BitfieldMessage{wire::Bitfield(count, true).toWire()});
}

/// A link to a seed that serves us; `peer.out` holds what was asked of it.
void meetServer(LonePeer &peer, std::uint32_t link, bool fast = true)
{
    meetSeed(peer, link, fast);
    peer.message(link, wire::Unchoke{});
}

void arrive(LonePeer &peer, std::uint32_t link, BlockRef block)
{
    QVERIFY(peer.peer().isAwaited(LinkId{link}, block));
    peer.tell(swarm::BlockArrived{LinkId{link}, block});
}

/// The oldest request is answered; a piece that is whole then proves true.
void serve(LonePeer &peer, std::uint32_t link)
{
    arrive(peer, link, peer.remote(link).requests.front().block);
    for (const auto &verify : LonePeer::only<swarm::Verify>(peer.out))
        peer.tell(swarm::PieceChecked{verify.piece, true, {}});
}

/// Everything asked of that link comes, until it is asked for nothing more.
void serveAll(LonePeer &peer, std::uint32_t link)
{
    while (!peer.remote(link).requests.empty())
        serve(peer, link);
}

std::set<BlockRef> asked(const LonePeer &peer, std::uint32_t link)
{
    std::set<BlockRef> blocks;
    for (const auto &open : peer.remote(link).requests)
        blocks.insert(open.block);
    return blocks;
}

wire::Reject rejectOf(BlockRef block)
{
    return {base::toNumber(block.piece), block.block * wire::blockSize, wire::blockSize};
}

} // namespace

class TestDownloads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isInterestedOnlyWhileItWantsSomething()
    {
        LonePeer peer = leecher(1);
        peer.linkUp(1);
        peer.message(1, wire::HaveNone{});
        QVERIFY(peer.sent<wire::Interested>().empty());
        peer.message(1, wire::Have{0});
        QCOMPARE(peer.sent<wire::Interested>(1).size(), std::size_t{1});
        peer.message(1, wire::Unchoke{});
        serveAll(peer, 1);
        QCOMPARE(peer.sent<wire::NotInterested>(1).size(), std::size_t{1});
    }

    void tellsEverybodyOfAVerifiedPieceAndOnlyThen()
    {
        LonePeer peer = leecher(3);
        meetServer(peer, 1);
        peer.linkUp(2);
        for (std::uint32_t block = 0; block < blocksAPiece; ++block)
            arrive(peer, 1, {PieceIndex{0}, block});
        QCOMPARE(LonePeer::only<swarm::Verify>(peer.out).size(), std::size_t{1});
        QVERIFY(peer.sent<wire::Have>().empty());
        peer.tell(swarm::PieceChecked{PieceIndex{0}, true, {}});
        QCOMPARE(peer.sent<wire::Have>(1), std::vector{wire::Have{0}});
        QCOMPARE(peer.sent<wire::Have>(2), std::vector{wire::Have{0}});
    }

    void keepsNoMoreRequestsOpenThanTheDepth()
    {
        LonePeer peer = leecher(100);
        meetServer(peer, 1);
        for (int i = 0; i < 200; ++i) {
            peer.now += 1ms;
            serve(peer, 1);
            QVERIFY(peer.remote(1).requests.size()
                    <= swarm::RequestPipeline::depth(peer.remote(1)));
        }
        QVERIFY(peer.remote(1).requests.size() > 50);
    }

    void asksForStartedPiecesFirst()
    {
        LonePeer peer = leecher(9);
        meetServer(peer, 1); // piece 0 and half of piece 1
        QVERIFY(!asked(peer, 1).contains({PieceIndex{1}, 2}));
        arrive(peer, 1, {PieceIndex{0}, 0});
        QVERIFY(asked(peer, 1).contains({PieceIndex{1}, 2}));
        QCOMPARE(asked(peer, 1).rbegin()->piece, PieceIndex{1});
    }

    void aNewcomerStartsAPieceOfItsOwn() // item 39: what it spoils is its own piece
    {
        LonePeer peer = leecher(9);
        meetServer(peer, 1); // piece 0 and half of piece 1
        meetSeed(peer, 2);
        peer.message(2, wire::Unchoke{});
        QVERIFY(!asked(peer, 2).contains({PieceIndex{1}, 2}));
        QVERIFY(asked(peer, 2).contains({PieceIndex{2}, 0}));
    }

    void duplicatesRequestsOnlyAtTheEndAndCancelsTheLosers()
    {
        LonePeer peer = leecher(3); // 12 blocks for two links of 6
        meetServer(peer, 1);
        meetServer(peer, 2);
        std::set<BlockRef> both = asked(peer, 1);
        both.merge(asked(peer, 2));
        QCOMPARE(both.size(), std::size_t{12});
        for (const BlockRef block : asked(peer, 2))
            arrive(peer, 2, block);
        const auto doubled = asked(peer, 2);
        QVERIFY(!doubled.empty());
        const BlockRef loser = *doubled.begin();
        QVERIFY(asked(peer, 1).contains(loser));
        arrive(peer, 1, loser);
        const auto cancels = peer.sent<wire::Cancel>(2);
        QCOMPARE(cancels.size(), std::size_t{1});
        QCOMPARE(cancels[0].begin, loser.block * wire::blockSize);
        // Both answers may be under way: the second one is no crime.
        QVERIFY(!peer.peer().isAwaited(LinkId{2}, loser));
        peer.tell(swarm::BlockRefused{LinkId{2}, base::toNumber(loser.piece),
                                      loser.block * wire::blockSize, wire::blockSize});
        QVERIFY(peer.hangups().empty());
    }

    void anotherLinkIsAskedForWhatIsNotAnswered() // item 41
    {
        LonePeer peer = leecher(3);
        meetServer(peer, 1);
        meetSeed(peer, 2);
        const auto owed = asked(peer, 1);
        peer.drive(15s);
        peer.message(2, wire::Unchoke{});
        for (int i = 0; i < 15; ++i) {
            peer.drive(1s);
            serveAll(peer, 2);
        }
        for (const std::uint32_t piece : {0U, 1U, 2U})
            QVERIFY(LonePeer::only<swarm::Verify>(peer.all).size() > piece);
        for (const BlockRef block : owed)
            QVERIFY(!peer.peer().isAwaited(LinkId{1}, block));
    }

    void aWithheldBlockIsAskedOfAnother() // item 41
    {
        LonePeer peer = leecher(100);
        meetServer(peer, 1);
        const BlockRef withheld = *asked(peer, 1).begin();
        for (int i = 0; i < 300; ++i) {
            peer.drive(100ms);
            for (const BlockRef block : asked(peer, 1)) {
                if (block != withheld && asked(peer, 1).contains(block)) {
                    arrive(peer, 1, block);
                    break;
                }
            }
        }
        peer.drive(1s);
        const auto timeouts = LonePeer::only<swarm::Note>(peer.all);
        QVERIFY(std::ranges::any_of(timeouts, [](const swarm::Note &note) {
            const auto *late = std::get_if<swarm::RequestTimeout>(&note.reason.what);
            return late != nullptr && late->blocks == 1;
        }));
    }

    void aSlowLinkThatAnswersInOrderIsLeftAlone()
    {
        // 2 KiB/s: six requests take 48 s, each of them long over the time-out.
        LonePeer peer = leecher(10);
        meetServer(peer, 1);
        for (int i = 0; i < 30; ++i) {
            peer.drive(8s);
            QVERIFY(peer.sent<wire::Cancel>().empty());
            serve(peer, 1);
        }
    }

    void bothAnswersToARepeatedRequestAreFine() // BEP 6: each request has one
    {
        LonePeer peer = leecher(1);
        meetServer(peer, 1);
        const BlockRef block{PieceIndex{0}, 0};
        peer.drive(40s); // overdue, withdrawn, and asked again of the only one there is
        QVERIFY(asked(peer, 1).contains(block));
        arrive(peer, 1, block);
        peer.tell(swarm::BlockRefused{LinkId{1}, 0, 0, wire::blockSize});
        QVERIFY(peer.hangups().empty());
    }

    void aRejectOfTheFirstRequestLeavesTheSecondOpen() // BEP 6
    {
        LonePeer peer = leecher(1);
        meetServer(peer, 1);
        const BlockRef block{PieceIndex{0}, 0};
        peer.drive(31s);
        QVERIFY(asked(peer, 1).contains(block));
        peer.message(1, rejectOf(block));
        QVERIFY(peer.peer().isAwaited(LinkId{1}, block));
        arrive(peer, 1, block);
        QVERIFY(!peer.remote(1).closing);
    }

    void whoSendsNothingForAMinuteIsSnubbed()
    {
        LonePeer peer = leecher(10);
        meetServer(peer, 1);
        peer.drive(59s);
        QVERIFY(!peer.remote(1).snubbed);
        peer.drive(12s);
        QVERIFY(peer.remote(1).snubbed);
        arrive(peer, 1, peer.remote(1).requests.front().block);
        QVERIFY(!peer.remote(1).snubbed);
    }

    void whoWasAskedForNothingIsNotSnubbed()
    {
        LonePeer peer = leecher(10);
        peer.linkUp(1);
        peer.message(1, wire::HaveNone{});
        peer.message(1, wire::Unchoke{});
        peer.drive(5min);
        peer.message(1, wire::Have{0});
        QCOMPARE(peer.remote(1).requests.size(), std::size_t{4});
        peer.drive(15s);
        QVERIFY(!peer.remote(1).snubbed);
    }

    void unchokingAgainAndAgainIsNoAnswer() // item 41
    {
        LonePeer peer = leecher(10);
        meetServer(peer, 1);
        for (int i = 0; i < 80; ++i) {
            peer.drive(1s);
            peer.message(1, wire::Unchoke{});
        }
        QVERIFY(peer.remote(1).snubbed);
    }

    void aChokeGivesRequestsToOthers()
    {
        LonePeer peer = leecher(3);
        meetServer(peer, 1, false);
        const auto owed = asked(peer, 1);
        meetServer(peer, 2, false);
        serveAll(peer, 2);
        peer.message(1, wire::Choke{});
        QVERIFY(asked(peer, 1).empty());
        serveAll(peer, 2);
        QCOMPARE(LonePeer::only<swarm::Verify>(peer.all).size(), std::size_t{3});
    }

    void withTheFastExtensionAChokeWaitsForTheRejects() // BEP 6
    {
        LonePeer peer = leecher(3);
        meetServer(peer, 1);
        const auto owed = asked(peer, 1);
        peer.message(1, wire::Choke{});
        for (const BlockRef block : owed) {
            QVERIFY(peer.peer().isAwaited(LinkId{1}, block));
            peer.message(1, rejectOf(block));
            QVERIFY(!peer.peer().isAwaited(LinkId{1}, block));
        }
        QVERIFY(peer.sent<wire::Request>().empty());
    }

    void takesWhatItIsAllowedAlthoughChoked() // BEP 6
    {
        LonePeer peer = leecher(9);
        meetSeed(peer, 1);
        peer.message(1, wire::AllowedFast{7});
        QCOMPARE(peer.sent<wire::Request>(1).size(), std::size_t{4});
        QCOMPARE(peer.sent<wire::Request>(1).front().index, 7U);
    }

    void remembersALimitedNumberOfAllowedPieces() // item 29
    {
        LonePeer peer = leecher(5000);
        peer.linkUp(1);
        for (std::uint32_t i = 0; i < 5000; ++i)
            peer.message(1, wire::AllowedFast{i});
        QVERIFY(peer.remote(1).allowedFast.size() <= 100);
    }

    void hangsUpOnABlockNobodyAskedFor() // item 27
    {
        LonePeer peer = leecher(3);
        meetServer(peer, 1);
        peer.tell(swarm::BlockRefused{LinkId{1}, 2, 0, wire::blockSize});
        QCOMPARE(peer.hangups(), std::vector{CloseReason::UnrequestedBlock});
    }

    void hangsUpOnBadBlocksAfterAFew() // item 28
    {
        LonePeer peer = leecher(3);
        meetServer(peer, 1, false);
        int bad = 0;
        while (!peer.remote(1).closing && bad < 100) {
            peer.tell(swarm::BlockRefused{LinkId{1}, 0, 5, 7});
            ++bad;
        }
        QCOMPARE(peer.hangups(), std::vector{CloseReason::BadBlocks});
        QVERIFY(bad > 1 && bad < 20);
    }

    void nothingIsDownloadedWhileTheDiskIsAtFault() // item 75
    {
        LonePeer peer = leecher(3);
        meetServer(peer, 1);
        const auto owed = asked(peer, 1);
        peer.tell(swarm::StorageFailed{"disk full"});
        QCOMPARE(peer.sent<wire::Cancel>(1).size(), owed.size());
        QCOMPARE(peer.sent<wire::NotInterested>(1).size(), std::size_t{1});
        peer.drive(25s);
        QVERIFY(LonePeer::only<swarm::ProbeStorage>(peer.out).size() >= 2);
        QVERIFY(peer.sent<wire::Request>().empty());
        peer.tell(swarm::StorageRecovered{});
        QCOMPARE(peer.sent<wire::Interested>(1).size(), std::size_t{1});
        serveAll(peer, 1);
        QCOMPARE(LonePeer::only<swarm::Verify>(peer.all).size(), std::size_t{3});
    }

    void lostPiecesAreDownloadedAgainAndNotOffered() // item 76
    {
        LonePeer peer(pieces(3), wire::Bitfield(3, true));
        peer.tell(swarm::Start{});
        peer.linkUp(1);
        peer.tell(swarm::PiecesLost{{PieceIndex{1}}});
        QCOMPARE(peer.hangups(), std::vector{CloseReason::ContentChanged});
        peer.tell(swarm::LinkDown{LinkId{1}});
        peer.linkUp(2);
        QCOMPARE(peer.sent<wire::BitfieldMessage>(2).front().bits, base::Bytes{0xa0});
        meetServer(peer, 3);
        serveAll(peer, 3);
        QCOMPARE(LonePeer::only<swarm::Verify>(peer.all),
                 (std::vector{swarm::Verify{PieceIndex{1}}}));
    }

    void isAskedForTheRestWhenItsFirstPiecesWereFoundOnDisk() // item 76
    {
        LonePeer peer = leecher(4);
        meetServer(peer, 1);
        // All it may send before it is proven comes; the verdicts are behind the check of the
        // files.
        while (!peer.remote(1).requests.empty())
            arrive(peer, 1, peer.remote(1).requests.front().block);
        QCOMPARE(LonePeer::only<swarm::Verify>(peer.all).size(), std::size_t{2});
        peer.tell(swarm::PiecesFound{{PieceIndex{0}, PieceIndex{1}, PieceIndex{2}}});
        serveAll(peer, 1);
        QVERIFY(peer.peer().state().isSeed());
    }
};

QTEST_APPLESS_MAIN(TestDownloads)
#include "tst_downloads.moc"
