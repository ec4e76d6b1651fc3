#include <QTest>

#include "support_core/lonepeer.h"
#include "support_core/swarmharness.h"

using namespace std::chrono_literals;
using base::PieceIndex;
using swarm::CloseReason;
using test::LonePeer;

namespace {

const wire::Geometry fourPieces(4 * 32768, 32768);

wire::Bitfield having(std::initializer_list<std::uint32_t> pieces)
{
    wire::Bitfield field(4);
    for (const std::uint32_t piece : pieces)
        field.add(PieceIndex{piece});
    return field;
}

LonePeer started(const wire::Bitfield &have, const LonePeer::Setup &config = {})
{
    LonePeer peer(fourPieces, have, config);
    peer.tell(swarm::Start{});
    return peer;
}

using Reasons = std::vector<CloseReason>;

} // namespace

class TestPeer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsItsPiecesOnceAndFirst_data()
    {
        QTest::addColumn<int>("pieces");
        QTest::addColumn<bool>("fast");
        QTest::addColumn<int>("message"); // its place in wire::Message, -1 = none
        const auto place = [](const wire::Message &message) { return int(message.index()); };
        QTest::newRow("nothing") << 0 << false << -1;
        QTest::newRow("nothing, fast") << 0 << true << place(wire::HaveNone{});
        QTest::newRow("some") << 2 << false << place(wire::BitfieldMessage{});
        QTest::newRow("some, fast") << 2 << true << place(wire::BitfieldMessage{});
        QTest::newRow("all") << 4 << false << place(wire::BitfieldMessage{});
        QTest::newRow("all, fast") << 4 << true << place(wire::HaveAll{});
    }
    void tellsItsPiecesOnceAndFirst()
    {
        QFETCH(int, pieces);
        QFETCH(bool, fast);
        QFETCH(int, message);
        wire::Bitfield have(4);
        for (std::uint32_t i = 0; i < std::uint32_t(pieces); ++i)
            have.add(PieceIndex{i});
        LonePeer peer = started(have);
        auto up = LonePeer::link(1, fast);
        up.extended = true;
        peer.tell(up);
        const auto sends = LonePeer::only<swarm::Send>(peer.out);
        QCOMPARE(sends.size(), std::size_t{message < 0 ? 1U : 2U});
        if (message >= 0)
            QCOMPARE(int(sends.front().message.index()), message);
        QVERIFY(std::holds_alternative<wire::Extended>(sends.back().message));
    }

    void hangsUpOnItself() // item 17
    {
        LonePeer peer = started(having({}));
        auto self = LonePeer::link(1);
        self.remoteId = LonePeer::id(0x80);
        peer.tell(self);
        QCOMPARE(peer.hangups(), Reasons{CloseReason::SelfConnection});
        QVERIFY(LonePeer::only<swarm::Send>(peer.out).empty());
    }

    void keepsTheFirstOfTwoLinksFromOneRemote() // item 17
    {
        LonePeer peer = started(having({}));
        peer.linkUp(1);
        auto again = LonePeer::link(2);
        again.remoteId = LonePeer::id(1);
        peer.tell(again);
        const auto hangups = LonePeer::only<swarm::Hangup>(peer.out);
        QCOMPARE(hangups.size(), std::size_t{1});
        QCOMPARE(hangups[0], (swarm::Hangup{base::LinkId{2}, CloseReason::DuplicatePeer}));
    }

    void twoPeersThatDialEachOtherKeepOneLinkAndLeaveItAlone()
    {
        test::SwarmHarness swarm(fourPieces);
        const std::size_t a = swarm.add({});
        const std::size_t b = swarm.add({});
        swarm.tell(a, swarm::Start{});
        swarm.tell(b, swarm::Start{});
        swarm.tell(a, swarm::AddPeerAddress{test::SwarmHarness::address(b)});
        swarm.tell(b, swarm::AddPeerAddress{test::SwarmHarness::address(a)});
        swarm.drive(1s);
        const auto open = [&](std::size_t member) -> const swarm::RemotePeer * {
            const auto &links = swarm.peer(member).state().links;
            return links.size() == 1 ? links.begin()->get() : nullptr;
        };
        QVERIFY(open(a) != nullptr && open(b) != nullptr);
        QVERIFY(open(a)->outgoing != open(b)->outgoing);
        const std::size_t dials = std::ranges::count_if(swarm.records(), [](const auto &record) {
            return std::holds_alternative<swarm::Dial>(record.effect);
        });
        QCOMPARE(dials, std::size_t{2});
        swarm.drive(30min);
        QCOMPARE(std::ranges::count_if(swarm.records(),
                                       [](const auto &record) {
                                           return std::holds_alternative<swarm::Dial>(
                                               record.effect);
                                       }),
                 2);
    }

    void aNewcomerTakesThePlaceOfAnIdleLink() // item 44
    {
        LonePeer peer = started(having({0}), {.maxLinks = 2});
        peer.linkUp(1);
        peer.message(1, wire::Interested{});
        peer.linkUp(2);
        peer.linkUp(3);
        QCOMPARE(LonePeer::only<swarm::Hangup>(peer.out),
                 (std::vector{swarm::Hangup{base::LinkId{2}, CloseReason::Evicted}}));
    }

    void nobodyBusyGivesWay()
    {
        LonePeer peer = started(having({0}), {.maxLinks = 1});
        peer.linkUp(1);
        peer.message(1, wire::Interested{});
        peer.linkUp(2);
        QCOMPARE(LonePeer::only<swarm::Hangup>(peer.out),
                 (std::vector{swarm::Hangup{base::LinkId{2}, CloseReason::TooManyLinks}}));
    }

    void aLinkThatIsStillClosingLetsInOneNewcomerOnly()
    {
        LonePeer peer = started(having({0}), {.maxLinks = 2});
        for (const std::uint32_t link : {1U, 2U}) {
            peer.linkUp(link);
            peer.message(link, wire::Interested{});
        }
        peer.message(1, wire::Have{99}); // hung up, its end has not come yet
        for (const std::uint32_t link : {3U, 4U, 5U}) {
            peer.linkUp(link);
            peer.message(link, wire::Interested{});
            QCOMPARE(peer.remote(link).closing, link != 3);
        }
    }

    void hangsUpOnWhatBreaksTheProtocol_data()
    {
        QTest::addColumn<wire::Message>("message");
        QTest::addColumn<CloseReason>("reason");
        const auto row = [](const char *name, const wire::Message &message, CloseReason reason) {
            QTest::newRow(name) << message << reason;
        };
        row("have beyond the torrent (item 21)", wire::Have{4}, CloseReason::BadIndex);
        row("have far beyond (item 21)", wire::Have{0x80000000U}, CloseReason::BadIndex);
        row("short bitfield (item 21)", wire::BitfieldMessage{}, CloseReason::BadBitfield);
        row("spare bits (item 21)", wire::BitfieldMessage{{0xf8}}, CloseReason::BadBitfield);
        row("have all (item 29)", wire::HaveAll{}, CloseReason::FastWithoutNegotiation);
        row("have none (item 29)", wire::HaveNone{}, CloseReason::FastWithoutNegotiation);
        row("suggest (item 29)", wire::Suggest{0}, CloseReason::FastWithoutNegotiation);
        row("allowed fast (item 29)", wire::AllowedFast{0}, CloseReason::FastWithoutNegotiation);
        row("reject (item 29)", wire::Reject{0, 0, 16384}, CloseReason::FastWithoutNegotiation);
        row("request of no piece (item 22)", wire::Request{4, 0, 16384}, CloseReason::BadRequest);
        row("empty request (item 22)", wire::Request{0, 0, 0}, CloseReason::BadRequest);
        row("request past a piece (item 22)", wire::Request{0, 32768, 1}, CloseReason::BadRequest);
        row("request that wraps (item 22)", wire::Request{0, 0xfffffff0U, 32},
            CloseReason::BadRequest);
        row("request over 128 KiB (item 23)", wire::Request{0, 0, 128 * 1024 + 1},
            CloseReason::BadRequest);
    }
    void hangsUpOnWhatBreaksTheProtocol()
    {
        QFETCH(wire::Message, message);
        QFETCH(CloseReason, reason);
        LonePeer peer = started(having({0}));
        peer.linkUp(1, false);
        peer.linkUp(2, false);
        peer.message(1, message);
        QCOMPARE(peer.hangups(), Reasons{reason});
        peer.message(2, wire::Interested{}); // the others are served
        QCOMPARE(peer.sent<wire::Unchoke>(2).size(), std::size_t{1});
    }

    void ignoresWhatIsHarmless_data()
    {
        QTest::addColumn<wire::Message>("message");
        const auto row = [](const char *name, const wire::Message &message) {
            QTest::newRow(name) << message;
        };
        row("cancel of nothing (item 26)", wire::Cancel{0, 0, 16384});
        row("cancel out of range (item 26)", wire::Cancel{99, 99, 99});
        row("allowed fast out of range (item 29)", wire::AllowedFast{99});
        row("suggest out of range (item 29)", wire::Suggest{99});
        row("reject of nothing", wire::Reject{0, 0, 16384});
        row("port (item 30)", wire::Port{1});
        row("keep-alive (item 30)", wire::KeepAlive{});
        row("unknown extension (item 34)", wire::Extended{77, {}});
        row("extension handshake of garbage (item 33)", wire::Extended{0, {'x'}});
    }
    void ignoresWhatIsHarmless()
    {
        QFETCH(wire::Message, message);
        LonePeer peer = started(having({0}));
        peer.linkUp(1);
        peer.message(1, wire::HaveNone{});
        for (int i = 0; i < 50; ++i) {
            peer.message(1, message);
            QVERIFY(LonePeer::only<swarm::Hangup>(peer.out).empty());
            QVERIFY(LonePeer::only<swarm::Send>(peer.out).empty());
        }
    }

    void aSecondBitfieldCountsForNothing() // item 21
    {
        LonePeer peer = started(having({}));
        peer.linkUp(1);
        peer.message(1, wire::BitfieldMessage{{0x80}});
        peer.message(1, wire::BitfieldMessage{{0xf0}});
        QCOMPARE(peer.remote(1).pieces.count(), 1U);
        QCOMPARE(peer.peer().downloads().availability().copies(PieceIndex{3}), 0U);
    }

    void twoCompletePeersPart()
    {
        LonePeer peer = started(wire::Bitfield(4, true));
        peer.linkUp(1);
        peer.message(1, wire::BitfieldMessage{{0xe0}});
        QVERIFY(peer.hangups().empty());
        peer.message(1, wire::Have{3});
        QCOMPARE(peer.hangups(), Reasons{CloseReason::BothSeeds});
    }

    void leavesEveryLinkWhenTold()
    {
        LonePeer peer = started(having({}));
        peer.linkUp(1);
        peer.linkUp(2);
        peer.tell(swarm::Disconnect{});
        QCOMPARE(peer.hangups(), (Reasons{CloseReason::Disconnected, CloseReason::Disconnected}));
        peer.linkUp(3); // a dial that was under way
        QCOMPARE(peer.hangups(), Reasons{CloseReason::Disconnected});
    }

    void knowsWhatIsLeft()
    {
        const wire::Geometry odd(3 * 32768 + 100, 32768);
        wire::Bitfield have(4);
        have.add(PieceIndex{0});
        QCOMPARE(LonePeer(odd, have).peer().left(), std::uint64_t{2 * 32768 + 100});
        have.add(PieceIndex{3});
        QCOMPARE(LonePeer(odd, have).peer().left(), std::uint64_t{2 * 32768});
        QCOMPARE(LonePeer(odd, wire::Bitfield(4, true)).peer().left(), std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestPeer)
#include "tst_peer.moc"
