// Peers that tarry, refuse or come and go, in virtual time. Items are those of the catalogue of
// hostile inputs.

#include "core/swarm/peer.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

using namespace std::chrono_literals;
using base::BlockRef;
using base::LinkId;

namespace {

constexpr std::uint32_t pieceLength = 64 * 1024;
constexpr std::uint32_t pieces = 40;

/// A download in a world without sockets: time passes when it is told to.
class Download
{
public:
    Download()
        : m_geometry(std::uint64_t{pieces} * pieceLength, pieceLength)
        , m_peer(config(), m_geometry, wire::Bitfield(pieces))
    {
        tell(swarm::Start{});
    }

    /// A link that has everything and serves us.
    LinkId meet(std::uint8_t id, bool fast = true)
    {
        const LinkId link{id};
        swarm::LinkUp up{link, {},   base::Endpoint::fromV4(0x0a000000U + id, 6881),
                         true, fast, false};
        up.remoteId.bytes[0] = id;
        tell(up);
        tell(swarm::MessageIn{
            link,
            fast ? wire::Message(wire::HaveAll{})
                 : wire::Message(wire::BitfieldMessage{wire::Bitfield(pieces, true).toWire()})});
        tell(swarm::MessageIn{link, wire::Unchoke{}});
        return link;
    }
    void tell(const swarm::Event &event)
    {
        swarm::Effects out;
        m_peer.handle(event, m_now, out);
        for (const swarm::Effect &effect : out) {
            if (const auto *wake = std::get_if<swarm::WakeAt>(&effect))
                m_wake = wake->at;
            else if (const auto *send = std::get_if<swarm::Send>(&effect))
                sent(*send);
            else if (const auto *hangup = std::get_if<swarm::Hangup>(&effect))
                hungUp.insert(hangup->link);
            else if (const auto *dial = std::get_if<swarm::Dial>(&effect))
                dials.push_back(dial->remote);
            else if (const auto *verify = std::get_if<swarm::Verify>(&effect))
                m_verify.push_back(verify->piece);
        }
        while (!m_verify.empty()) {
            const base::PieceIndex piece = m_verify.back();
            m_verify.pop_back();
            tell(swarm::PieceChecked{piece, falsePieces == 0, {}});
            falsePieces -= std::min(falsePieces, 1);
        }
    }
    /// Lets time pass; `each` is called at every second of it.
    void pass(std::chrono::seconds span, const std::function<void()> &each = {})
    {
        for (const base::Time end = m_now + span; m_now < end;) {
            const base::Time second = m_now + 1s;
            while (m_wake && *m_wake <= second) {
                m_now = std::max(m_now, *m_wake);
                m_wake.reset();
                tell(swarm::Wake{});
            }
            m_now = second;
            if (each)
                each();
        }
    }
    void answer(LinkId link, BlockRef block)
    {
        open[link].erase(block);
        if (m_peer.isAwaited(link, block))
            tell(swarm::BlockArrived{link, block});
    }

    std::map<LinkId, std::set<BlockRef>> open; ///< asked and neither answered nor withdrawn
    std::map<LinkId, std::vector<BlockRef>> asked; ///< ever
    std::set<LinkId> hungUp;
    std::vector<base::Endpoint> dials;
    int falsePieces = 0; ///< of the next ones that are checked

    [[nodiscard]] const swarm::Peer &peer() const { return m_peer; }

private:
    static swarm::PeerConfig config()
    {
        swarm::PeerConfig config;
        config.id.bytes[0] = 0xff;
        return config;
    }
    void sent(const swarm::Send &send)
    {
        if (const auto *request = std::get_if<wire::Request>(&send.message)) {
            const BlockRef block
                = *m_geometry.block(request->index, request->begin, request->length);
            open[send.link].insert(block);
            asked[send.link].push_back(block);
        } else if (const auto *cancel = std::get_if<wire::Cancel>(&send.message)) {
            open[send.link].erase(*m_geometry.block(cancel->index, cancel->begin, cancel->length));
        }
    }

