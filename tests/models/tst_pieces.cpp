#include "models/piecegrid.h"
#include "models/piecemap.h"

#include <QtTest/QTest>

#include <algorithm>

class PiecesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void neverLooksFullBelowAHundredPercent()
    {
        constexpr std::uint32_t pieces = 10'000;
        wire::Bitfield have(pieces, true);
        have.remove(base::PieceIndex{4'321});
        const auto shares = models::slicedShares(have, 350);
        QCOMPARE(std::ranges::count_if(shares, [](float share) { return share < 1.0F; }), 1);
        const QColor full(0, 0, 200);
        const QColor empty(240, 240, 240);
        const float least = *std::ranges::min_element(shares);
        QVERIFY(models::cellColor(empty, full, 1.0F) == full);
        QVERIFY(models::cellColor(empty, full, least).redF() > 0.1F);
        QVERIFY(models::cellColor(empty, full, 0.999F).redF() > 0.1F);
    }

    void averagesThePiecesOfASlice()
    {
        wire::Bitfield have(8);
        have.add(base::PieceIndex{0});
        have.add(base::PieceIndex{1});
        have.add(base::PieceIndex{2});
        QCOMPARE(models::slicedShares(have, 2), (std::vector<float>{0.75F, 0.0F}));
        QCOMPARE(models::slicedShares(have, 4), (std::vector<float>{1.0F, 0.5F, 0.0F, 0.0F}));
    }

    void showsEveryPieceWhenThereAreMorePixels()
    {
        wire::Bitfield have(3);
        have.add(base::PieceIndex{1});
        QCOMPARE(models::slicedShares(have, 6),
                 (std::vector<float>{0.0F, 0.0F, 1.0F, 1.0F, 0.0F, 0.0F}));
    }

    void slicesCoverEveryPieceOnce()
    {
        for (const std::uint32_t columns : {1U, 7U, 350U, 9'999U}) {
            QCOMPARE(models::sliceBegin(10'000, columns, 0), 0U);
            QCOMPARE(models::sliceBegin(10'000, columns, columns), 10'000U);
        }
    }

    void countsCopiesAmongConnectedPeersOnly()
    {
        lab::SwarmSnapshot snapshot;
        snapshot.pieceCount = 3;
        for (const bool connected : {true, true, false}) {
            lab::PeerRow peer;
            peer.connected = connected;
            peer.have = wire::Bitfield(3, true);
            snapshot.peers.push_back(peer);
        }
        snapshot.peers[0].have.remove(base::PieceIndex{2});
        QCOMPARE(models::availability(snapshot), (std::vector<std::uint32_t>{2, 2, 1}));
        QCOMPARE(models::slicedMinimum(models::availability(snapshot), 1),
                 (std::vector<std::uint32_t>{1}));
    }
};

QTEST_APPLESS_MAIN(PiecesTest)
#include "tst_pieces.moc"
