#include <QTest>

#include "support_core/lonepeer.h"

using namespace std::chrono_literals;
using test::LonePeer;
using wire::AnnounceEvent;

namespace {

const wire::Geometry onePiece(16384, 16384);

std::vector<AnnounceEvent> announces(const swarm::Effects &effects)
{
    std::vector<AnnounceEvent> events;
    for (const auto &announce : LonePeer::only<swarm::Announce>(effects))
        events.push_back(announce.event);
    return events;
}

using Events = std::vector<AnnounceEvent>;

/// Downloads the only piece from link 1.
void download(LonePeer &peer)
{
    peer.linkUp(1);
    peer.message(1, wire::HaveAll{});
    peer.message(1, wire::Unchoke{});
    peer.tell(swarm::BlockArrived{base::LinkId{1}, {base::PieceIndex{0}, 0}});
    peer.tell(swarm::PieceChecked{base::PieceIndex{0}, true, {}});
}

base::Endpoint host(std::uint32_t number, std::uint16_t port = 6881)
{
    return base::Endpoint::fromV4(0x0a000000 + number, port);
}

swarm::TrackerAnswered answerWith(std::vector<base::Endpoint> hosts)
{
    swarm::TrackerAnswered answer;
    for (const base::Endpoint &one : hosts)
        answer.response.peers.push_back({one, std::nullopt});
    return answer;
}

} // namespace

