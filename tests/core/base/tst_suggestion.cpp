#include "core/base/suggestion.h"

#include <QTest>

class TestSuggestion : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsTheEditsBetweenTwoWords()
    {
        QCOMPARE(base::editDistance("", ""), 0U);
        QCOMPARE(base::editDistance("", "abc"), 3U);
        QCOMPARE(base::editDistance("kitten", "sitting"), 3U);
        QCOMPARE(base::editDistance("cuont", "count"), 1U); // neighbours swapped
        QCOMPARE(base::editDistance("pickr", "picker"), 1U);
        QCOMPARE(base::editDistance("same", "same"), 0U);
    }

    void namesTheClosestWordOrAllOfThem()
    {
        using Words = std::vector<std::string_view>;
        const Words policies{"rarest-first", "random", "sequential"};
        QCOMPARE(base::suggestion("rarest-frist", policies),
                 std::string("did you mean \"rarest-first\"?"));
        QCOMPARE(base::suggestion("rarest", policies),
                 std::string("did you mean \"rarest-first\"?"));
        QCOMPARE(base::suggestion("x", policies),
                 std::string("known are rarest-first, random and sequential"));
        QCOMPARE(base::suggestion("x", Words{"only"}), std::string("known are only"));
    }
};

QTEST_APPLESS_MAIN(TestSuggestion)
#include "tst_suggestion.moc"
