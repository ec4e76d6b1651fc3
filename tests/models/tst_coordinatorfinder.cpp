#include "models/coordinatorfinder.h"
#include "net/lanannouncer.h"

#include <QtTest/QTest>

using models::CoordinatorFinder;

namespace {

/// A place of this test's own: a port that is free now.
net::LanPlace ownPlace()
{
    QUdpSocket probe;
    probe.bind(QHostAddress(QHostAddress::AnyIPv4), 0);
    net::LanPlace place;
    place.port = probe.localPort();
    return place;
}

} // namespace

class CoordinatorFinderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsWhoAnnouncesItselfWhileItListens()
    {
        const net::LanPlace place = ownPlace();
        CoordinatorFinder finder(place);
        QVERIFY(finder.note().isEmpty());
        finder.listen();
        QVERIFY(finder.isListening());
        QVERIFY(!finder.note().isEmpty());
        net::LanAnnouncer announcer(place);
        const net::FoundCoordinator coordinator{base::Endpoint::fromV4(0x7f000001, 7420), true,
                                                "0123456789abcdef"};
        QVERIFY(announcer.start(coordinator).has_value());
        QTRY_COMPARE(finder.found(), QStringList{QStringLiteral("127.0.0.1:7420")});
        QVERIFY(finder.note().contains(QStringLiteral("key")));
        finder.stop();
        QVERIFY(!finder.isListening());
        QVERIFY(finder.found().isEmpty());
    }
};

QTEST_GUILESS_MAIN(CoordinatorFinderTest)

#include "tst_coordinatorfinder.moc"
