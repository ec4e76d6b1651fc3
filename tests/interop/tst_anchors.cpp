#include "support/meeting.h"

#include <QTest>

using namespace support;

/// The other clients work here without Torrarium: when this fails, the machine is at fault.
class TestAnchors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aClientDownloadsFromItsOwnKind_data() { addClientRows(); }
    void aClientDownloadsFromItsOwnKind();
};

void TestAnchors::aClientDownloadsFromItsOwnKind()
{
    QFETCH(const Client, client);
    QFETCH(const Content, content);
    Meeting meeting(content, Author::Others);
    QVERIFY2(meeting.openTracker(Author::Others), qPrintable(meeting.report()));
    meeting.join(client, Role::Seed);
    QTRY_VERIFY2_WITH_TIMEOUT(meeting.seedsAtTracker() == 1, qPrintable(meeting.report()), 30'000);
    meeting.join(client, Role::Leecher);
    QTRY_VERIFY2_WITH_TIMEOUT(meeting.everyoneHasAll(), qPrintable(meeting.report()), 90'000);
}

QTEST_GUILESS_MAIN(TestAnchors)
#include "tst_anchors.moc"
