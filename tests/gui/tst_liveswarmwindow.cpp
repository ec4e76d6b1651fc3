#include "models/liveswarmsource.h"
#include "models/peertablemodel.h"
#include "support/process.h"
#include "support/window/windowrig.h"

#include <QStandardPaths>
#include <QtTest/QTest>

using models::PeerTableModel;
using models::SwarmController;
using support::WindowRig;

namespace {

constexpr int patience = 60'000; // ms, over real sockets on a busy machine

int keyed(const models::PeerListModel &list, PeerTableModel::ExtraRole role)
{
    int count = 0;
    for (int row = 0; row < list.rowCount(); ++row)
        count += list.index(row, 0).data(role).toBool() ? 1 : 0;
    return count;
}

} // namespace

/// The real window over a real swarm: loopback sockets, real files and a real client.
class LiveSwarmWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsATwelvePeerSwarmFromGoToComplete()
    {
        const support::Sandbox sandbox;
        support::writeContent(sandbox / "content.bin", 3'000'000, 7);
        models::LiveSwarmSource source;
        WindowRig rig(&source);
        SwarmController &swarm = rig.controller();

        QVERIFY(rig.click(QStringLiteral("useOwn")));
        swarm.form()->setPath(QString::fromStdString((sandbox / "content.bin").string()));
        QVERIFY(rig.type(QStringLiteral("upRateField"), QStringLiteral("2 MiB/s")));
        QVERIFY2(rig.click(QStringLiteral("goButton")), qPrintable(swarm.form()->pathError()));
        QTRY_VERIFY_WITH_TIMEOUT(swarm.isRunning(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(swarm.facts().peers, 12, patience);
        QVERIFY(rig.find(QStringLiteral("leechersView")));
        QTRY_COMPARE_WITH_TIMEOUT(swarm.seeds()->count(), 12, patience);
        QCOMPARE(swarm.leechers()->count(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(swarm.phase(), SwarmController::Phase::Complete, patience);

        QVERIFY(rig.click(QStringLiteral("addPeerButton")));
        QTRY_COMPARE_WITH_TIMEOUT(swarm.facts().peers, 13, patience);
        QTRY_COMPARE_WITH_TIMEOUT(swarm.seeds()->count(), 13, patience);
        swarm.select(QStringLiteral("3"));
        QVERIFY(rig.click(QStringLiteral("removeButton")));
        QTRY_VERIFY2_WITH_TIMEOUT(swarm.facts().peers == 12, qPrintable(swarm.facts().census),
                                  patience);
        QCOMPARE(swarm.seeds()->rowOf(QStringLiteral("3")), -1);
        QVERIFY(swarm.log()->count() > 0);

        letARealClientJoin(rig);
        QVERIFY(rig.click(QStringLiteral("stopButton")));
        if (swarm.isRunning())
            QVERIFY(rig.click(QStringLiteral("stopConfirmed")));
        QCOMPARE(swarm.phase(), SwarmController::Phase::Stopped);
        QCOMPARE(rig.warnings(), QStringList());
    }

private:
    void letARealClientJoin(WindowRig &rig)
    {
        if (QStandardPaths::findExecutable(QStringLiteral("aria2c")).isEmpty())
            QFAIL("aria2c is not installed");
        const support::Sandbox folder;
        const QString path = QString::fromStdString(folder.path().string());
        SwarmController &swarm = rig.controller();
        const support::Process client(
            QStringLiteral("aria2c"),
            {QStringLiteral("--enable-dht=false"), QStringLiteral("--enable-dht6=false"),
             QStringLiteral("--bt-enable-lpd=false"), QStringLiteral("--no-conf"),
             QStringLiteral("--max-download-limit=200K"), QStringLiteral("--dir=") + path,
             swarm.facts().torrentFile},
            path);
        const auto outside = [&] {
            return keyed(*swarm.leechers(), PeerTableModel::OutsideRole)
                + keyed(*swarm.seeds(), PeerTableModel::OutsideRole);
        };
        QTRY_VERIFY2_WITH_TIMEOUT(outside() == 1, qPrintable(client.output()), patience);
        QCOMPARE(swarm.facts().outside, 1);
    }
};

int main(int argc, char **argv)
{
    LiveSwarmWindowTest test;
    return support::runWindowTest(argc, argv, &test);
}

#include "tst_liveswarmwindow.moc"
