#include <QTest>

#include <algorithm>
#include <set>

#include "support_core/lonepeer.h"

using namespace std::chrono_literals;
using base::PieceIndex;
using swarm::SuperSeeding;
using test::LonePeer;

namespace {

constexpr std::uint32_t pieces = 8;
const wire::Geometry eightPieces(pieces * 16384, 16384);

LonePeer superSeed(const LonePeer::Setup &setup = {.seeding = swarm::Seeding::Super})
{
    LonePeer peer(eightPieces, wire::Bitfield(pieces, true), setup);
    peer.tell(swarm::Start{});
    return peer;
}

/// A link to somebody who has nothing; returns the piece it is shown.
std::uint32_t join(LonePeer &peer, std::uint32_t link)
{
    peer.linkUp(link);
    peer.message(link, wire::HaveNone{});
    const auto shown = peer.sent<wire::Have>(link);
    return shown.size() == 1 ? shown.front().piece : pieces;
}

/// What the link is shown among the last effects; `pieces` when that is not one piece.
std::uint32_t shown(const LonePeer &peer, std::uint32_t link)
{
    const auto haves = peer.sent<wire::Have>(link);
    return haves.size() == 1 ? haves.front().piece : pieces;
}

} // namespace

class TestSuperSeeding : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysThatItHasNothing()
    {
        LonePeer peer = superSeed();
        peer.linkUp(1);
        QCOMPARE(peer.sent<wire::HaveNone>(1).size(), std::size_t{1});
        QVERIFY(peer.sent<wire::HaveAll>().empty());
        peer.linkUp(2, false);
        QVERIFY(peer.sent<wire::BitfieldMessage>().empty());
    }

    void showsEachNewcomerAPieceOfItsOwn()
    {
        LonePeer peer = superSeed();
        std::set<std::uint32_t> seen;
        for (std::uint32_t link = 1; link <= pieces; ++link)
            seen.insert(join(peer, link));
        QCOMPARE(seen.size(), std::size_t{pieces});
        QVERIFY(!seen.contains(pieces));
        QVERIFY(peer.sent<wire::AllowedFast>().empty());
    }

    void showsTheNextPieceOnceAnotherLinkHasTheLast()
    {
        LonePeer peer = superSeed();
        const std::uint32_t first = join(peer, 1);
        join(peer, 2);
        peer.message(1, wire::Have{first});
        QVERIFY(peer.sent<wire::Have>().empty());
        peer.message(2, wire::Have{first});
        QVERIFY(shown(peer, 1) < pieces);
        const auto notes = LonePeer::only<swarm::Note>(peer.out);
        const auto reveal = std::ranges::find_if(notes, [](const swarm::Note &note) {
            return std::holds_alternative<swarm::RevealReason>(note.reason.what);
        });
        QVERIFY(reveal != notes.end());
        QVERIFY(std::get<swarm::RevealReason>(reveal->reason.what).confirmed);
    }

    void whoHasNotTakenItsPieceIsShownNoOther()
    {
        LonePeer peer = superSeed();
        const std::uint32_t first = join(peer, 1);
        join(peer, 2);
        peer.message(2, wire::Have{first}); // from elsewhere
        QVERIFY(peer.sent<wire::Have>(1).empty());
        peer.message(1, wire::Have{first});
        QVERIFY(shown(peer, 1) < pieces);
    }

    void aSingleLeecherGetsEverythingWithoutWaiting()
    {
        LonePeer peer = superSeed();
        std::set<std::uint32_t> taken;
        for (std::uint32_t next = join(peer, 1); next < pieces; next = shown(peer, 1)) {
            taken.insert(next);
            peer.message(1, wire::Have{next});
        }
        QCOMPARE(taken.size(), std::size_t{pieces});
    }

    void aPieceThatNobodyElseTakesHoldsALinkUpForSomeTimeOnly()
    {
        LonePeer peer = superSeed();
        const std::uint32_t first = join(peer, 1);
        join(peer, 2);
        peer.message(1, wire::Have{first});
        peer.drive(SuperSeeding::patience - 1s);
        QVERIFY(peer.sent<wire::Have>(1).empty());
        peer.drive(swarm::Peer::roundTime + 1s);
        QVERIFY(shown(peer, 1) < pieces);
    }

    void refusesWhatItHasNotShown()
    {
        LonePeer peer = superSeed();
        const std::uint32_t first = join(peer, 1);
        peer.message(1, wire::Interested{});
        const std::uint32_t other = (first + 1) % pieces;
        peer.message(1, wire::Request{other, 0, 16384});
        QCOMPARE(peer.sent<wire::Reject>(1), (std::vector{wire::Reject{other, 0, 16384}}));
        peer.message(1, wire::Request{first, 0, 16384});
        QCOMPARE(LonePeer::only<swarm::Upload>(peer.out).size(), std::size_t{1});
    }

    void whoTellsNothingSeesItsFirstPieceAfterARound()
    {
        LonePeer peer = superSeed();
        peer.linkUp(1, false);
        QVERIFY(peer.sent<wire::Have>().empty());
        peer.drive(swarm::Peer::roundTime);
        QVERIFY(shown(peer, 1) < pieces);
    }

    void aPieceShownToWhoLeftIsShownAgain()
    {
        LonePeer peer = superSeed();
        const std::uint32_t first = join(peer, 1);
        for (std::uint32_t link = 2; link <= pieces; ++link)
            join(peer, link);
        peer.tell(swarm::LinkDown{base::LinkId{1}});
        QCOMPARE(join(peer, pieces + 1), first);
    }

    void whoWasNotCompleteFromTheStartShowsEverything()
    {
        LonePeer peer(eightPieces, wire::Bitfield(pieces), {.seeding = swarm::Seeding::Super});
        QVERIFY(!peer.peer().uploads().isSuperSeeding());
    }

    void whoseFilesChangedShowsWhatIsLeft()
    {
        LonePeer peer = superSeed();
        join(peer, 1);
        peer.tell(swarm::PiecesLost{{PieceIndex{3}}});
        QVERIFY(!peer.peer().uploads().isSuperSeeding());
        peer.linkUp(2);
        QCOMPARE(peer.sent<wire::BitfieldMessage>(2).size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestSuperSeeding)
#include "tst_superseeding.moc"
