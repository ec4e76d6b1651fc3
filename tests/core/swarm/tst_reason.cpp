#include "core/swarm/reason.h"

#include <QTest>

#include <set>

using namespace swarm;

class TestReason : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCloseReasonHasASentenceOfItsOwn()
    {
        std::set<std::string_view> sentences;
        const auto last = static_cast<int>(CloseReason::Stopped);
        for (int value = 0; value <= last; ++value) {
            const std::string_view text = sentence(static_cast<CloseReason>(value));
            QVERIFY2(text.size() > 10, qPrintable(QString::number(value)));
            QVERIFY(text.back() != '.');
            sentences.insert(text);
        }
        QCOMPARE(sentences.size(), static_cast<std::size_t>(last + 1));
    }

    void aChokeSaysItsNumbers()
    {
        const ChokeReason served{true, ChokeKind::Rate, 2, 4, 31 * 1024.0, 0};
        QCOMPARE(describe(served), std::string("unchoked: ranks 2 for 4 slots at 31.0 KiB/s"));
        const ChokeReason missed{false, ChokeKind::Rate, 7, 4, 1024, 2048};
        QCOMPARE(describe(missed),
                 std::string("choked: ranks 7 for 4 slots at 1.0 KiB/s; the last one served has "
                             "2.0 KiB/s"));
        QVERIFY(describe(ChokeReason{false, ChokeKind::Waiting, 0, 7, 0, 0}).find('7')
                != std::string::npos);
    }

    void everyKindOfChokeReadsDifferently()
    {
        std::set<std::string> texts;
        for (const auto kind :
             {ChokeKind::FreeSlot, ChokeKind::Rate, ChokeKind::Optimistic, ChokeKind::Snubbed,
              ChokeKind::NotInterested, ChokeKind::Waiting, ChokeKind::Refused, ChokeKind::Turn,
              ChokeKind::Drawn, ChokeKind::Progress, ChokeKind::Worth})
            texts.insert(describe(ChokeReason{false, kind, 1, 2, 3, 4}));
        QCOMPARE(texts.size(), std::size_t{11});
    }

    void aPickSaysItsNumbers()
    {
        const PickReason rarest{base::PieceIndex{17}, PickKind::Rarest, 3, 5};
        QCOMPARE(describe(rarest), std::string("piece 17: rarest, 3 copies, one of 5"));
        std::set<std::string> texts;
        for (const auto kind : {PickKind::RandomFirst, PickKind::Rarest, PickKind::Sequential,
                                PickKind::Random, PickKind::EndGame, PickKind::Listed})
            texts.insert(describe(PickReason{base::PieceIndex{17}, kind, 3, 5}));
        QCOMPARE(texts.size(), std::size_t{6});
    }

    void otherRecordsSayWhatHappened()
    {
        QCOMPARE(describe(DropReason{CloseReason::Poison, {}}),
                 std::string("dropped: it sent false data"));
        QCOMPARE(describe(DropReason{CloseReason::Poison, "piece 3"}),
                 std::string("dropped: it sent false data (piece 3)"));
        QVERIFY(describe(CorruptPiece{base::PieceIndex{4}, 2}).find("piece 4") == 0);
        QVERIFY(describe(RequestTimeout{12}).find("12 requests") == 0);
    }

    void everyRecordBelongsToAPart()
    {
        QCOMPARE(subsystem({{}, ChokeReason{}}), std::string_view("choke"));
        QCOMPARE(subsystem({{}, PickReason{}}), std::string_view("pick"));
        QCOMPARE(subsystem({{}, DropReason{}}), std::string_view("link"));
        QCOMPARE(subsystem({{}, CorruptPiece{}}), std::string_view("piece"));
        QCOMPARE(subsystem({{}, RequestTimeout{}}), std::string_view("piece"));
    }
};

QTEST_APPLESS_MAIN(TestReason)
#include "tst_reason.moc"
