#include "core/wire/clientname.h"

#include <QTest>

namespace {

std::string nameOf(std::string id)
{
    id.resize(20, 'x');
    return wire::clientName(base::PeerId::fromBytes(base::asBytes(id).data()));
}

} // namespace

class TestClientName : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesThisProgram()
    {
        base::Rng rng(1);
        const auto id = wire::makePeerId(rng);
        QCOMPARE(wire::clientName(id), wire::ownClientName());
        QVERIFY(base::asText(id.bytes).starts_with("-TM"));
        QCOMPARE(base::asText(id.bytes)[7], '-');
    }

    void makesADifferentIdEachTimeAndTheSameFromTheSameSeed()
    {
        base::Rng rng(1);
        base::Rng same(1);
        const auto first = wire::makePeerId(rng);
        QVERIFY(first == wire::makePeerId(same));
        QVERIFY(first != wire::makePeerId(rng));
    }

    void namesTheClientsOneMeets()
    {
        QCOMPARE(nameOf("-TR3000-"), std::string("Transmission 3.00"));
        QCOMPARE(nameOf("-TR2940-"), std::string("Transmission 2.94"));
        QCOMPARE(nameOf("-TR4050-"), std::string("Transmission 4.0.5"));
        QCOMPARE(nameOf("-LT2080-"), std::string("libtorrent 2.0.8"));
        QCOMPARE(nameOf("-lt0D60-"), std::string("libTorrent (rTorrent) 0.13.6"));
        QCOMPARE(nameOf("A2-1-36-0-"), std::string("aria2 1.36.0"));
        QCOMPARE(nameOf("-qB4520-"), std::string("qBittorrent 4.5.2"));
        QCOMPARE(nameOf("-DE2110-"), std::string("Deluge 2.1.1"));
        QCOMPARE(nameOf("-DE211s-"), std::string("Deluge 2.1.1"));
        QCOMPARE(nameOf("-UT355W-"), std::string("\u00b5Torrent 3.5.5"));
        QCOMPARE(nameOf("-BC0193-"), std::string("BitComet 1.93"));
        QCOMPARE(nameOf("-AZ5760-"), std::string("Vuze 5.7.6.0"));
        QCOMPARE(nameOf("M7-10-5--"), std::string("BitTorrent 7.10.5"));
    }

    void givesCleanTextForAnythingElse()
    {
        QCOMPARE(nameOf("-XY1234-"), std::string("Unknown (-XY1234-)"));
        QCOMPARE(nameOf("\x1b[2J\r\n\xff\x01"), std::string("Unknown (.[2J....)"));
        QCOMPARE(nameOf("-TR\x01\x02\x03\x04-"), std::string("Transmission"));
        QCOMPARE(nameOf("A2-1-36"), std::string("Unknown (A2-1-36x)"));
        QCOMPARE(nameOf("M7-10-"), std::string("Unknown (M7-10-xx)"));
    }
};

QTEST_APPLESS_MAIN(TestClientName)
#include "tst_clientname.moc"
