#include "models/messagescreen.h"
#include "support/sandbox.h"

#include <QAbstractItemModelTester>
#include <QtTest/QTest>

using models::MessageScreen;

namespace {

QString textAt(const MessageScreen &screen, int row)
{
    return screen.index(row, 0).data(MessageScreen::TextRole).toString();
}

} // namespace

class MessageScreenTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesEachLineOfTheHostOnce()
    {
        MessageScreen screen;
        const QAbstractItemModelTester tester(&screen);
        net::RoleLog log;
        log.add(0, "one");
        screen.follow(log.lines());
        screen.print(QStringLiteral("printed"));
        log.add(0, "two");
        screen.follow(log.lines());
        screen.follow(log.lines());
        QCOMPARE(screen.count(), 3);
        QCOMPARE(textAt(screen, 0), QStringLiteral("one"));
        QCOMPARE(textAt(screen, 1), QStringLiteral("printed"));
        QCOMPARE(textAt(screen, 2), QStringLiteral("two"));
    }

    void clearForgetsWhatWasAndNotWhatComes()
    {
        MessageScreen screen;
        const QAbstractItemModelTester tester(&screen);
        net::RoleLog log;
        log.add(0, "one");
        screen.follow(log.lines());
        screen.clear();
        QCOMPARE(screen.count(), 0);
        log.add(0, "two");
        screen.follow(log.lines());
        QCOMPARE(screen.count(), 1);
        QCOMPARE(textAt(screen, 0), QStringLiteral("two"));
    }

    void writesNothingWhileWritingIsDeniedNorLater()
    {
        MessageScreen screen;
        net::RoleLog log;
        screen.setWritable(false);
        log.add(0, "one");
        screen.follow(log.lines());
        screen.print(QStringLiteral("printed"));
        QCOMPARE(screen.count(), 0);
        screen.setWritable(true);
        screen.follow(log.lines());
        QCOMPARE(screen.count(), 0);
        log.add(0, "two");
        screen.follow(log.lines());
        QCOMPARE(screen.count(), 1);
    }

    void anotherHostsLinesBeginAnew()
    {
        MessageScreen screen;
        net::RoleLog first;
        first.add(0, "one");
        first.add(0, "two");
        screen.follow(first.lines());
        net::RoleLog second;
        second.add(0, "three");
        screen.followAnother();
        screen.follow(second.lines());
        QCOMPARE(screen.count(), 3);
    }

    void keepsTheNewestLinesOnly()
    {
        MessageScreen screen;
        const QAbstractItemModelTester tester(&screen);
        for (std::size_t i = 0; i < MessageScreen::capacity + 5; ++i)
            screen.print(QString::number(i));
        QCOMPARE(screen.count(), static_cast<int>(MessageScreen::capacity));
        QCOMPARE(textAt(screen, 0), QStringLiteral("5"));
    }

    void savesWhatItShowsOrSaysWhyNot()
    {
        const support::Sandbox sandbox;
        MessageScreen screen;
        screen.print(QStringLiteral("größer"));
        const auto file = sandbox / "screen.txt";
        QCOMPARE(screen.save(QUrl::fromLocalFile(QString::fromStdString(file.string()))),
                 QString());
        QCOMPARE(QString::fromStdString(support::readFile(file)), screen.plainText());
        QVERIFY(screen.save(QUrl::fromLocalFile(QStringLiteral("/nowhere/screen.txt")))
                    .contains(QStringLiteral("/nowhere/screen.txt")));
    }
};

QTEST_GUILESS_MAIN(MessageScreenTest)

#include "tst_messagescreen.moc"
