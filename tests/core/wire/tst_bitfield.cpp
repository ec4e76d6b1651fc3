#include "core/wire/bitfield.h"

#include <QTest>

using base::PieceIndex;
using wire::Bitfield;

class TestBitfield : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void putsPieceZeroInTheHighBit()
    {
        Bitfield field(10);
        QVERIFY(field.add(PieceIndex{0}));
        QVERIFY(!field.add(PieceIndex{0}));
        QVERIFY(field.add(PieceIndex{9}));
        QCOMPARE(field.toWire(), (base::Bytes{0x80, 0x40}));
        QCOMPARE(field.count(), 2U);
    }

    // item 21
    void refusesSpareBitsAndWrongLengths()
    {
        QVERIFY(!Bitfield::fromWire(base::Bytes{0x80, 0x60}, 10));
        QVERIFY(!Bitfield::fromWire(base::Bytes{0x80}, 10));
        QVERIFY(!Bitfield::fromWire(base::Bytes{0x80, 0x40, 0}, 10));
        const auto field = Bitfield::fromWire(base::Bytes{0x80, 0x40}, 10);
        QVERIFY(field);
        QCOMPARE(field->count(), 2U);
        QVERIFY(field->has(PieceIndex{9}));
    }

    void knowsWhatAnotherOneHasMore()
    {
        Bitfield mine(70);
        Bitfield theirs(70);
        QVERIFY(!mine.lacksSomethingOf(theirs));
        theirs.add(PieceIndex{69});
        QVERIFY(mine.lacksSomethingOf(theirs));
        mine.add(PieceIndex{69});
        QVERIFY(!mine.lacksSomethingOf(theirs));
    }

    void aFullOneHasAllItsPiecesAndNoSpareBits()
    {
        const Bitfield full(67, true);
        QVERIFY(full.all());
        QCOMPARE(Bitfield::fromWire(full.toWire(), 67).value(), full);
    }
};

QTEST_APPLESS_MAIN(TestBitfield)
#include "tst_bitfield.moc"
