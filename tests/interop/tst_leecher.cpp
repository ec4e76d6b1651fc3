#include "support/meeting.h"

#include <QTest>

using namespace support;

/// Torrarium downloads from every other client, over other people's tracker and torrent file.
class TestLeecher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void downloadsFromEveryOtherClient_data() { addClientRows(); }
    void downloadsFromEveryOtherClient();
};

void TestLeecher::downloadsFromEveryOtherClient()
{
    QFETCH(const Client, client);
    QFETCH(const Content, content);
    Meeting meeting(content, Author::Others);
    QVERIFY2(meeting.openTracker(Author::Others), qPrintable(meeting.report()));
    meeting.join(client, Role::Seed);
    QTRY_VERIFY2_WITH_TIMEOUT(meeting.seedsAtTracker() == 1, qPrintable(meeting.report()), 30'000);
    const Process &torrarium = meeting.join(Client::Torrarium, Role::Leecher);
    QTRY_VERIFY2_WITH_TIMEOUT(meeting.everyoneHasAll(), qPrintable(meeting.report()), 90'000);
    QTRY_VERIFY2_WITH_TIMEOUT(!torrarium.isRunning(), qPrintable(meeting.report()), 30'000);
    QCOMPARE(torrarium.exitCode(), 0);
    QVERIFY2(torrarium.printed(QStringLiteral("complete")), qPrintable(meeting.report()));
}

QTEST_GUILESS_MAIN(TestLeecher)
#include "tst_leecher.moc"