class TestContacts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void announcesStartCompletionAndEndOnceEach()
    {
        LonePeer peer(onePiece, wire::Bitfield(1));
        peer.tell(swarm::Start{});
        peer.tell(swarm::Start{});
        peer.tell(swarm::TrackerAnswered{});
        download(peer);
        peer.tell(swarm::TrackerAnswered{});
        peer.tell(swarm::Disconnect{});
        peer.tell(swarm::Disconnect{});
        QCOMPARE(
            announces(peer.all),
            (Events{AnnounceEvent::Started, AnnounceEvent::Completed, AnnounceEvent::Stopped}));
    }

    void aSeedNeverAnnouncesCompletion()
    {
        LonePeer peer(onePiece, wire::Bitfield(1, true));
        peer.tell(swarm::Start{});
        peer.tell(swarm::TrackerAnswered{});
        peer.tell(swarm::PiecesLost{{base::PieceIndex{0}}});
        download(peer);
        QCOMPARE(announces(peer.all), Events{AnnounceEvent::Started});
    }

    void aCompletionWaitsForTheAnnounceUnderWay()
    {
        LonePeer peer(onePiece, wire::Bitfield(1));
        peer.tell(swarm::Start{});
        download(peer);
        QCOMPARE(announces(peer.all), Events{AnnounceEvent::Started});
        peer.tell(swarm::TrackerAnswered{});
        QCOMPARE(announces(peer.out), Events{AnnounceEvent::Completed});
    }

    void announcesAgainAfterTheInterval()
    {
        LonePeer peer(onePiece, wire::Bitfield(1));
        peer.tell(swarm::Start{});
        swarm::TrackerAnswered answer;
        answer.response.interval = 900s;
        answer.response.peers.push_back({base::Endpoint::fromV4(0x0a000001, 6881), {}});
        peer.tell(answer);
        peer.drive(890s);
        QVERIFY(announces(peer.out).empty());
        peer.drive(15s);
        QCOMPARE(announces(peer.out), Events{AnnounceEvent::None});
    }

    void asksSoonAgainWhenTheTrackerKnowsNobody()
    {
        LonePeer peer(onePiece, wire::Bitfield(1));
        peer.tell(swarm::Start{});
        swarm::TrackerAnswered answer;
        answer.response.interval = 900s;
        peer.tell(answer);
        peer.drive(70s);
        QCOMPARE(announces(peer.out), Events{AnnounceEvent::None});
    }

    void waitsLongerAfterEachFailure() // item 59
    {
        LonePeer peer(onePiece, wire::Bitfield(1));
        peer.tell(swarm::Start{});
        base::Duration last{};
        for (int failure = 0; failure < 10; ++failure) {
            peer.tell(swarm::TrackerFailed{});
            const base::Time failedAt = peer.now;
            do
                peer.drive(1s);
            while (announces(peer.out).empty() && peer.now - failedAt < 1h);
            const base::Duration waited = peer.now - failedAt;
            QVERIFY(waited >= last);
            QVERIFY(waited >= 15s && waited <= 11min);
            last = waited;
        }
    }

    void tellsTheTrackerOfItsStartEvenWhenTheFirstTryFails()
    {
        LonePeer peer(onePiece, wire::Bitfield(1));
        peer.tell(swarm::Start{});
        peer.tell(swarm::TrackerFailed{});
        peer.drive(20s);
        QCOMPARE(announces(peer.out), Events{AnnounceEvent::Started});
    }

    void tellsTheTrackerOfItsCompletionEvenWhenTheFirstTryFails()
    {
        LonePeer peer(onePiece, wire::Bitfield(1));
        peer.tell(swarm::Start{});
        peer.tell(swarm::TrackerAnswered{});
        download(peer);
        peer.tell(swarm::TrackerFailed{});
        peer.drive(20s);
        QCOMPARE(announces(peer.out), Events{AnnounceEvent::Completed});
        peer.tell(swarm::TrackerAnswered{});
        peer.drive(1h);
        QCOMPARE(announces(peer.out), Events{AnnounceEvent::None});
    }

    void dialsWhomTheTrackerNames() // item 43
    {
        LonePeer peer(onePiece, wire::Bitfield(1));
        peer.tell(swarm::Start{});
        peer.tell(answerWith({host(1), host(1), host(2, 0), base::Endpoint{}}));
        QCOMPARE(LonePeer::only<swarm::Dial>(peer.out), std::vector{swarm::Dial{host(1)}});
    }

    void dialsNoMoreThanWantedAtOnce()
    {
        LonePeer peer(onePiece, wire::Bitfield(1), {.dialTarget = 3});
        peer.tell(swarm::Start{});
        peer.tell(answerWith({host(1), host(2), host(3), host(4), host(5)}));
        QCOMPARE(LonePeer::only<swarm::Dial>(peer.out).size(), std::size_t{3});
        const auto first = LonePeer::only<swarm::Dial>(peer.out).front();
        peer.tell(swarm::DialFailed{first.remote});
        QCOMPARE(LonePeer::only<swarm::Dial>(peer.out).size(), std::size_t{1});
    }

    void waitsLongerAfterEachFailedDial()
    {
        LonePeer peer(onePiece, wire::Bitfield(1));
        peer.tell(swarm::Start{});
        peer.tell(swarm::TrackerAnswered{});
        peer.tell(swarm::AddPeerAddress{host(1)});
        std::vector<int> seconds;
        for (int i = 0; i < 4; ++i) {
            peer.tell(swarm::DialFailed{host(1)});
            const base::Time failedAt = peer.now;
            do
                peer.drive(1s);
            while (LonePeer::only<swarm::Dial>(peer.out).empty() && peer.now - failedAt < 1h);
            seconds.push_back(int(base::toSeconds(peer.now - failedAt)));
        }
        QVERIFY(seconds[0] >= 15 && seconds[0] <= 30);
        QVERIFY(seconds[3] >= 120 && seconds[3] <= 131);
    }

    void aLinkThatLastedIsDialledSoonAgain()
    {
        // Only failures in a row make it wait longer.
        LonePeer peer(onePiece, wire::Bitfield(1));
        peer.tell(swarm::Start{});
        peer.tell(swarm::TrackerAnswered{});
        peer.tell(swarm::AddPeerAddress{host(1)});
        for (std::uint32_t link = 1; link < 8; ++link) {
            auto up = LonePeer::link(link, true, true);
            up.remote = host(1);
            up.remoteId = LonePeer::id(1);
            peer.tell(up);
            peer.drive(10min);
            peer.tell(swarm::LinkDown{base::LinkId{link}});
            peer.drive(30s);
            QCOMPARE(LonePeer::only<swarm::Dial>(peer.out).size(), std::size_t{1});
        }
    }

    void remembersALimitedNumberOfAddresses() // item 43
    {
        LonePeer peer(onePiece, wire::Bitfield(1), {.dialTarget = 100000});
        peer.tell(swarm::Start{});
        std::vector<base::Endpoint> hosts;
        for (std::uint32_t i = 1; i <= 5000; ++i)
            hosts.push_back(host(i));
        peer.tell(answerWith(hosts));
        std::size_t dials = 0;
        for (std::uint32_t i = 1; i <= 5000; ++i) {
            dials += LonePeer::only<swarm::Dial>(peer.out).size();
            peer.tell(swarm::DialFailed{host(i)});
        }
        QVERIFY(dials <= swarm::Contacts::maxKnown);
    }

    void asksForOneWakeAtATime()
    {
        LonePeer peer(onePiece, wire::Bitfield(1));
        peer.tell(swarm::Start{});
        const auto wakes = LonePeer::only<swarm::WakeAt>(peer.out);
        QCOMPARE(wakes.size(), std::size_t{1});
        QVERIFY(wakes[0].at <= peer.now + swarm::Peer::roundTime);
        peer.linkUp(1);
        QVERIFY(LonePeer::only<swarm::WakeAt>(peer.out).empty());
    }
};

QTEST_APPLESS_MAIN(TestContacts)
#include "tst_contacts.moc"
