#include <QTest>

#include "support_core/lonepeer.h"

using namespace std::chrono_literals;
using base::PieceIndex;
using swarm::CloseReason;
using swarm::Uploads;
using test::LonePeer;

namespace {

const wire::Geometry manyBlocks(64 * 16 * 16384, 16 * 16384);

LonePeer seed(const LonePeer::Setup &config = {})
{
    LonePeer peer(manyBlocks, wire::Bitfield(64, true), config);
    peer.tell(swarm::Start{});
    return peer;
}

/// The `number`-th block of the torrent as a request.
wire::Request block(std::uint32_t number)
{
    return {number / 16, number % 16 * 16384, 16384};
}

/// A link that is interested and, while a slot is free, served.
void join(LonePeer &peer, std::uint32_t link, bool fast = true)
{
    peer.linkUp(link, fast);
    peer.message(link,
                 fast ? wire::Message(wire::HaveNone{})
                      : wire::Message(wire::BitfieldMessage{base::Bytes(8)}));
    peer.message(link, wire::Interested{});
}

std::size_t uploads(const swarm::Effects &effects)
{
    return LonePeer::only<swarm::Upload>(effects).size();
}

/// A piece the link was not allowed although choked.
std::uint32_t ordinaryPiece(const LonePeer &peer, std::uint32_t link)
{
    const auto &fast = peer.remote(link).gaveFast;
    std::uint32_t piece = 0;
    while (std::ranges::find(fast, PieceIndex{piece}) != fast.end())
        ++piece;
    return piece;
}

} // namespace

