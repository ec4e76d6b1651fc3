#include "support/meeting.h"

#include <QTest>

using namespace support;

/// Two programs of other people find each other through Torrarium's tracker.
class TestTracker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bringsOtherClientsTogether_data() { addClientRows(); }
    void bringsOtherClientsTogether();
};

void TestTracker::bringsOtherClientsTogether()
{
    QFETCH(const Client, client);
    QFETCH(const Content, content);
    Meeting meeting(content, Author::Torrarium);
    QVERIFY2(meeting.openTracker(Author::Torrarium), qPrintable(meeting.report()));
    meeting.join(client, Role::Seed);
    QTRY_VERIFY2_WITH_TIMEOUT(meeting.seedsAtTracker() == 1, qPrintable(meeting.report()), 30'000);
    meeting.join(client, Role::Leecher);
    QTRY_VERIFY2_WITH_TIMEOUT(meeting.everyoneHasAll(), qPrintable(meeting.report()), 90'000);
}

QTEST_GUILESS_MAIN(TestTracker)
#include "tst_tracker.moc"
