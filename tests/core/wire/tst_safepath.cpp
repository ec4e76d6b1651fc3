#include "core/wire/safepath.h"

#include <QTest>

namespace {

std::string cleaned(std::string_view name)
{
    return wire::safeElement(name).value_or("(refused)");
}

/// The paths after makeUnique, or the number of the entry at fault.
std::vector<std::string> unique(std::vector<std::string> paths)
{
    std::vector<std::string *> pointers;
    for (auto &path : paths)
        pointers.push_back(&path);
    if (auto result = wire::makeUnique(pointers); !result)
        return {"refused " + result.error().where};
    return paths;
}

using Paths = std::vector<std::string>;

} // namespace

class TestSafePath : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leavesOrdinaryNamesAlone()
    {
        for (const std::string name :
             {"file.txt", "…und ähnliche Träume", "a b", ".hidden", "...", "日本"})
            QCOMPARE(cleaned(name), name);
    }

    // item 9
    void refusesNamesThatLeaveTheirFolder()
    {
        for (const char *name : {"..", "../etc", "a/../b", "a\\..", "/etc/passwd", "/", "\\",
                                 "\\\\host", "C:\\x", "c:/x"})
            QCOMPARE(cleaned(name), std::string("(refused)"));
    }

    // item 9
    void makesOneSafeElementOfHostileNames()
    {
        QCOMPARE(cleaned(""), std::string("_"));
        QCOMPARE(cleaned("."), std::string("_"));
        QCOMPARE(cleaned("AC/DC"), std::string("AC_DC"));
        QCOMPARE(cleaned("a\\b"), std::string("a_b"));
        QCOMPARE(cleaned(std::string_view("a\0b", 3)), std::string("a_b"));
        QCOMPARE(cleaned("a\x1b[31mb\x7f"), std::string("a_[31mb_"));
        QCOMPARE(cleaned("exe.\xe2\x80\xaegpj"), std::string("exe._gpj"));
        QCOMPARE(cleaned("\xc0\xaf\xc0\xae"), std::string("____"));
        QCOMPARE(cleaned("\xed\xa0\x80"), std::string("___"));
        QCOMPARE(cleaned("cut\xe2\x82"), std::string("cut__"));
    }

    // item 9
    void cutsLongNamesAndKeepsTheirExtension()
    {
        const auto name = cleaned(std::string(300, 'n') + ".flac");
        QCOMPARE(name.size(), 255U);
        QVERIFY(name.ends_with("nn.flac"));
        std::string wide;
        for (int i = 0; i < 100; ++i)
            wide += "\xe2\x82\xac"; // 3 bytes each
        QCOMPARE(cleaned("a" + wide).size(), 253U);
    }

    // item 10
    void numbersPathsThatDifferOnlyInCase()
    {
        QCOMPARE(unique({"t/Read.me", "t/read.me", "t/READ.ME"}),
                 (Paths{"t/Read.me", "t/read (2).me", "t/READ (3).ME"}));
        QCOMPARE(unique({"t/\xc3\x84", "t/\xc3\xa4"}), (Paths{"t/\xc3\x84", "t/\xc3\xa4 (2)"}));
    }

    // item 10
    void numbersAroundNamesThatAreTaken()
    {
        QCOMPARE(unique({"a (2)", "A", "a"}), (Paths{"a (2)", "A", "a (3)"}));
        QCOMPARE(unique({"a (2)/x", "A", "a"}), (Paths{"a (2)/x", "A", "a (3)"}));
    }

    // item 10
    void refusesTheSamePathTwice()
    {
        QCOMPARE(unique({"t/a", "t/b", "t/a"}), (Paths{"refused 2"}));
    }

    // item 10
    void refusesAFileWhereAnotherNeedsAFolder()
    {
        QCOMPARE(unique({"t/a", "t/a/b"}), (Paths{"refused 1"}));
        QCOMPARE(unique({"t/a/b/c", "t/a-b", "t/A"}), (Paths{"refused 2"}));
        QCOMPARE(unique({"t/a", "t/a-b", "t/a b", "t/ab/c"}),
                 (Paths{"t/a", "t/a-b", "t/a b", "t/ab/c"}));
    }
};

QTEST_APPLESS_MAIN(TestSafePath)
#include "tst_safepath.moc"
