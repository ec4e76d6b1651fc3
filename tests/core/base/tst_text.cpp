#include "core/base/text.h"

#include <QTest>

class TestText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stepsThroughEachLengthOfSequence()
    {
        for (const char32_t point : {U'a', U'\u00e4', U'\u20ac', U'\U0001f331', U'\U0010ffff'}) {
            std::string text;
            base::appendUtf8(text, point);
            const auto read = base::decodeUtf8(text + "x");
            QVERIFY(read.valid);
            QCOMPARE(read.value, point);
            QCOMPARE(read.length, text.size());
        }
    }

    void refusesWhatIsNotUtf8()
    {
        for (const char *text :
             {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\xaf", "\xf0\x80\x80\x80",
              "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xed\xa0\x80", "\xe2\x82", "\xff"})
            QVERIFY(!base::decodeUtf8(text).valid);
    }

    void cleansControlsAndDirectionOverrides()
    {
        QCOMPARE(base::cleanText("a\x1b[0mb\r\n\x7f", 99), std::string("a [0mb   "));
        QCOMPARE(base::cleanText("\xe2\x80\xae"
                                 "abc\xff",
                                 99, '?'),
                 std::string("?abc?"));
    }

    void countsCharactersNotBytes()
    {
        QCOMPARE(base::cleanText("\xc3\xa4\xc3\xb6\xc3\xbc", 2), std::string("\xc3\xa4\xc3\xb6"));
        QCOMPARE(base::cutAtCharacter("\xc3\xa4\xc3\xb6", 3), std::string_view("\xc3\xa4"));
        QCOMPARE(base::cutAtCharacter("abc", 3), std::string_view("abc"));
    }

    void foldsTheCaseOfSeveralScripts()
    {
        QCOMPARE(base::foldCase("A\xc3\x84\xc4\x80\xce\xa9\xd0\x96\xd0\x81\xc5\xbd"),
                 std::string("a\xc3\xa4\xc4\x81\xcf\x89\xd0\xb6\xd1\x91\xc5\xbe"));
        QCOMPARE(base::foldCase("\xc3\x97[`{1"), std::string("\xc3\x97[`{1"));
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
