// What a download makes of peers that lie, tarry or refuse. Items are those of the catalogue of
// hostile inputs.

#include "support/rawclient.h"
#include "support/smallswarm.h"

#include <QTest>

#include <optional>
#include <set>

using support::eventually;
using support::ScriptedPeer;
using support::ScriptedSeed;
using support::SmallSwarm;

namespace {

constexpr std::uint32_t pieceLength = SmallSwarm::pieceLength;

enum class Lie { EveryBlock, OneBitAPiece, OneBlockInFive };

support::Answer lying(Lie lie, const support::SharedContent &content)
{
    switch (lie) {
    case Lie::EveryBlock:
        return support::withFalseBlocks(content, pieceLength);
    case Lie::OneBitAPiece:
        return support::withOneBitWrongAPiece(content, pieceLength);
    case Lie::OneBlockInFive:
        return support::withOneBlockInFiveWrong(content, pieceLength);
    }
    return {};
}

std::size_t differentPieces(const std::vector<wire::Request> &requests)
{
    std::set<std::uint32_t> pieces;
    for (const wire::Request &request : requests)
        pieces.insert(request.index);
    return pieces.size();
}

} // namespace

class TestLiars : public QObject
{
    Q_OBJECT
private:
    std::optional<SmallSwarm> m_swarm;
    std::unique_ptr<support::LiveNode> m_leecher;
    std::uint32_t m_corruptPieces = 0;

