#include "support/window/windowrig.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QtTest/QTest>

using models::SwarmController;
using support::WindowRig;

namespace {

QByteArray lastCommand(WindowRig &rig)
{
    const auto &commands = rig.swarm().commands();
    return commands.empty() ? QByteArray() : QByteArray::fromStdString(commands.back());
}

int rowsOf(WindowRig &rig, const char *view)
{
    return rig.find(QString::fromLatin1(view))->property("rows").toInt();
}

} // namespace

/// The window over a scripted swarm: what one sees and what the buttons ask for.
class LabWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsTheSampleWithTwelvePeersOnGo()
    {
        WindowRig rig;
        QVERIFY(rig.click(QStringLiteral("goButton")));
        QCOMPARE(lastCommand(rig), QByteArray("start 11+1"));
        QCOMPARE(rig.swarm().setup().upRate, std::uint64_t(512 * 1024));
        QVERIFY(rig.swarm().setup().content.string().find("Torrarium sample") != std::string::npos);
        QVERIFY(rig.find(QStringLiteral("preparation")));
        rig.swarm().finishStart();
        rig.refresh();
        QVERIFY(rig.find(QStringLiteral("leechersView")));
        QTRY_COMPARE(rowsOf(rig, "leechersView"), 11);
        QTRY_COMPARE(rowsOf(rig, "seedsView"), 1);
        QCOMPARE(rig.warnings(), QStringList());
    }

    void enterStartsWhatWasTyped()
    {
        WindowRig rig;
        QVERIFY(rig.type(QStringLiteral("leechersField"), QStringLiteral("5")));
        QVERIFY(rig.type(QStringLiteral("seedsField"), QStringLiteral("2")));
        QVERIFY(rig.type(QStringLiteral("maxNField"), QStringLiteral("3")));
        QTest::keyClick(rig.window(), Qt::Key_Return);
        QCOMPARE(lastCommand(rig), QByteArray("start 5+2"));
        QCOMPARE(rig.swarm().setup().maxN, 3U);
    }

    void aWrongFieldSaysWhyAndGoWaits()
    {
        WindowRig rig;
        QVERIFY(rig.type(QStringLiteral("upRateField"), QStringLiteral("fast")));
        const QString note
            = rig.find(QStringLiteral("upRateFieldNote"))->property("text").toString();
        QVERIFY2(note.contains(QLatin1String("512 KiB/s")), qPrintable(note));
        QVERIFY(!rig.find(QStringLiteral("goButton"))->isEnabled());
        QTest::keyClick(rig.window(), Qt::Key_Return);
        QVERIFY(rig.swarm().commands().empty());
        QVERIFY(rig.click(QStringLiteral("useOwn")));
        QVERIFY(!rig.find(QStringLiteral("pathNote"))->property("text").toString().isEmpty());
    }

    void aFailedStartIsExplainedWhereItWasAsked()
    {
        WindowRig rig;
        QVERIFY(rig.click(QStringLiteral("goButton")));
        rig.swarm().failStart(QStringLiteral("127.0.0.1:6969: address in use"));
        QCoreApplication::processEvents();
        QQuickItem *banner = rig.find(QStringLiteral("startError"));
        QVERIFY(banner);
        QVERIFY(banner->property("text").toString().contains(QLatin1String("address in use")));
        QVERIFY(rig.find(QStringLiteral("goButton"))->isEnabled());
        QVERIFY(rig.click(QStringLiteral("dismissError")));
        QVERIFY(!rig.find(QStringLiteral("startError")));
    }

    void leechersBecomeSeedsInTheLists()
    {
        WindowRig rig;
        rig.run(4);
        QTRY_COMPARE(rowsOf(rig, "leechersView"), 11);
        rig.swarm().steps(120);
        rig.refresh();
        QTRY_COMPARE(rowsOf(rig, "leechersView"), 0);
        QTRY_COMPARE(rowsOf(rig, "seedsView"), 12);
        QCOMPARE(rig.controller().phase(), SwarmController::Phase::Complete);
        QVERIFY(rig.find(QStringLiteral("census"))
                    ->property("text")
                    .toString()
                    .contains(QLatin1String("12 peers = 12 seeds + 0 leechers")));
        QCOMPARE(rig.warnings(), QStringList());
    }

    void headersSort()
    {
        WindowRig rig;
        rig.run(10);
        QVERIFY(rig.click(QStringLiteral("sort-progress")));
        auto *leechers = rig.controller().leechers();
        QCOMPARE(leechers->sortedBy(), 1);
        const auto share = [&](int row) {
            return leechers->index(row, 0).data(models::PeerTableModel::ProgressRole).toDouble();
        };
        QVERIFY(share(0) <= share(10));
        QVERIFY(rig.click(QStringLiteral("sort-progress")));
        QVERIFY(share(0) >= share(10));
    }

    void arrowKeysWalkTheListAndShowThePeersLinks()
    {
        WindowRig rig;
        rig.run(6);
        rig.find(QStringLiteral("leechersView"))->forceActiveFocus();
        QTest::keyClick(rig.window(), Qt::Key_Down);
        QCOMPARE(rig.controller().selectedKey(), QStringLiteral("2"));
        QTest::keyClick(rig.window(), Qt::Key_Down);
        QCOMPARE(rig.controller().selectedKey(), QStringLiteral("3"));
        QCOMPARE(rig.find(QStringLiteral("linksView"))->property("count").toInt(), 6);
        QCOMPARE(rig.find(QStringLiteral("linksTab"))->property("text").toString(),
                 QStringLiteral("Peer 3, leecher"));
        QTest::keyClick(rig.window(), Qt::Key_Escape);
        QCOMPARE(rig.find(QStringLiteral("linksView"))->property("count").toInt(), 0);
    }

    void selectionFollowsAPeerFromLeecherToSeed()
    {
        WindowRig rig;
        rig.run(4);
        rig.controller().select(QStringLiteral("4"));
        rig.swarm().steps(120);
        rig.refresh();
        QCOMPARE(rig.controller().selectedKey(), QStringLiteral("4"));
        QCOMPARE(rig.controller().selectedTitle(), QStringLiteral("Peer 4, seed"));
    }

    void buttonsActOnTheSelectedPeer()
    {
        WindowRig rig;
        rig.run(4);
        QVERIFY(!rig.find(QStringLiteral("removeButton"))->isEnabled());
        QVERIFY(rig.click(QStringLiteral("addPeerButton")));
        QCOMPARE(lastCommand(rig), QByteArray("add leecher"));
        QVERIFY(rig.click(QStringLiteral("addSeedButton")));
        QCOMPARE(lastCommand(rig), QByteArray("add seed"));
        rig.refresh();
        QTRY_COMPARE(rowsOf(rig, "leechersView"), 12);
        QTRY_COMPARE(rowsOf(rig, "seedsView"), 2);
        rig.controller().select(QStringLiteral("5"));
        QVERIFY(!rig.find(QStringLiteral("connectButton"))->isEnabled());
        QVERIFY(rig.click(QStringLiteral("disconnectButton")));
        QCOMPARE(lastCommand(rig), QByteArray("disconnect 5"));
        rig.refresh();
        QCOMPARE(rig.controller().selectedState(), QStringLiteral("disconnected"));
        QVERIFY(rig.click(QStringLiteral("connectButton")));
        QCOMPARE(lastCommand(rig), QByteArray("connect 5"));
        QVERIFY(rig.click(QStringLiteral("removeButton")));
        QCOMPARE(lastCommand(rig), QByteArray("remove 5"));
        rig.refresh();
        QTRY_COMPARE(rowsOf(rig, "leechersView"), 11);
        QCOMPARE(rig.warnings(), QStringList());
    }

    void anOutsideClientIsListedButNotOurs()
    {
        WindowRig rig;
        rig.run(4);
        rig.swarm().letClientJoin("aria2 1.36", 10);
        rig.refresh();
        auto *leechers = rig.controller().leechers();
        QCOMPARE(leechers->rowCount(), 12);
        rig.controller().select(leechers->keyAt(11));
        QCOMPARE(rig.controller().selectedTitle(), QStringLiteral("aria2 1.36 (outside)"));
        QVERIFY(!rig.find(QStringLiteral("removeButton"))->isEnabled());
        QCOMPARE(rig.find(QStringLiteral("linksView"))->property("count").toInt(), 1);
    }

    void mapAndChartsChangeAsPiecesArrive()
    {
        WindowRig rig;
        rig.run(3);
        const auto shot = [&](const char *name) {
            QQuickItem *item = rig.find(QString::fromLatin1(name));
            const QRectF area = item->mapRectToScene(item->boundingRect());
            return rig.picture().copy(area.toRect());
        };
        const QImage map = shot("pieceMap");
        const QImage rates = shot("throughputView");
        const QImage progress = shot("completionView");
        rig.swarm().steps(8);
        rig.refresh();
        QVERIFY(shot("pieceMap") != map);
        QVERIFY(shot("throughputView") != rates);
        QVERIFY(shot("completionView") != progress);
    }

    void joinBoxCopiesWhatAnOutsideClientNeeds()
    {
        WindowRig rig;
        rig.run(2);
        QVERIFY(rig.click(QStringLiteral("joinTab")));
        QCOMPARE(rig.find(QStringLiteral("announceUrl"))->property("text").toString(),
                 QStringLiteral("http://127.0.0.1:41234/announce"));
        QVERIFY(rig.click(QStringLiteral("torrentFileCopy")));
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("/tmp/swarm/Torrarium sample.torrent"));
    }

    void logFiltersAndClears()
    {
        WindowRig rig;
        rig.run(10);
        const auto lines
            = [&] { return rig.find(QStringLiteral("logView"))->property("count").toInt(); };
        const int all = lines();
        QVERIFY(all > 20);
        QVERIFY(rig.type(QStringLiteral("logFilter"), QStringLiteral("joins")));
        QCOMPARE(lines(), 12);
        QTest::keyClick(rig.window(), Qt::Key_Escape);
        QCOMPARE(lines(), all);
        QVERIFY(rig.click(QStringLiteral("logClear")));
        QCOMPARE(lines(), 0);
    }

    void stoppingUnfinishedDownloadsIsAskedFirst()
    {
        WindowRig rig;
        rig.run(4);
        QVERIFY(rig.click(QStringLiteral("stopButton")));
        QCOMPARE(rig.controller().phase(), SwarmController::Phase::Running);
        QTRY_VERIFY(rig.find(QStringLiteral("stopConfirmed")));
        QVERIFY(rig.click(QStringLiteral("stopConfirmed")));
        QCOMPARE(rig.controller().phase(), SwarmController::Phase::Stopped);
        QCOMPARE(lastCommand(rig), QByteArray("stop"));
        QVERIFY(!rig.find(QStringLiteral("addPeerButton"))->isEnabled());
        QTRY_COMPARE(rowsOf(rig, "leechersView"), 11);
    }

    void anEmptyLabLeadsToTheStartPage()
    {
        WindowRig rig;
        QVERIFY(rig.click(QStringLiteral("rail-lab")));
        QVERIFY(rig.find(QStringLiteral("labEmpty")));
        QVERIFY(rig.click(QStringLiteral("goToStart")));
        QVERIFY(rig.find(QStringLiteral("goButton")));
    }

    void chartsAndPieceMapAreSaved()
    {
        WindowRig rig;
        rig.run(24);
        const support::Sandbox sandbox;
        const auto save = [&](const char *pane, const char *file) {
            const QString path = QString::fromStdString((sandbox.path() / file).string());
            QMetaObject::invokeMethod(rig.find(QString::fromLatin1(pane)), "saveTo",
                                      Q_ARG(QUrl, QUrl::fromLocalFile(path)));
            return path;
        };
        const QImage chart(save("throughput", "chart.png"));
        QVERIFY(chart.width() > 1'000);
        QFile numbers(save("completion", "chart.csv"));
        QVERIFY(numbers.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = numbers.readAll().trimmed().split('\n');
        QCOMPARE(lines.front(), QByteArray("seconds,Mean progress,Complete"));
        QCOMPARE(std::size_t(lines.size() - 1), rig.controller().history()->samples().size());
        const QString map = save("pieces", "map.png");
        QTRY_VERIFY(QFile::exists(map));
        QTRY_VERIFY(!QImage(map).isNull());
        save("throughput", "missing/chart.png");
        QVERIFY(rig.controller().errorText().contains(QLatin1String("missing/chart.png")));
    }
    void hiddenColumnsAreRemembered()
    {
        WindowRig rig;
        rig.settings().store(QStringLiteral("hiddenColumns"),
                             QStringList({QStringLiteral("client")}));
        QCOMPARE(rig.settings().load(QStringLiteral("hiddenColumns")).toStringList(),
                 QStringList({QStringLiteral("client")}));
    }
};

int main(int argc, char **argv)
{
    LabWindowTest test;
    return support::runWindowTest(argc, argv, &test);
}

#include "tst_labwindow.moc"
