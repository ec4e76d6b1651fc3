#include "support/meeting.h"

#include <QTest>

using namespace support;

/// All four clients in one swarm, each helping the others.
class TestMixedSwarm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void completesForEveryClient_data();
    void completesForEveryClient();
};

void TestMixedSwarm::completesForEveryClient_data()
{
    QTest::addColumn<Client>("seed");
    for (const Client client : allClients())
        QTest::addRow("seeded by %s", qPrintable(nameOf(client))) << client;
}

void TestMixedSwarm::completesForEveryClient()
{
    QFETCH(const Client, seed);
    Meeting meeting(Content::MultiFile, Author::Torrarium);
    QVERIFY2(meeting.openTracker(Author::Torrarium), qPrintable(meeting.report()));
    meeting.join(seed, Role::Seed);
    QTRY_VERIFY2_WITH_TIMEOUT(meeting.seedsAtTracker() == 1, qPrintable(meeting.report()), 30'000);
    for (const Client client : allClients())
        meeting.join(client, Role::Leecher);
    QTRY_VERIFY2_WITH_TIMEOUT(meeting.everyoneHasAll(), qPrintable(meeting.report()), 120'000);
}

QTEST_GUILESS_MAIN(TestMixedSwarm)
#include "tst_mixedswarm.moc"
