// Coordinators that announce themselves, and who hears them; on loopback.

#include "net/lanannouncer.h"
#include "net/landiscovery.h"

#include <QSignalSpy>
#include <QTest>

using net::FoundCoordinator;

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

FoundCoordinator onLoopback(std::uint16_t port = 7420)
{
    return {base::Endpoint::fromV4(0x7f000001, port), false, "0123456789abcdef"};
}

void say(const net::LanPlace &place, const QByteArray &datagram)
{
    QUdpSocket socket;
    socket.bind(QHostAddress(QHostAddress::LocalHost), 0);
    socket.writeDatagram(datagram, QHostAddress(QHostAddress::LocalHost), place.port);
}

} // namespace

class TestLanDiscovery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hearsACoordinatorOfThisMachine()
    {
        const net::LanPlace place = ownPlace();
        net::LanDiscovery discovery(place);
        QSignalSpy heard(&discovery, &net::LanDiscovery::heard);
        QVERIFY(discovery.start().has_value());
        net::LanAnnouncer announcer(place);
        QVERIFY(announcer.start(onLoopback()).has_value());
        QTRY_COMPARE(discovery.found(), std::vector{onLoopback()});
        QCOMPARE(heard.size(), 1);
        // The same again is no news; another process at the same place is, and the same one.
        FoundCoordinator restarted = onLoopback();
        restarted.epoch = "fedcba9876543210";
        QVERIFY(announcer.start(onLoopback()).has_value());
        QVERIFY(announcer.start(restarted).has_value());
        QTRY_COMPARE(discovery.found(), std::vector{restarted});
        QCOMPARE(heard.size(), 2);
    }

    void letsTwoListenAtOnce()
    {
        const net::LanPlace place = ownPlace();
        net::LanDiscovery first(place);
        net::LanDiscovery second(place);
        QVERIFY(first.start().has_value());
        QVERIFY(second.start().has_value());
        net::LanAnnouncer announcer(place);
        QVERIFY(announcer.start(onLoopback()).has_value());
        QTRY_COMPARE(first.found().size(), 1U);
        QTRY_COMPARE(second.found().size(), 1U);
    }

    void announcesNothingWhereTheCoordinatorDoesNotListen()
    {
        net::LanAnnouncer announcer(ownPlace());
        FoundCoordinator elsewhere = onLoopback();
        elsewhere.endpoint = base::Endpoint::fromV4(0xcb007101, 7420); // 203.0.113.1 (RFC 5737)
        QCOMPARE(announcer.start(elsewhere).error().code, base::ErrorCode::Io);
    }

    void ignoresWhatIsNoAnnouncement()
    {
        const net::LanPlace place = ownPlace();
        net::LanDiscovery discovery(place);
        QVERIFY(discovery.start().has_value());
        const QByteArray good = net::lanMessage(onLoopback());
        for (const QByteArray &bad : {QByteArray(), QByteArray("hello"), QByteArray("[]"),
                                      QByteArray("{}"), QByteArray(2000, 'x')})
            say(place, bad);
        say(place, QByteArray(good).replace("\"port\":7420", "\"port\":0"));
        say(place, QByteArray(good).replace("\"port\":7420", "\"port\":70000"));
        say(place, QByteArray(good).replace("\"port\":7420", "\"port\":\"7420\""));
        say(place, QByteArray(good).replace("0123456789abcdef", "0123\\u001b[2Jdef"));
        say(place, QByteArray(good).replace("\"version\":1", "\"version\":2"));
        say(place, good);
        QTRY_COMPARE(discovery.found(), std::vector{onLoopback()});
    }

    void keepsNoMoreThanItHasRoomFor()
    {
        const net::LanPlace place = ownPlace();
        net::LanDiscovery discovery(place);
        QSignalSpy heard(&discovery, &net::LanDiscovery::heard);
        QVERIFY(discovery.start().has_value());
        for (std::uint16_t port = 1; port <= 100; ++port)
            say(place, net::lanMessage(onLoopback(port)));
        QTRY_COMPARE(discovery.found().size(), net::LanDiscovery::MaxFound);
        say(place, net::lanMessage(onLoopback(1)));
        QCoreApplication::processEvents();
        QCOMPARE(heard.size(), static_cast<qsizetype>(net::LanDiscovery::MaxFound));
    }
};

QTEST_GUILESS_MAIN(TestLanDiscovery)
#include "tst_landiscovery.moc"
