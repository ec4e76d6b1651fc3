#include "core/wire/bencode.h"
#include "core/wire/bencodewriter.h"

#include <QTest>

#include <limits>
#include <string>

using namespace std::string_literals;
using wire::Bencode;

namespace {

base::Expected<Bencode> decoded(std::string_view text, const wire::BencodeLimits &limits = {})
{
    return Bencode::decode(base::asBytes(text), limits);
}

base::ErrorCode codeOf(std::string_view text, const wire::BencodeLimits &limits = {})
{
    const auto result = decoded(text, limits);
    return result ? base::ErrorCode::Cancelled : result.error().code;
}

QString faultOf(std::string_view text)
{
    const auto result = decoded(text);
    return result ? QStringLiteral("accepted") : QString::fromStdString(result.error().where);
}

} // namespace

class TestBencode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEachKindOfValue()
    {
        const std::string text = "d4:listli1ei-2e0:e6:numberi42e4:text3:abce";
        const auto tree = decoded(text);
        QVERIFY(tree);
        const auto root = tree->root();
        QCOMPARE(root.integerAt("number").value(), 42);
        QCOMPARE(root.stringAt("text").value(), std::string_view("abc"));
        QVERIFY(!root.integerAt("text"));
        QVERIFY(!root.find("other"));
        std::vector<wire::BencodeValue> items;
        const auto list = root.find("list");
        for (const auto item : *list)
            items.push_back(item);
        QCOMPARE(items.size(), 3U);
        QCOMPARE(items[1].integer().value(), -2);
        QCOMPARE(items[2].string().value(), std::string_view());
    }

    void readsTheEndsOfTheIntegerRange()
    {
        QCOMPARE(decoded("i9223372036854775807e")->root().integer().value(),
                 std::numeric_limits<std::int64_t>::max());
        QCOMPARE(decoded("i-9223372036854775808e")->root().integer().value(),
                 std::numeric_limits<std::int64_t>::min());
        QCOMPARE(decoded("i0e")->root().integer().value(), 0);
    }

    void givesTheExactBytesOfAValue()
    {
        const std::string text = "d4:infod1:ai1ee1:zi2ee";
        const auto tree = decoded(text);
        QCOMPARE(base::asText(tree->root().find("info")->raw()), std::string_view("d1:ai1ee"));
        QCOMPARE(base::asText(tree->root().raw()), std::string_view(text));
    }

    void tellsWhereTheFrontValueEnds()
    {
        const auto tree = Bencode::decodeFront(base::asBytes("d1:ai1eePAYLOAD"));
        QVERIFY(tree);
        QCOMPARE(tree->size(), 8U);
    }

    // item 1
    void refusesDeepNestingWhetherClosedOrNot()
    {
        for (const char open : {'l', 'd'}) {
            std::string unit = open == 'l' ? "l" : "d1:a";
            std::string deep;
            for (int i = 0; i < 100'000; ++i)
                deep += unit;
            QCOMPARE(codeOf(deep), base::ErrorCode::Limit);
            deep += "i1e" + std::string(100'000, 'e');
            QCOMPARE(codeOf(deep), base::ErrorCode::Limit);
        }
        QVERIFY(decoded(std::string(100, 'l') + std::string(100, 'e')));
        QCOMPARE(codeOf(std::string(101, 'l') + std::string(101, 'e')), base::ErrorCode::Limit);
    }

    // item 2
    void refusesStringLengthsThatLie_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"5:abcd", "4294967296:a", "123456789012345678901234567890:a", "-1:a", "03:abc",
              "3abc", "3", "18446744073709551615:a", "00:", "+1:a", ":"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesStringLengthsThatLie()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(codeOf(text.toStdString()), base::ErrorCode::Malformed);
        QCOMPARE(codeOf("l" + text.toStdString()), base::ErrorCode::Malformed);
    }

    // item 3
    void refusesIntegersInAnotherForm_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"ie", "i-e", "i-0e", "i01e", "i-01e", "i1", "i", "i+1e", "i 1e", "i1 e",
              "i9223372036854775808e", "i-9223372036854775809e", "i1.5e", "i0x1e"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesIntegersInAnotherForm()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(codeOf(text.toStdString()), base::ErrorCode::Malformed);
    }

    // items 33, 60
    void readsWideIntegersAsTheNearestOneWhereThatIsWanted()
    {
        const wire::BencodeLimits lenient{.wideInteger = wire::WideInteger::Saturated};
        using Range = std::numeric_limits<std::int64_t>;
        QCOMPARE(decoded("i9223372036854775808e", lenient)->root().integer().value(), Range::max());
        QCOMPARE(decoded("i-99999999999999999999e", lenient)->root().integer().value(),
                 Range::min());
        QCOMPARE(codeOf("i099999999999999999999e", lenient), base::ErrorCode::Malformed);
        QCOMPARE(codeOf("i99999999999999999999", lenient), base::ErrorCode::Malformed);
    }

    // item 4
    void refusesUnsortedAndDoubleKeysAndNamesTheirPlace()
    {
        QCOMPARE(faultOf("d1:bi1e1:ai1ee"), QStringLiteral("byte 7"));
        QCOMPARE(faultOf("d1:ai1e1:ai1ee"), QStringLiteral("byte 7"));
        QCOMPARE(faultOf("d2:aai1e1:ai1ee"), QStringLiteral("byte 8"));
        QCOMPARE(faultOf("d1:a0:2:aa0:e"), QStringLiteral("accepted"));
        // Keys are compared as raw bytes, so 0xff comes last.
        QCOMPARE(faultOf("d1:z0:1:\xff"s + "0:e"), QStringLiteral("accepted"));
    }

    // item 4
    void refusesBytesAfterTheValue()
    {
        QCOMPARE(faultOf("i1ei2e"), QStringLiteral("byte 3"));
        QCOMPARE(faultOf("leX"), QStringLiteral("byte 2"));
    }

    // item 5
    void refusesWhatIsNoBencoding_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", "hello", "\x89PNG\r\n", "e", "l", "d", "li1e", "d1:a", "d1:ae",
                                 "di1ei2ee", "dlee", "x"})
            QTest::newRow(*text ? text : "empty") << QByteArray(text);
    }
    void refusesWhatIsNoBencoding()
    {
        QFETCH(QByteArray, text);
        const auto result = decoded(text.toStdString());
        QVERIFY(!result);
        QVERIFY(!result.error().detail.empty());
    }

    // item 5
    void holdsItsLimitsOfSizeAndTokens()
    {
        QCOMPARE(codeOf("4:abcd", {.size = 5}), base::ErrorCode::Limit);
        QVERIFY(decoded("4:abcd", {.size = 6}));
        QCOMPARE(codeOf("li1ei1ei1ee", {.tokens = 3}), base::ErrorCode::Limit);
        QVERIFY(decoded("li1ei1ei1ee", {.tokens = 4}));
    }

    void writesDictionariesSorted()
    {
        wire::BencodeDictionary dictionary;
        dictionary.setInteger("zeta", -3).setString("alpha", "x");
        dictionary.set("list", wire::BencodeList().addInteger(1).addString("two"));
        const auto bytes = dictionary.encoded();
        QCOMPARE(base::asText(bytes), std::string_view("d5:alpha1:x4:listli1e3:twoe4:zetai-3ee"));
        QVERIFY(Bencode::decode(bytes));
    }
};

QTEST_APPLESS_MAIN(TestBencode)
#include "tst_bencode.moc"