    wire::Geometry m_geometry;
    base::Time m_now{1us};
    std::optional<base::Time> m_wake;
    std::vector<base::PieceIndex> m_verify;
    swarm::Peer m_peer;
};

/// Answers the block that was asked first among those open.
void answerOne(Download &download, LinkId link)
{
    const auto &open = download.open[link];
    const auto first = std::ranges::find_if(download.asked[link],
                                            [&](BlockRef block) { return open.contains(block); });
    if (first != download.asked[link].end())
        download.answer(link, BlockRef(*first));
}

} // namespace

class TestTimeouts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // item 41
    void takesBackWhatAPeerNeverAnswersWithinThirtySeconds()
    {
        Download download;
        const LinkId silent = download.meet(1);
        const auto first = download.open[silent];
        QVERIFY(!first.empty());
        const LinkId slow = download.meet(2);
        // The other one is slow enough that there is no end game yet.
        download.pass(30s, [&] { answerOne(download, slow); });
        for (const BlockRef block : first)
            QVERIFY(!download.open[silent].contains(block));
        download.pass(30s, [&] { answerOne(download, slow); });
        for (const BlockRef block : first)
            QVERIFY(std::ranges::count(download.asked[slow], block) > 0);
    }

    // item 41
    void takesBackTheOneBlockThatAPeerWithholds()
    {
        Download download;
        const LinkId withholding = download.meet(1);
        const BlockRef withheld = *download.open[withholding].begin();
        const LinkId other = download.meet(2);
        download.pass(40s, [&] {
            answerOne(download, other);
            auto &open = download.open[withholding];
            const auto next = std::ranges::find_if(open, [&](BlockRef b) { return b != withheld; });
            if (next != open.end())
                download.answer(withholding, *next);
        });
        QVERIFY(std::ranges::count(download.asked[other], withheld) > 0);
    }

    // item 41
    void completesAfterAllFromAPeerThatNeverAnswersAndASlowOne()
    {
        Download download;
        const LinkId silent = download.meet(1);
        const LinkId slow = download.meet(2);
        download.pass(300s, [&] { answerOne(download, slow); });
        QVERIFY(download.peer().state().isSeed());
        QVERIFY(download.asked[silent].size() < 100);
    }

    // items 39, 41
    void doesNotWaitForALiarThatFallsSilent()
    {
        Download download;
        download.falsePieces = 1;
        const LinkId liar = download.meet(1);
        const base::PieceIndex first = download.open[liar].begin()->piece;
        for (std::uint32_t block = 0; block < 4; ++block)
            download.answer(liar, {first, block});
        QCOMPARE(download.falsePieces, 0);
        const LinkId honest = download.meet(2);
        download.pass(300s, [&] { answerOne(download, honest); });
        QVERIFY(download.peer().state().isSeed());
    }

    // item 41
    void asksASnubbingPeerLittle()
    {
        Download download;
        const LinkId silent = download.meet(1);
        download.pass(120s);
        QVERIFY(download.open[silent].size() <= 1);
        QVERIFY(!download.hungUp.contains(silent));
        QVERIFY(download.asked[silent].size() < 50);
    }

    // item 41
    void takesALateAnswerAfterTheTimeOut()
    {
        Download download;
        const LinkId late = download.meet(1);
        const auto first = download.open[late];
        download.pass(35s);
        for (const BlockRef block : first)
            download.answer(late, block);
        QVERIFY(!download.hungUp.contains(late));
        QVERIFY(download.peer().downloads().downloaded() > 0);
    }

    // item 41
    void doesNotLoopWithAPeerThatRejectsAll()
    {
        Download download;
        const LinkId rejecting = download.meet(1);
        const auto rejectAll = [&] {
            while (!download.open[rejecting].empty()) {
                const BlockRef block = *download.open[rejecting].begin();
                download.open[rejecting].erase(block);
                download.tell(
                    swarm::MessageIn{rejecting,
                                     wire::Reject{base::toNumber(block.piece),
                                                  block.block * wire::blockSize, wire::blockSize}});
            }
        };
        download.pass(60s, rejectAll);
        QVERIFY(download.asked[rejecting].size() < 100);
        const LinkId honest = download.meet(2);
        download.pass(200s, [&] {
            rejectAll();
            answerOne(download, honest);
        });
        QVERIFY(download.peer().state().isSeed());
    }

    // item 41
    void doesNotLoopWithAPeerThatChokesAtEachRequest()
    {
        for (const bool fast : {true, false}) {
            Download download;
            const LinkId choking = download.meet(1, fast);
            download.pass(60s, [&] {
                if (download.open[choking].empty())
                    return;
                download.tell(swarm::MessageIn{choking, wire::Choke{}});
                download.open[choking].clear();
                download.tell(swarm::MessageIn{choking, wire::Unchoke{}});
            });
            QVERIFY(download.asked[choking].size() <= 60 * 7);
            const LinkId honest = download.meet(2, fast);
            download.pass(300s, [&] { answerOne(download, honest); });
            QVERIFY(download.peer().state().isSeed());
        }
    }

    // item 41
    void dialsAPeerThatHangsUpLessAndLessOften()
    {
        Download download;
        const base::Endpoint remote = base::Endpoint::fromV4(0x0a000001, 6881);
        download.tell(swarm::AddPeerAddress{remote});
        std::uint8_t link = 1;
        std::size_t seen = 0;
        download.pass(600s, [&] {
            if (download.dials.size() == seen)
                return;
            seen = download.dials.size();
            swarm::LinkUp up{LinkId{link++}, {}, remote, true, true, false};
            up.remoteId.bytes[0] = 9;
            download.tell(up);
            download.tell(swarm::LinkDown{up.link});
        });
        QVERIFY(seen >= 3);
        QVERIFY(seen <= 8);
    }

    // item 43
    void neverDialsAddressesThatMakeNoSense()
    {
        Download download;
        wire::AnnounceResponse response;
        response.interval = 1800s;
        const auto listed = [&](std::uint32_t address, std::uint16_t port) {
            wire::ListedPeer peer;
            peer.endpoint = base::Endpoint::fromV4(address, port);
            response.peers.push_back(peer);
        };
        listed(0x0a000001, 0); // no port
        listed(0, 6881); // unspecified
        listed(0xe0000001, 6881); // multicast
        listed(0xffffffff, 6881); // broadcast
        for (int i = 0; i < 5; ++i)
            listed(0x0a000002, 6881);
        download.tell(swarm::TrackerAnswered{response});
        QCOMPARE(download.dials,
                 std::vector<base::Endpoint>{base::Endpoint::fromV4(0x0a000002, 6881)});
    }

    // item 43
    void remembersABoundedNumberOfAddresses()
    {
        Download download;
        wire::AnnounceResponse response;
        response.interval = 1800s;
        for (std::uint32_t i = 0; i < 5000; ++i) {
            wire::ListedPeer peer;
            peer.endpoint = base::Endpoint::fromV4(0x0b000000U + i, 6881);
            response.peers.push_back(peer);
        }
        download.tell(swarm::TrackerAnswered{response});
        QVERIFY(download.dials.size() <= swarm::Contacts::maxDialing);
        std::set<base::Endpoint> dialled;
        download.pass(600s, [&] {
            for (const base::Endpoint &remote : std::exchange(download.dials, {})) {
                dialled.insert(remote);
                download.tell(swarm::DialFailed{remote});
            }
        });
        QVERIFY(dialled.size() <= swarm::Contacts::maxKnown);
    }
};

QTEST_APPLESS_MAIN(TestTimeouts)
#include "tst_timeouts.moc"
