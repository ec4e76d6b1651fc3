#include "support/window/rolesrig.h"

#include <QProcess>
#include <QtTest/QTest>

using models::RolesController;
using support::RolesRig;
using support::WindowRig;
using Phase = RolesController::Phase;

namespace {

constexpr int patience = RolesRig::patience;

std::string contentOf(const models::UserPanel &user)
{
    return support::readFile(
        (user.folder() + QLatin1Char('/') + RolesRig::fileName()).toStdString());
}

bool lists(models::SortedTable *table, const QString &name)
{
    return table->rowOf(name) >= 0;
}

} // namespace

/// The thesis's five modules in one window, each in a thread, driven by every button it has.
class RolesWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFileGoesFromUserToUserByTheirButtons();
    void aDownloadWithoutATorrentSaysSo();
    void disconnectTakesAUserFromTheListsAndConnectBringsItBack();
    void trackersPrintTheirListsAndLeaveAndComeBack();
    void theCoordinatorListsTrackersAndAllowsWriting();
    void announcementsAndLimitsReachEveryUser();
    void theCoordinatorQuitsAndComesBack();
    void statisticsPrintTheThesissThreeNumbers();
    void theIndexSearchesItsList();
    void oneRoleAloneOpensItsPanel();
    void whatIsWrongIsSaidBesideTheField();
    void theCommandLineOpensARole();
};

void RolesWindowTest::aFileGoesFromUserToUserByTheirButtons()
{
    RolesRig system;
    QVERIFY(system.isUp());
    QVERIFY(system.upload());
    QTRY_VERIFY_WITH_TIMEOUT(system.user(1).screen()->plainText().contains(QStringLiteral("shared ")
                                                                           + RolesRig::fileName()),
                             patience);
    QVERIFY(system.download());
    QTRY_COMPARE_WITH_TIMEOUT(contentOf(system.user(2)), contentOf(system.user(1)), patience);
    models::TrackerPanel &tracker = system.tracker(system.chosenTracker());
    QTRY_VERIFY_WITH_TIMEOUT(lists(tracker.seeds(), QStringLiteral("User1"))
                                 && lists(tracker.seeds(), QStringLiteral("User2")),
                             patience);
    QVERIFY(lists(tracker.peers(), QStringLiteral("User3")));
    QTRY_COMPARE_WITH_TIMEOUT(system.coordinator().torrents()->count(), 1, patience);
    QCOMPARE(system.window().find(QStringLiteral("userTorrentListView"))->property("rows").toInt(),
             1);

    QVERIFY(system.user(2).screen()->count() > 0);
    QVERIFY(system.press(QStringLiteral("User2"), "userClear"));
    QCOMPARE(system.user(2).screen()->count(), 0);
    QVERIFY(system.window().click(QStringLiteral("stopRoles")));
    QTRY_COMPARE_WITH_TIMEOUT(system.window().roles().phase(), Phase::Idle, patience);
    QVERIFY(system.window().roles().panels().isEmpty());
    QCOMPARE(system.window().warnings(), QStringList());
}

void RolesWindowTest::aDownloadWithoutATorrentSaysSo()
{
    RolesRig system;
    QVERIFY(system.isUp());
    QVERIFY(system.show(QStringLiteral("User3")));
    QVERIFY(system.window().type(QStringLiteral("downloadName"), QStringLiteral("nobody has it")));
    QVERIFY(system.window().click(QStringLiteral("userDownload")));
    QTRY_VERIFY_WITH_TIMEOUT(
        system.user(3).screen()->plainText().contains(QStringLiteral("nobody has it")), patience);
    QVERIFY(system.window().type(QStringLiteral("downloadName"), {}));
    QVERIFY(system.press(QStringLiteral("User3"), "userClear"));
    QVERIFY(system.press(QStringLiteral("User3"), "userDownload"));
    QCOMPARE(system.user(3).screen()->count(), 1);
    QVERIFY(system.window().type(QStringLiteral("uploadPath"), QStringLiteral("/nowhere.bin")));
    QVERIFY(system.press(QStringLiteral("User3"), "userUpload"));
    QTRY_VERIFY_WITH_TIMEOUT(
        system.user(3).screen()->plainText().contains(QStringLiteral("/nowhere.bin")), patience);
    QCOMPARE(system.window().warnings(), QStringList());
}