    /// Whether the right file is in the final place within half a minute.
    bool completes()
    {
        return QTest::qWaitFor([this] { return m_leecher->completed.count() == 1; }, 30'000)
            && m_swarm->isWholeIn(m_leecher->finalFile());
    }
    void meet(const ScriptedSeed &seed) { m_leecher->peer.addPeer(seed.endpoint()); }

private Q_SLOTS:
    void init()
    {
        m_swarm.emplace(4 * 1024 * 1024);
        m_leecher = m_swarm->leecher();
        QVERIFY(m_leecher);
        m_corruptPieces = 0;
        connect(&m_leecher->peer, &net::LivePeer::reasonNoted, this,
                [this](const swarm::Reason &reason) {
                    m_corruptPieces += std::holds_alternative<swarm::CorruptPiece>(reason.what);
                });
    }
    void cleanup()
    {
        m_leecher.reset();
        m_swarm.reset();
    }

    // item 39
    void getsTheRightFileFromALiarAndAnHonestSeed_data()
    {
        QTest::addColumn<int>("lie");
        QTest::addColumn<bool>("fast");
        const char *names[] = {"every block", "one bit a piece", "one block in five"};
        for (const bool fast : {true, false})
            for (int lie = 0; lie < 3; ++lie)
                QTest::addRow("%s, %s", names[lie], fast ? "fast" : "plain") << lie << fast;
    }
    void getsTheRightFileFromALiarAndAnHonestSeed()
    {
        QFETCH(const int, lie);
        QFETCH(const bool, fast);
        ScriptedSeed liar(m_swarm->metainfo, lying(Lie(lie), m_swarm->content));
        ScriptedSeed honest(m_swarm->metainfo, support::honestly(m_swarm->content, pieceLength));
        liar.fast = honest.fast = fast;
        meet(liar);
        meet(honest);
        QVERIFY(completes());
        QVERIFY2(m_corruptPieces <= 5, qPrintable(QString::number(m_corruptPieces)));
        QVERIFY(m_leecher->peer.row().wasted <= 5 * pieceLength);
        QCOMPARE(honest.accepted, std::size_t{1}); // never dropped
        QVERIFY(m_swarm->isServedBy(*m_leecher));
    }

    // item 39
    void bansALiarThatIsItsFirstSeed()
    {
        ScriptedSeed liar(m_swarm->metainfo,
                          support::withOneBitWrongAPiece(m_swarm->content, pieceLength));
        meet(liar);
        QVERIFY(m_leecher->dropsFor(swarm::CloseReason::Poison));
        QVERIFY(m_corruptPieces <= 5);
        ScriptedSeed honest(m_swarm->metainfo, support::honestly(m_swarm->content, pieceLength));
        meet(honest);
        QVERIFY(completes());
        QCOMPARE(liar.accepted, std::size_t{1});
    }

    // items 39, 40
    void bansALiarThatDialsAgainAfterEachPiece()
    {
        std::uint32_t attempts = 0;
        base::PeerId id;
        for (; attempts < 12; ++attempts) {
            ScriptedPeer liar(m_swarm->metainfo, m_leecher->endpoint());
            if (attempts == 0)
                id = liar.handshake.peerId;
            liar.handshake.peerId = id;
            std::optional<std::uint32_t> piece; // it spoils one and goes
            liar.onRequest = [&](const wire::Request &request) {
                if (piece.value_or(request.index) != request.index)
                    return;
                piece = request.index;
                liar.sendPiece(request.index, request.begin, base::Bytes(request.length, 0xee));
            };
            if (!liar.shakesHands())
                break;
            liar.send(wire::HaveAll{});
            liar.send(wire::Unchoke{});
            const std::uint32_t before = m_corruptPieces;
            QVERIFY(eventually([&] { return m_corruptPieces > before || !liar.isOpen(); }));
            if (m_corruptPieces == before)
                break;
        }
        QVERIFY(attempts <= 5);
        ScriptedSeed honest(m_swarm->metainfo, support::honestly(m_swarm->content, pieceLength));
        meet(honest);
        QVERIFY(completes());
    }

    // item 40
    void neverCompletesFromLiarsAlone()
    {
        ScriptedSeed first(m_swarm->metainfo,
                           support::withFalseBlocks(m_swarm->content, pieceLength));
        ScriptedSeed second(m_swarm->metainfo,
                            support::withOneBitWrongAPiece(m_swarm->content, pieceLength));
        meet(first);
        meet(second);
        QTRY_COMPARE(first.openLinks() + second.openLinks(), std::size_t{2});
        QTRY_COMPARE(first.openLinks() + second.openLinks(), std::size_t{0});
        QCOMPARE(m_leecher->completed.count(), 0);
        QVERIFY(!m_leecher->peer.row().seed);
        QVERIFY(!std::filesystem::exists(m_leecher->finalFile()));
        QVERIFY(m_leecher->peer.row().wasted <= 12 * m_swarm->content->size());
        // Nobody is left whom it would believe; an honest one is still welcome.
        ScriptedSeed honest(m_swarm->metainfo, support::honestly(m_swarm->content, pieceLength));
        meet(honest);
        QVERIFY(completes());
    }

    // item 40
    void forgivesOneFlippedBitOfTheOnlySeed()
    {
        ScriptedSeed only(m_swarm->metainfo,
                          support::withOneFlipEver(m_swarm->content, pieceLength));
        meet(only);
        QVERIFY(completes());
        QCOMPARE(m_corruptPieces, 1U);
        QCOMPARE(only.accepted, std::size_t{1});
    }

    // item 41; that the time-out itself holds is shown in virtual time
    void completesBesideAPeerThatNeverAnswers()
    {
        ScriptedSeed silent(m_swarm->metainfo, support::never());
        ScriptedSeed honest(m_swarm->metainfo, support::honestly(m_swarm->content, pieceLength));
        meet(silent);
        QTRY_VERIFY(!silent.requests.empty());
        meet(honest);
        QVERIFY(completes());
        QVERIFY(silent.requests.size() < 100);
    }

    // item 41
    void completesBesideAPeerThatWithholdsOneBlockOfEachPiece()
    {
        const support::Answer honest = support::honestly(m_swarm->content, pieceLength);
        ScriptedSeed withholding(m_swarm->metainfo,
                                 [honest](ScriptedPeer &peer, const wire::Request &request) {
                                     if (request.begin != wire::blockSize)
                                         honest(peer, request);
                                 });
        ScriptedSeed other(m_swarm->metainfo, honest);
        meet(withholding);
        meet(other);
        QVERIFY(completes());
    }

    // item 41
    void completesBesideAPeerThatRejectsAllWithoutATightLoop()
    {
        ScriptedSeed rejecting(m_swarm->metainfo, support::withRejects());
        ScriptedSeed honest(m_swarm->metainfo, support::honestly(m_swarm->content, pieceLength));
        meet(rejecting);
        QTRY_VERIFY(!rejecting.requests.empty());
        meet(honest);
        QVERIFY(completes());
        QVERIFY2(rejecting.requests.size() < 500,
                 qPrintable(QString::number(rejecting.requests.size())));
    }

    // item 41
    void completesBesideAPeerThatChokesAtEachRequest()
    {
        ScriptedSeed choking(m_swarm->metainfo, [](ScriptedPeer &peer, const wire::Request &r) {
            peer.send(wire::Choke{});
            peer.send(wire::Reject{r.index, r.begin, r.length});
            peer.send(wire::Unchoke{});
        });
        ScriptedSeed honest(m_swarm->metainfo, support::honestly(m_swarm->content, pieceLength));
        meet(choking);
        QTRY_VERIFY(!choking.requests.empty());
        meet(honest);
        QVERIFY(completes());
    }

    // item 41
    void completesBesideAPeerThatHangsUpAtEachRequest()
    {
        ScriptedSeed leaving(m_swarm->metainfo,
                             [](ScriptedPeer &peer, const wire::Request &) { peer.reset(); });
        ScriptedSeed honest(m_swarm->metainfo, support::honestly(m_swarm->content, pieceLength));
        meet(leaving);
        QTRY_VERIFY(!leaving.requests.empty());
        meet(honest);
        QVERIFY(completes());
        QVERIFY(leaving.accepted <= 3);
    }

    // item 42
    void countsRepeatedBlocksAsWaste_data()
    {
        QTest::addColumn<bool>("fast");
        QTest::newRow("fast") << true;
        QTest::newRow("plain") << false;
    }
    void countsRepeatedBlocksAsWaste()
    {
        QFETCH(const bool, fast);
        ScriptedSeed repeating(m_swarm->metainfo,
                               support::twentyTimes(m_swarm->content, pieceLength));
        repeating.fast = fast;
        ScriptedSeed honest(m_swarm->metainfo, support::honestly(m_swarm->content, pieceLength));
        meet(repeating);
        QTRY_VERIFY(m_leecher->peer.row().wasted > 0);
        meet(honest);
        QVERIFY(completes());
        QVERIFY(differentPieces(honest.requests) > 0);
    }

    // items 27, 42
    void keepsFalseBlocksNobodyAskedForOutOfTheFile()
    {
        ScriptedPeer intruder(m_swarm->metainfo, m_leecher->endpoint());
        intruder.handshake.fast = false;
        QVERIFY(intruder.shakesHands());
        const support::Answer honest = support::honestly(m_swarm->content, pieceLength);
        ScriptedSeed seed(m_swarm->metainfo, [&](ScriptedPeer &peer, const wire::Request &request) {
            // The same block, false, from somebody who was not asked for it.
            intruder.sendPiece(request.index, request.begin, base::Bytes(request.length, 0xee));
            honest(peer, request);
        });
        meet(seed);
        QVERIFY(completes());
        QCOMPARE(m_corruptPieces, 0U);
    }
};

QTEST_GUILESS_MAIN(TestLiars)
#include "tst_liars.moc"
