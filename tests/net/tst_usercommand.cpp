#include "net/usercommand.h"

#include <QTest>

using net::parseUserCommand;
using net::splitUserCommands;
using net::UserCommand;
using net::UserVerb;

class TestUserCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEachCommand()
    {
        const auto reads = [](std::string_view line, UserVerb verb, const std::string &argument) {
            const auto command = parseUserCommand(line);
            return command && *command == UserCommand{verb, argument};
        };
        QVERIFY(reads("share a.bin", UserVerb::Share, "a.bin"));
        QVERIFY(
            reads("  upload \"two words; and more\"  ", UserVerb::Share, "two words; and more"));
        QVERIFY(reads("search", UserVerb::Search, ""));
        QVERIFY(reads("search two words", UserVerb::Search, "two words"));
        QVERIFY(reads("download a\tb", UserVerb::Download, "a\tb"));
        QVERIFY(reads("list", UserVerb::List, ""));
        QVERIFY(reads("wait 10", UserVerb::Wait, "10"));
        QVERIFY(reads("quit\r", UserVerb::Quit, ""));
    }

    void refusesWithTheWordAtFault()
    {
        const auto where = [](std::string_view line) {
            const auto command = parseUserCommand(line);
            return command ? std::string("none") : command.error().where;
        };
        QCOMPARE(where("shar a"), std::string("shar"));
        QCOMPARE(where("share"), std::string("share"));
        QCOMPARE(where("list all"), std::string("list"));
        QCOMPARE(where("wait soon"), std::string("wait"));
        QCOMPARE(where("wait -1"), std::string("wait"));
        QCOMPARE(where(std::string_view("share a\0b", 9)), std::string("share"));
        QVERIFY(!parseUserCommand("share " + std::string(20'000, 'a')));
        QVERIFY(!parseUserCommand(""));
        QVERIFY(parseUserCommand("shar a").error().detail.find("\"share\"") != std::string::npos);
    }

    void cutsALineAtSemicolonsOutsideQuotes()
    {
        QCOMPARE(splitUserCommands("share a; search ;; download \"b;c\" ;"),
                 (std::vector<std::string>{"share a", "search", "download \"b;c\""}));
        QVERIFY(splitUserCommands(" ; ").empty());
    }

    void tellsOfEveryCommand()
    {
        for (const char *word : {"share", "search", "download", "list", "connect", "disconnect",
                                 "wait", "stay", "help", "quit"})
            QVERIFY(net::userHelp().find(word) != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestUserCommand)
#include "tst_usercommand.moc"