void RolesWindowTest::disconnectTakesAUserFromTheListsAndConnectBringsItBack()
{
    RolesRig system;
    QVERIFY(system.isUp());
    QVERIFY(system.upload());
    models::TrackerPanel &tracker = system.tracker(system.chosenTracker());
    const QString user = QStringLiteral("User1");
    QTRY_VERIFY_WITH_TIMEOUT(lists(tracker.seeds(), user), patience);

    QVERIFY(system.press(user, "userDisconnect"));
    QTRY_VERIFY_WITH_TIMEOUT(!system.user(1).isWanted(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!lists(tracker.users(), user) && !lists(tracker.seeds(), user),
                             patience);
    QTRY_VERIFY_WITH_TIMEOUT(!lists(system.coordinator().users(), user), patience);
    QVERIFY(!system.window().find(QStringLiteral("userUpload"))->isEnabled());
    QVERIFY(!system.window().find(QStringLiteral("userDownload"))->isEnabled());
    QVERIFY(!system.window().click(QStringLiteral("userDisconnect")));

    QVERIFY(system.press(user, "userConnect"));
    QTRY_VERIFY_WITH_TIMEOUT(lists(tracker.seeds(), user), patience);
    QTRY_VERIFY_WITH_TIMEOUT(lists(system.coordinator().users(), user), patience);
    QTRY_VERIFY(system.window().find(QStringLiteral("userUpload"))->isEnabled());
    QCOMPARE(system.window().warnings(), QStringList());
}

void RolesWindowTest::trackersPrintTheirListsAndLeaveAndComeBack()
{
    RolesRig system;
    QVERIFY(system.isUp());
    QVERIFY(system.upload());
    const int chosen = system.chosenTracker();
    const QString name = QStringLiteral("Tracker%1").arg(chosen);
    models::TrackerPanel &tracker = system.tracker(chosen);
    QTRY_VERIFY_WITH_TIMEOUT(lists(tracker.seeds(), QStringLiteral("User1")), patience);

    QVERIFY(system.press(name, "trackerClear"));
    QCOMPARE(tracker.screen()->count(), 0);
    QVERIFY(system.press(name, "trackerSeeds"));
    QVERIFY(tracker.screen()->plainText().contains(QStringLiteral("Seeds: 1")));
    QVERIFY(tracker.screen()->plainText().contains(QStringLiteral("User1: seeds 1")));
    QVERIFY(system.press(name, "trackerPeers"));
    QVERIFY(tracker.screen()->plainText().contains(QStringLiteral("Peers: 2")));
    QVERIFY(tracker.screen()->plainText().contains(QStringLiteral("User3: seeds 0")));

    QVERIFY(system.press(name, "trackerDisconnect"));
    QTRY_VERIFY_WITH_TIMEOUT(!lists(system.coordinator().trackers(), name), patience);
    QVERIFY(system.download()); // its torrents keep working for those who were there
    QTRY_VERIFY_WITH_TIMEOUT(!tracker.isOnline(), patience);
    QVERIFY(system.press(name, "trackerConnect"));
    QTRY_VERIFY_WITH_TIMEOUT(lists(system.coordinator().trackers(), name), patience);
    QCOMPARE(system.window().warnings(), QStringList());
}

void RolesWindowTest::theCoordinatorListsTrackersAndAllowsWriting()
{
    RolesRig system;
    QVERIFY(system.isUp());
    const QString name = QStringLiteral("Coordinator");
    models::MessageScreen &screen = *system.coordinator().screen();
    QTRY_COMPARE_WITH_TIMEOUT(system.coordinator().trackers()->count(), 2, patience);
    QVERIFY(system.press(name, "coordinatorClear"));
    QCOMPARE(screen.count(), 0);
    QVERIFY(system.press(name, "coordinatorTrackers"));
    QVERIFY(screen.plainText().contains(QStringLiteral("Trackers: 2")));
    QVERIFY(screen.plainText().contains(QStringLiteral("Tracker1  http://127.0.0.1:")));
    QVERIFY(screen.plainText().contains(QStringLiteral("Tracker2  http://127.0.0.1:")));

    QVERIFY(system.press(name, "coordinatorEnable"));
    QVERIFY(system.press(name, "coordinatorClear"));
    QVERIFY(system.press(name, "coordinatorTrackers"));
    QCOMPARE(screen.count(), 0);
    QVERIFY(system.press(name, "coordinatorEnable"));
    QVERIFY(system.press(name, "coordinatorTrackers"));
    QCOMPARE(screen.count(), 3);
    QCOMPARE(system.window().warnings(), QStringList());
}

void RolesWindowTest::announcementsAndLimitsReachEveryUser()
{
    RolesRig system;
    QVERIFY(system.isUp());
    QTRY_COMPARE_WITH_TIMEOUT(system.user(1).announcementBottom(),
                              QStringLiteral("www.carlossimowa.com"), patience);
    QVERIFY(system.show(QStringLiteral("Coordinator")));
    QVERIFY(system.window().type(QStringLiteral("bottomField"),
                                 QStringLiteral("Lab at 10 <b>today</b>")));
    QVERIFY(system.window().type(QStringLiteral("rightField"), QStringLiteral("Room 7")));
    QVERIFY(system.window().click(QStringLiteral("publishAnnouncements")));
    for (int number = 1; number <= 3; ++number) {
        QTRY_COMPARE_WITH_TIMEOUT(system.user(number).announcementRight(), QStringLiteral("Room 7"),
                                  patience);
        QCOMPARE(system.user(number).announcementBottom(),
                 QStringLiteral("Lab at 10 <b>today</b>"));
    }
    QVERIFY(system.window().type(QStringLiteral("pieceSizeField"), QStringLiteral("64 KiB")));
    QVERIFY(system.window().type(QStringLiteral("maxNField"), QStringLiteral("2")));
    QVERIFY(system.window().click(QStringLiteral("applyLimits")));
    QTRY_VERIFY_WITH_TIMEOUT(system.user(3).limits().startsWith(QStringLiteral("Max_N 2")),
                             patience);
    QVERIFY(system.window().type(QStringLiteral("pieceSizeField"), QStringLiteral("100 KiB")));
    QVERIFY(system.window().click(QStringLiteral("applyLimits")));
    QVERIFY(!system.window()
                 .find(QStringLiteral("pieceSizeFieldNote"))
                 ->property("text")
                 .toString()
                 .isEmpty());

    QVERIFY(system.show(QStringLiteral("User2")));
    QCOMPARE(
        system.window().find(QStringLiteral("announcementRightText"))->property("text").toString(),
        QStringLiteral("Room 7"));
    QCOMPARE(
        system.window().find(QStringLiteral("announcementBottomText"))->property("text").toString(),
        QStringLiteral("Lab at 10 <b>today</b>"));
    QCOMPARE(system.window().warnings(), QStringList());
}

void RolesWindowTest::theCoordinatorQuitsAndComesBack()
{
    RolesRig system;
    QVERIFY(system.isUp());
    QVERIFY(system.press(QStringLiteral("Coordinator"), "coordinatorQuit"));
    QTRY_VERIFY(system.window().find(QStringLiteral("quitRefused")));
    QVERIFY(system.window().click(QStringLiteral("quitRefused")));
    QVERIFY(system.coordinator().isOnline());
    QTRY_VERIFY(!system.window().find(QStringLiteral("quitRefused")));
    QVERIFY(system.window().click(QStringLiteral("coordinatorQuit")));
    QTRY_VERIFY(system.window().find(QStringLiteral("quitConfirmed")));
    QVERIFY(system.window().click(QStringLiteral("quitConfirmed")));
    QTRY_VERIFY_WITH_TIMEOUT(!system.coordinator().isOnline(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!system.user(1).isOnline() && !system.tracker(2).isOnline(), patience);
    QCOMPARE(system.window().roles().phase(), Phase::Running);

    QTRY_VERIFY(system.window().find(QStringLiteral("coordinatorStartAgain")));
    QVERIFY(system.window().click(QStringLiteral("coordinatorStartAgain")));
    QVERIFY(system.isUp());
    QTRY_COMPARE_WITH_TIMEOUT(system.coordinator().users()->count(), 3, patience);
    QCOMPARE(system.window().warnings(), QStringList());
}

void RolesWindowTest::statisticsPrintTheThesissThreeNumbers()
{
    RolesRig system;
    QVERIFY(system.isUp());
    QVERIFY(system.upload());
    models::StatisticsPanel &statistics = system.statistics();
    QTRY_COMPARE_WITH_TIMEOUT(statistics.seeds(), 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(statistics.peers(), 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(statistics.countsFigure().plot.series.size() == 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(statistics.timeSeed() != QStringLiteral("0.0 s"), patience);
    const QString name = QStringLiteral("Statistics");
    QVERIFY(system.press(name, "statisticsScreenClear"));
    QVERIFY(system.press(name, "statisticsNPeers"));
    QVERIFY(system.press(name, "statisticsNSeeds"));
    QVERIFY(system.press(name, "statisticsTimeSeed"));
    const QString printed = statistics.screen()->plainText();
    QVERIFY2(printed.contains(QStringLiteral("nPeers: 2")), qPrintable(printed));
    QVERIFY2(printed.contains(QStringLiteral("nSeeds: 1")), qPrintable(printed));
    QVERIFY2(printed.contains(QRegularExpression(QStringLiteral("timeSeed: [0-9]+\\.[0-9] s"))),
             qPrintable(printed));
    QVERIFY(system.window().find(QStringLiteral("countsHistoryPlot")) != nullptr);
    QCOMPARE(statistics.trackers()->count(), 2);
    QCOMPARE(system.window().warnings(), QStringList());
}

void RolesWindowTest::theIndexSearchesItsList()
{
    RolesRig system;
    QVERIFY(system.isUp());
    QVERIFY(system.upload());
    QVERIFY(system.show(QStringLiteral("Index")));
    QVERIFY(system.window()
                .find(QStringLiteral("indexUrl"))
                ->property("text")
                .toString()
                .startsWith(QStringLiteral("http://127.0.0.1:")));
    QVERIFY(system.window().type(QStringLiteral("indexSearch"), QStringLiteral("film")));
    QTRY_COMPARE_WITH_TIMEOUT(system.index().torrents()->count(), 0, patience);
    QVERIFY(system.window().type(QStringLiteral("indexSearch"), QStringLiteral("NOTES lecture")));
    QTRY_COMPARE_WITH_TIMEOUT(system.index().torrents()->count(), 1, patience);
    QCOMPARE(system.window().warnings(), QStringList());
}

void RolesWindowTest::oneRoleAloneOpensItsPanel()
{
    WindowRig rig;
    rig.resize({1280, 800});
    QVERIFY(rig.click(QStringLiteral("role-statistics")));
    QVERIFY(rig.click(QStringLiteral("role-coordinator")));
    QVERIFY(rig.type(QStringLiteral("coordinatorField"), QStringLiteral("0.0.0.0:0")));
    QVERIFY(rig.click(QStringLiteral("takeRole")));
    QTRY_COMPARE_WITH_TIMEOUT(rig.roles().phase(), Phase::Running, patience);
    QCOMPARE(rig.window()->property("page").toString(), QStringLiteral("roles"));
    QCOMPARE(rig.roles().panels().size(), 1);
    // Beyond this machine nobody is let in without a key.
    QVERIFY(rig.find(QStringLiteral("joinKey")) != nullptr);
    QCOMPARE(rig.find(QStringLiteral("joinKey"))->property("text").toString().size(), 32);
    QVERIFY(rig.click(QStringLiteral("stopRoles")));
    QTRY_COMPARE_WITH_TIMEOUT(rig.roles().phase(), Phase::Idle, patience);
    QVERIFY(rig.find(QStringLiteral("takeRole")) != nullptr);
    QCOMPARE(rig.warnings(), QStringList());
}

void RolesWindowTest::whatIsWrongIsSaidBesideTheField()
{
    WindowRig rig;
    rig.resize({1280, 800});
    QVERIFY(rig.type(QStringLiteral("coordinatorField"), QStringLiteral("here")));
    QVERIFY(!rig.find(QStringLiteral("takeRole"))->isEnabled());
    QVERIFY(rig.type(QStringLiteral("coordinatorField"), QStringLiteral("10.0.0.1:7420")));
    QVERIFY(!rig.find(QStringLiteral("takeRole"))->isEnabled());
    QVERIFY(rig.click(QStringLiteral("role-user")));
    QVERIFY(rig.find(QStringLiteral("takeRole"))->isEnabled());
    rig.roles().form()->setProperty("folder", QStringLiteral("/proc/nowhere"));
    rig.roles().start();
    QVERIFY(rig.roles().errorText().contains(QStringLiteral("/proc/nowhere")));
    QCOMPARE(rig.roles().phase(), Phase::Idle);
    QVERIFY(rig.find(QStringLiteral("roleError")) != nullptr);
    QCOMPARE(rig.warnings(), QStringList());
}

/// With settings and data of its own.
void RolesWindowTest::theCommandLineOpensARole()
{
    const support::Sandbox sandbox;
    const QString folder = QString::fromStdString(sandbox.path().string());
    const auto run = [&](const QStringList &arguments) {
        QProcess window;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder);
        environment.insert(QStringLiteral("XDG_CACHE_HOME"), folder);
        environment.insert(QStringLiteral("XDG_DATA_HOME"), folder);
        window.setProcessEnvironment(environment);
        window.start(qEnvironmentVariable("TORRARIUM_PROGRAM"), arguments);
        return window.waitForFinished(patience) ? window.exitCode() : -1;
    };
    const QString picture = folder + QStringLiteral("/role.png");
    const QString key = folder + QStringLiteral("/room.key");
    support::writeText(key, "a secret of this room\n");
    QCOMPARE(
        run({QStringLiteral("--role"), QStringLiteral("system"), QStringLiteral("--coordinator"),
             QStringLiteral("127.0.0.1:0"), QStringLiteral("--users"), QStringLiteral("2"),
             QStringLiteral("--key-file"), key, QStringLiteral("--screenshot"), picture}),
        0);
    QVERIFY(!QImage(picture).isNull());
    QCOMPARE(run({QStringLiteral("--role"), QStringLiteral("king")}), 2);
    QCOMPARE(run({QStringLiteral("--name"), QStringLiteral("ana")}), 2);
    QCOMPARE(run({QStringLiteral("--role"), QStringLiteral("user"), QStringLiteral("--key-file"),
                  QStringLiteral("/nowhere.key")}),
             2);
}

int main(int argc, char **argv)
{
    RolesWindowTest test;
    return support::runWindowTest(argc, argv, &test);
}

#include "tst_roleswindow.moc"
