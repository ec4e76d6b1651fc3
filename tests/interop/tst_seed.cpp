#include "support/meeting.h"

#include <QTest>

using namespace support;

/// Torrarium serves every other client, over other people's tracker, a torrent that it wrote.
class TestSeed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void servesEveryOtherClient_data() { addClientRows(); }
    void servesEveryOtherClient();
};

void TestSeed::servesEveryOtherClient()
{
    QFETCH(const Client, client);
    QFETCH(const Content, content);
    Meeting meeting(content, Author::Torrarium);
    QVERIFY2(meeting.openTracker(Author::Others), qPrintable(meeting.report()));
    meeting.join(Client::Torrarium, Role::Seed);
    QTRY_VERIFY2_WITH_TIMEOUT(meeting.seedsAtTracker() == 1, qPrintable(meeting.report()), 30'000);
    meeting.join(client, Role::Leecher);
    QTRY_VERIFY2_WITH_TIMEOUT(meeting.everyoneHasAll(), qPrintable(meeting.report()), 90'000);
}

QTEST_GUILESS_MAIN(TestSeed)
#include "tst_seed.moc"
