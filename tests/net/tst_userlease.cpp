#include "net/userlease.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace {

/// JSON with ' for ", so that it reads well here.
QJsonObject object(QByteArray json)
{
    return QJsonDocument::fromJson(json.replace('\'', '"')).object();
}

constexpr const char *whole
    = "{"
      "'pieceSize': 262144, 'maxN': 4, 'version': 3, 'index': 'http://10.0.0.2:8080/', "
      "'uploadToken': 't',"
      "'announcements': {'bottom': 'below', 'right': 'beside'},"
      "'trackers': [{'name': 'Tracker1', 'announce': ['http://10.0.0.1:6969/announce']}]}";

} // namespace

/// What a user believes of its coordinator.
class TestUserLease : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsTheAnswerToAConnect()
    {
        const auto lease = net::readUserLease(object(whole));
        QVERIFY(lease);
        QCOMPARE(lease->pieceSize, 262144U);
        QCOMPARE(lease->maxN, 4U);
        QCOMPARE(lease->version, 3U);
        QCOMPARE(lease->bottom, std::string("below"));
        QCOMPARE(lease->right, std::string("beside"));
        QCOMPARE(lease->index, std::string("http://10.0.0.2:8080/"));
        QCOMPARE(lease->uploadToken, std::string("t"));
        QCOMPARE(lease->trackers.size(), 1U);
        QCOMPARE(lease->trackers.front().announce.front(),
                 std::string("http://10.0.0.1:6969/announce"));
    }

    // item 68
    void keepsItsLimitsWhenNewOnesAreBad_data()
    {
        QTest::addColumn<QByteArray>("limits");
        QTest::newRow("negative") << QByteArray("{'pieceSize':65536,'maxN':-1,'version':4}");
        QTest::newRow("2^63") << QByteArray(
            "{'pieceSize':65536,'maxN':9223372036854775808,'version':4}");
        QTest::newRow("no number") << QByteArray("{'pieceSize':'65536','maxN':1,'version':4}");
        QTest::newRow("half") << QByteArray("{'pieceSize':65536,'maxN':0.5,'version':4}");
        QTest::newRow("missing") << QByteArray("{'pieceSize':65536,'maxN':1}");
    }
    void keepsItsLimitsWhenNewOnesAreBad()
    {
        QFETCH(const QByteArray, limits);
        net::UserLease lease = *net::readUserLease(object(whole));
        QVERIFY(!net::applyLimits(lease, object(limits)));
        QCOMPARE(lease.pieceSize, 262144U);
        QCOMPARE(lease.maxN, 4U);
        QCOMPARE(lease.version, 3U);
    }

    void keepsItsTrackersWhenNewOnesAreBad()
    {
        net::UserLease lease = *net::readUserLease(object(whole));
        const auto before = lease.trackers;
        for (const char *trackers :
             {"{}", "{'trackers': 1}", "{'trackers': [{'name': 'T'}]}",
              "{'trackers': [{'name': 'T', 'announce': ['file:///etc/passwd']}]}"})
            QVERIFY(!net::applyTrackers(lease, object(trackers)));
        QVERIFY(lease.trackers == before);
    }

    void takesOnlyAWebAddressForTheIndex()
    {
        net::UserLease lease;
        const QJsonObject file = object("{'index': 'file:///etc/passwd'}");
        QVERIFY(!net::applyIndex(lease, file));
        QVERIFY(lease.index.empty());
        const QJsonObject none = object("{'index': ''}");
        QVERIFY(net::applyIndex(lease, none));
    }

    void showsNoControlCharactersOfAnAnnouncement()
    {
        net::UserLease lease;
        const QJsonObject texts = object("{'bottom': 'a\\u001b[31mb', 'right': 'c\\u202ed'}");
        QVERIFY(net::applyAnnouncements(lease, texts));
        QCOMPARE(lease.bottom, std::string("a [31mb"));
        QCOMPARE(lease.right, std::string("c d"));
    }
};

QTEST_APPLESS_MAIN(TestUserLease)
#include "tst_userlease.moc"
