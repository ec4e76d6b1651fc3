#include "core/swarm/suspicion.h"

#include <QTest>

using base::PieceIndex;
using swarm::Sender;
using swarm::Suspicion;

namespace {

Sender from(std::uint8_t number, std::uint32_t address = 0x0a000000)
{
    Sender one;
    one.id.bytes[0] = number;
    one.endpoint
        = base::Endpoint::fromV4(address + number, static_cast<std::uint16_t>(7000 + number));
    return one;
}

constexpr std::uint32_t loopback = 0x7f000001;

/// Somebody on this machine: the address is everybody's.
Sender local(std::uint8_t number)
{
    Sender one = from(number);
    one.endpoint = base::Endpoint::fromV4(loopback, static_cast<std::uint16_t>(7000 + number));
    return one;
}

} // namespace

class TestSuspicion : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void threeFailedPiecesOfOneSenderBanIt() // item 39
    {
        Suspicion suspicion;
        const std::vector<Sender> liar(4, from(1));
        QVERIFY(suspicion.pieceFailed(PieceIndex{0}, liar).empty());
        QVERIFY(suspicion.pieceFailed(PieceIndex{1}, liar).empty());
        QVERIFY(!suspicion.isBanned(from(1)));
        QCOMPARE(suspicion.pieceFailed(PieceIndex{2}, liar), std::vector<Sender>{from(1)});
        QVERIFY(suspicion.isBanned(from(1)));
        QVERIFY(!suspicion.isBanned(from(2)));
    }

    void oneFlippedBitBansNobody() // item 40
    {
        Suspicion suspicion;
        QVERIFY(suspicion.pieceFailed(PieceIndex{0}, {from(1), from(1)}).empty());
        QVERIFY(suspicion.piecePassed(PieceIndex{0}, {0, 1}).empty());
        QVERIFY(!suspicion.isBanned(from(1)));
    }

    void theCorrectedBlocksNameTheLiar()
    {
        Suspicion suspicion;
        for (const std::uint32_t piece : {0U, 1U, 2U}) {
            QVERIFY(suspicion.pieceFailed(PieceIndex{piece}, {from(1), from(2), from(1)}).empty());
            const auto banned = suspicion.piecePassed(PieceIndex{piece}, {1});
            QCOMPARE(banned.size(), std::size_t{piece == 2 ? 1U : 0U});
        }
        QVERIFY(suspicion.isBanned(from(2)));
        QVERIFY(!suspicion.isBanned(from(1)));
    }

    void severalFalseBlocksOfOnePieceAreOneStrike()
    {
        Suspicion suspicion;
        suspicion.pieceFailed(PieceIndex{0}, {from(1), from(2), from(2), from(2)});
        suspicion.piecePassed(PieceIndex{0}, {1, 2, 3});
        QVERIFY(!suspicion.isBanned(from(2)));
    }

    void aFailedPieceIsTaintedUntilItPasses()
    {
        Suspicion suspicion;
        QVERIFY(!suspicion.isTainted(PieceIndex{5}));
        suspicion.pieceFailed(PieceIndex{5}, {from(1), from(2)});
        QVERIFY(suspicion.isTainted(PieceIndex{5}));
        suspicion.piecePassed(PieceIndex{5}, {});
        QVERIFY(!suspicion.isTainted(PieceIndex{5}));
    }

    void aBanHoldsForTheWholeAddress()
    {
        Suspicion suspicion;
        for (const std::uint32_t piece : {0U, 1U, 2U})
            suspicion.pieceFailed(PieceIndex{piece}, {from(1)});
        Sender renamed = from(1);
        renamed.id.bytes[0] = 99;
        renamed.endpoint.port = 1;
        QVERIFY(suspicion.isBanned(renamed));
    }

    void aBanOfALocalPeerSparesItsNeighbours()
    {
        Suspicion suspicion;
        for (const std::uint32_t piece : {0U, 1U, 2U})
            suspicion.pieceFailed(PieceIndex{piece}, {local(1)});
        QVERIFY(suspicion.isBanned(local(1)));
        QVERIFY(!suspicion.isBanned(local(2)));
    }

    void aBannedPeerWithoutAnIdBansNoAddressButItsOwn()
    {
        // An address that is not dialled yet has no id either.
        Suspicion suspicion;
        Sender nameless = from(1);
        nameless.id = {};
        for (const std::uint32_t piece : {0U, 1U, 2U})
            suspicion.pieceFailed(PieceIndex{piece}, {nameless});
        QVERIFY(suspicion.isBanned(nameless));
        QVERIFY(!suspicion.isBanned({base::PeerId{}, from(2).endpoint}));
    }

    void correctedBlocksBeyondThePieceAreIgnored()
    {
        Suspicion suspicion;
        suspicion.pieceFailed(PieceIndex{0}, {from(1), from(2)});
        QVERIFY(suspicion.piecePassed(PieceIndex{0}, {2, 4000000000U}).empty());
        QVERIFY(suspicion.piecePassed(PieceIndex{7}, {0}).empty());
    }
};

QTEST_APPLESS_MAIN(TestSuspicion)
#include "tst_suspicion.moc"
