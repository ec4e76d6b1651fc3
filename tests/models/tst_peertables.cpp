#include "models/linktablemodel.h"
#include "models/peerlistmodel.h"
#include "models/peertablemodel.h"
#include "support/window/syntheticswarm.h"

#include <QAbstractItemModelTester>
#include <QtTest/QTest>

#include <algorithm>

using models::PeerListModel;
using models::PeerTableModel;

namespace {

constexpr auto failTest = QAbstractItemModelTester::FailureReportingMode::QtTest;

lab::LinkRow link(bool interested, bool choked, bool serves)
{
    lab::LinkRow row;
    row.amInterested = interested;
    row.peerChoking = choked;
    row.peerInterested = serves;
    row.amChoking = !serves;
    return row;
}

lab::SwarmSnapshot onePeer(std::vector<lab::LinkRow> links)
{
    lab::SwarmSnapshot snapshot;
    snapshot.pieceCount = 4;
    lab::PeerRow peer;
    peer.number = 7;
    peer.id.bytes.fill(7);
    peer.have = wire::Bitfield(4);
    for (std::size_t i = 0; i < links.size(); ++i)
        links[i].remote.port = static_cast<std::uint16_t>(i + 1);
    peer.unchoked
        = static_cast<std::uint32_t>(std::ranges::count(links, false, &lab::LinkRow::amChoking));
    peer.links = std::move(links);
    snapshot.peers.push_back(peer);
    return snapshot;
}

QString stateOf(const lab::SwarmSnapshot &snapshot)
{
    return models::peerEntries(snapshot).front().stateText();
}

} // namespace

class PeerTablesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void staysAConsistentModelWhilePeersComeAndGo()
    {
        support::SyntheticSwarm swarm;
        PeerTableModel table;
        PeerListModel leechers(&table, PeerListModel::Part::Leechers);
        PeerListModel seeds(&table, PeerListModel::Part::Seeds);
        const QAbstractItemModelTester tableTester(&table, failTest);
        const QAbstractItemModelTester leecherTester(&leechers, failTest);
        const QAbstractItemModelTester seedTester(&seeds, failTest);
        leechers.toggleSort(1);
        swarm.start(support::swarmOf(2, 20));
        swarm.finishStart();
        base::Rng rng(5);
        for (int round = 0; round < 200; ++round) {
            const std::uint64_t dice = rng.below(8);
            const auto number = static_cast<std::uint32_t>(1 + rng.below(30));
            if (dice == 0)
                swarm.addLeecher();
            else if (dice == 1)
                swarm.removePeer(number);
            else if (dice == 2)
                swarm.disconnectPeer(number);
            else
                swarm.step();
            table.apply(models::peerEntries(*swarm.snapshot()));
            QCOMPARE(leechers.rowCount() + seeds.rowCount(), table.rowCount());
        }
        QVERIFY(seeds.rowCount() > 2);
    }

    void sortsByValueNotByText()
    {
        support::SyntheticSwarm swarm;
        PeerTableModel table;
        PeerListModel leechers(&table, PeerListModel::Part::Leechers);
        swarm.start(support::swarmOf(1, 12));
        swarm.finishStart();
        swarm.steps(5);
        table.apply(models::peerEntries(*swarm.snapshot()));
        QCOMPARE(leechers.keyAt(0), QStringLiteral("2"));
        QCOMPARE(leechers.keyAt(11), QStringLiteral("13"));
        leechers.toggleSort(0);
        QCOMPARE(leechers.keyAt(0), QStringLiteral("13"));
        leechers.toggleSort(1);
        for (int row = 1; row < leechers.rowCount(); ++row)
            QVERIFY(leechers.index(row - 1, 0).data(PeerTableModel::ProgressRole).toDouble()
                    <= leechers.index(row, 0).data(PeerTableModel::ProgressRole).toDouble());
    }

    void filtersByAnyColumn()
    {
        support::SyntheticSwarm swarm;
        PeerTableModel table;
        PeerListModel leechers(&table, PeerListModel::Part::Leechers);
        swarm.start(support::swarmOf(1, 12));
        swarm.finishStart();
        swarm.letClientJoin("aria2 1.36", 3);
        table.apply(models::peerEntries(*swarm.snapshot()));
        leechers.setFilterText(QStringLiteral("ARIA2"));
        QCOMPARE(leechers.rowCount(), 1);
        QVERIFY(leechers.index(0, 0).data(PeerTableModel::OutsideRole).toBool());
        leechers.setFilterText(QStringLiteral("40013"));
        QCOMPARE(leechers.keyAt(0), QStringLiteral("13"));
    }

    void marksAClientFromOutsideWithItsProgress()
    {
        support::SyntheticSwarm swarm(64);
        swarm.start(support::swarmOf(1, 3));
        swarm.finishStart();
        swarm.letClientJoin("aria2 1.36", 16);
        const auto entries = models::peerEntries(*swarm.snapshot());
        QCOMPARE(entries.size(), std::size_t(5));
        const models::PeerEntry &client = entries.back();
        QVERIFY(client.outside);
        QCOMPARE(client.progress(), 0.25);
        QCOMPARE(client.downRate, 200'000.0);
        QCOMPARE(client.stateText(), QStringLiteral("downloading from 1"));
        QVERIFY(!client.seed);
    }

    void saysTheStateInWords()
    {
        QCOMPARE(stateOf(onePeer({})), QStringLiteral("looking for peers"));
        QCOMPARE(stateOf(onePeer({link(true, true, false), link(true, true, false)})),
                 QStringLiteral("choked by all 2"));
        QCOMPARE(stateOf(onePeer({link(true, false, true), link(true, false, false)})),
                 QStringLiteral("downloading from 2, serving 1"));
        lab::SwarmSnapshot snapshot = onePeer({link(false, true, true)});
        snapshot.peers[0].seed = true;
        QCOMPARE(stateOf(snapshot), QStringLiteral("seeding to 1"));
        snapshot.peers[0].checking = true;
        QCOMPARE(stateOf(snapshot), QStringLiteral("checking what is on disk"));
        snapshot.peers[0].connected = false;
        QCOMPARE(stateOf(snapshot), QStringLiteral("disconnected"));
        snapshot.peers[0].fault = "disk full";
        QCOMPARE(stateOf(snapshot), QStringLiteral("disk full"));
    }

    void saysBothHalvesOfALink()
    {
        const auto words = [](const lab::LinkRow &row) {
            return models::linkEntries(onePeer({row}), 7).front().stateText();
        };
        QCOMPARE(words(link(true, false, true)), QStringLiteral("downloads from it; serves it"));
        QCOMPARE(words(link(true, true, false)),
                 QStringLiteral("choked by it, though interested; it wants nothing here"));
        lab::LinkRow snubbed = link(false, true, false);
        snubbed.peerInterested = true;
        snubbed.snubbed = true;
        QCOMPARE(words(snubbed),
                 QStringLiteral("wants nothing it has; chokes it, though it is interested; "
                                "snubbed: no block for 60 s"));
    }

    void showsTheLinksOfAPeerAndWhy()
    {
        support::SyntheticSwarm swarm;
        models::LinkTableModel links;
        const QAbstractItemModelTester tester(&links, failTest);
        swarm.start(support::swarmOf(1, 8));
        swarm.finishStart();
        for (int round = 0; round < 30; ++round) {
            swarm.step();
            links.apply(models::linkEntries(*swarm.snapshot(), 3));
            QCOMPARE(links.rowCount(), 6);
        }
        const int why = links.roleNames().key("why");
        QVERIFY(links.index(0, 0).data(why).toString().contains(QLatin1String("rank")));
        links.apply(models::linkEntries(*swarm.snapshot(), 99));
        QCOMPARE(links.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(PeerTablesTest)
#include "tst_peertables.moc"