class TestUploads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void servesAnInterestedLinkAtOnce()
    {
        LonePeer peer = seed();
        join(peer, 1);
        QCOMPARE(peer.sent<wire::Unchoke>(1).size(), std::size_t{1});
        peer.message(1, block(3));
        QCOMPARE(LonePeer::only<swarm::Upload>(peer.out),
                 (std::vector{swarm::Upload{base::LinkId{1}, {PieceIndex{0}, 3}}}));
    }

    void servesNoMoreThanMaxNAndFillsAFreeSlot()
    {
        LonePeer peer = seed({.maxN = 2});
        for (const std::uint32_t link : {1U, 2U, 3U})
            join(peer, link);
        QCOMPARE(peer.peer().uploads().served(), 2U);
        QVERIFY(peer.remote(3).amChoking);
        peer.message(1, wire::NotInterested{});
        QCOMPARE(peer.sent<wire::Choke>(1).size(), std::size_t{1});
        QCOMPARE(peer.sent<wire::Unchoke>(3).size(), std::size_t{1});
        peer.tell(swarm::LinkDown{base::LinkId{2}});
        peer.message(1, wire::Interested{});
        QCOMPARE(peer.peer().uploads().served(), 2U);
    }

    void aShareGoesWithEachBlockAndWhoHasNoneWaits()
    {
        wire::Bitfield first(64);
        first.add(PieceIndex{0});
        wire::Bitfield second(64);
        second.add(PieceIndex{1});
        LonePeer peer(manyBlocks, first, {.choker = "prop-share"});
        peer.tell(swarm::Start{});
        peer.linkUp(1); // gives
        peer.message(1, wire::BitfieldMessage{second.toWire()});
        peer.message(1, wire::Interested{});
        peer.message(1, wire::Unchoke{});
        for (const std::uint32_t link : {2U, 3U}) // have nothing
            join(peer, link);
        QCOMPARE(peer.peer().uploads().served(), 3U); // before there is a verdict
        const auto owed = peer.remote(1).requests.front().block;
        peer.tell(swarm::BlockArrived{base::LinkId{1}, owed});
        peer.drive(swarm::Peer::roundTime);
        QCOMPARE(peer.peer().uploads().served(), 2U);
        const std::uint32_t newcomer = peer.remote(2).amChoking ? 3 : 2;
        for (const auto &[link, share] : {std::pair(1U, 4.0), std::pair(newcomer, 1.0)}) {
            peer.message(link, block(3));
            QCOMPARE(LonePeer::only<swarm::Upload>(peer.out),
                     (std::vector{swarm::Upload{base::LinkId{link}, {PieceIndex{0}, 3}, share}}));
        }
        const std::uint32_t other = 5 - newcomer;
        peer.message(other, wire::NotInterested{});
        peer.message(other, wire::Interested{});
        QVERIFY(peer.remote(other).amChoking);
    }

    void aChokeIsFollowedByARejectOfEachRequestItTakesAway() // BEP 6
    {
        LonePeer peer = seed();
        join(peer, 1);
        const std::uint32_t first = ordinaryPiece(peer, 1) * 16;
        std::size_t given = 0;
        constexpr std::uint32_t asked = 100;
        for (std::uint32_t i = 0; i < asked; ++i) {
            // One piece again and again: each request is answered once.
            peer.message(1, block(first + i % 16));
            given += uploads(peer.out);
        }
        QCOMPARE(given, std::size_t{Uploads::minSending});
        peer.message(1, wire::NotInterested{});
        const auto sends = LonePeer::only<swarm::Send>(peer.out);
        QVERIFY(std::holds_alternative<wire::Choke>(sends.front().message));
        QCOMPARE(peer.sent<wire::Reject>(1).size(), std::size_t{asked} - given);
        for (std::size_t i = 0; i < given; ++i) {
            peer.tell(swarm::BlockSent{base::LinkId{1}, {PieceIndex{first / 16}, 0}});
            QCOMPARE(uploads(peer.out), std::size_t{0});
        }
        QCOMPARE(peer.peer().uploads().uploaded(), std::uint64_t{given * 16384});
    }

    void withoutTheFastExtensionAChokeJustForgets()
    {
        LonePeer peer = seed();
        join(peer, 1, false);
        for (std::uint32_t i = 0; i < 100; ++i)
            peer.message(1, block(i));
        peer.message(1, wire::NotInterested{});
        QCOMPARE(peer.sent<wire::Choke>(1).size(), std::size_t{1});
        QVERIFY(peer.sent<wire::Reject>().empty());
        QVERIFY(peer.remote(1).uploads.empty());
    }

    void aCancelledRequestGetsOnePieceOrReject() // item 26
    {
        LonePeer peer = seed();
        join(peer, 1);
        for (std::uint32_t i = 0; i < Uploads::minSending + 1; ++i)
            peer.message(1, block(i));
        peer.message(1, wire::Cancel{0, 0, 16384}); // on its way already
        QVERIFY(peer.sent<wire::Reject>().empty());
        const wire::Request last = block(Uploads::minSending);
        peer.message(1, wire::Cancel{last.index, last.begin, last.length});
        QCOMPARE(peer.sent<wire::Reject>(1),
                 (std::vector{wire::Reject{last.index, last.begin, last.length}}));
        peer.tell(swarm::BlockSent{base::LinkId{1}, {PieceIndex{0}, 0}});
        QCOMPARE(uploads(peer.out), std::size_t{0});
    }

    void aRequestWhileChokedGetsOneReject() // item 24
    {
        LonePeer peer = seed({.choker = "free-rider"});
        join(peer, 1);
        peer.message(1, block(5));
        QCOMPARE(peer.sent<wire::Reject>(1), (std::vector{wire::Reject{0, 5 * 16384, 16384}}));
        QCOMPARE(uploads(peer.out), std::size_t{0});
        join(peer, 2, false);
        peer.message(2, block(5));
        QVERIFY(LonePeer::only<swarm::Send>(peer.out).empty());
    }

    void hangsUpOnAFloodOfRequestsWhileChoked() // item 24
    {
        LonePeer peer = seed({.choker = "free-rider"});
        join(peer, 1);
        for (std::uint32_t i = 0; i < Uploads::maxRequestsWhileChoked; ++i) {
            peer.message(1, block(0));
            QVERIFY(peer.hangups().empty());
        }
        peer.message(1, block(0));
        QCOMPARE(peer.hangups(), std::vector{CloseReason::RequestFlood});
    }

    void queuesAsManyRequestsAsItTold() // item 25
    {
        LonePeer peer = seed();
        join(peer, 1);
        std::size_t rejected = 0;
        for (std::uint32_t i = 0; i < 20000; ++i) {
            peer.message(1, block(i % 1024));
            rejected += peer.sent<wire::Reject>(1).size();
            QVERIFY(peer.remote(1).uploads.size() <= Uploads::maxQueue);
        }
        QCOMPARE(rejected, std::size_t{20000 - Uploads::maxQueue - Uploads::minSending});
        QVERIFY(!peer.remote(1).closing);
    }

    void refusesPiecesItLacks()
    {
        LonePeer peer(manyBlocks, wire::Bitfield(64));
        peer.tell(swarm::Start{});
        join(peer, 1);
        peer.message(1, block(0));
        QCOMPARE(peer.sent<wire::Reject>(1).size(), std::size_t{1});
    }

    void refusesARequestThatIsNotOneBlock() // item 23
    {
        LonePeer peer = seed();
        join(peer, 1);
        peer.message(1, wire::Request{0, 0, 32768});
        QCOMPARE(peer.sent<wire::Reject>(1), (std::vector{wire::Reject{0, 0, 32768}}));
        QVERIFY(!peer.remote(1).closing);
    }

    void aNewcomerMayTakeItsAllowedFastPiecesAlthoughChoked() // BEP 6
    {
        LonePeer peer = seed();
        for (const std::uint32_t link : {1U, 2U, 3U, 4U, 5U})
            join(peer, link); // takes every slot
        peer.linkUp(6);
        peer.message(6, wire::HaveNone{});
        const auto allowed = peer.sent<wire::AllowedFast>(6);
        QCOMPARE(allowed.size(), std::size_t{Uploads::allowedFastCount});
        peer.message(6, wire::Request{allowed[0].piece, 0, 16384});
        QCOMPARE(uploads(peer.out), std::size_t{1});
        peer.message(6, wire::Request{ordinaryPiece(peer, 6), 0, 16384});
        QCOMPARE(peer.sent<wire::Reject>(6).size(), std::size_t{1});
    }

    void allowedFastPiecesDoNotGoRoundMaxN()
    {
        LonePeer peer = seed({.maxN = 1});
        join(peer, 1);
        peer.linkUp(2);
        peer.message(2, wire::HaveNone{});
        QVERIFY(peer.sent<wire::AllowedFast>().empty());
    }

    void whoHasEnoughGetsNoAllowedFastSet()
    {
        LonePeer peer = seed();
        peer.linkUp(1);
        peer.message(1, wire::BitfieldMessage{{0xff, 0xff, 0, 0, 0, 0, 0, 0}});
        QVERIFY(peer.sent<wire::AllowedFast>().empty());
    }

    void flippingInterestKeepsMaxN() // item 30
    {
        LonePeer peer = seed({.maxN = 2});
        for (const std::uint32_t link : {1U, 2U, 3U})
            join(peer, link);
        for (int i = 0; i < 2000; ++i) {
            peer.message(1,
                         i % 2 == 0 ? wire::Message(wire::NotInterested{})
                                    : wire::Message(wire::Interested{}));
            QVERIFY(peer.peer().uploads().served() <= 2);
        }
    }

    void aSnubbedLinkIsNotServedAgainBeforeItIsDrawn()
    {
        // Ten links owe us blocks and send none; slots stay free rather than go round among them.
        wire::Bitfield half(64);
        for (std::uint32_t i = 0; i < 32; ++i)
            half.add(PieceIndex{i});
        LonePeer peer(manyBlocks, half, {.maxN = 5});
        peer.tell(swarm::Start{});
        for (std::uint32_t link = 1; link <= 10; ++link) {
            peer.linkUp(link);
            peer.message(link, wire::BitfieldMessage{half.toWire()});
            peer.message(link, wire::Have{40});
            peer.message(link, wire::Interested{});
            peer.message(link, wire::Unchoke{});
        }
        peer.drive(200s);
        std::size_t unchokes = 0;
        for (int i = 0; i < 30; ++i) {
            peer.drive(10s);
            unchokes += peer.sent<wire::Unchoke>().size();
        }
        QVERIFY2(unchokes <= 20, qPrintable(QString::number(unchokes)));
    }
};

QTEST_APPLESS_MAIN(TestUploads)
#include "tst_uploads.moc"
