#include "support/runningsystem.h"
#include "support/window/windowrig.h"

#include <QtTest/QTest>

using support::RunningSystem;
using support::WindowRig;
using Phase = models::RolesController::Phase;

namespace {

constexpr int patience = 30'000; // ms

} // namespace

/// The window as one role of a system that runs elsewhere.
class SingleRoleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void joinsARunningSystemByAddress_data()
    {
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("button");
        QTest::newRow("tracker") << "tracker"
                                 << "trackerSeeds";
        QTest::newRow("user") << "user"
                              << "userClear";
        QTest::newRow("statistics") << "statistics"
                                    << "statisticsTimeSeed";
    }

    void joinsARunningSystemByAddress()
    {
        QFETCH(const QString, role);
        QFETCH(const QString, button);
        RunningSystem system;
        QVERIFY(system.isUp());
        WindowRig rig;
        rig.resize({1280, 800});
        QVERIFY(rig.click(QStringLiteral("role-") + role));
        QVERIFY(rig.type(QStringLiteral("coordinatorField"),
                         QString::fromStdString(system.coordinator->endpoint()->text())));
        QVERIFY(rig.type(QStringLiteral("nameField"), QStringLiteral("In the window")));
        QVERIFY(rig.click(QStringLiteral("takeRole")));
        QTRY_COMPARE_WITH_TIMEOUT(rig.roles().phase(), Phase::Running, patience);
        QCOMPARE(rig.roles().panels().size(), 1);
        const auto *panel = rig.roles().panels().front().value<models::RolePanel *>();
        QCOMPARE(panel->name(), QStringLiteral("In the window"));
        QTRY_VERIFY_WITH_TIMEOUT(panel->isOnline(), patience);
        QVERIFY(rig.click(button));

        QVERIFY(rig.click(QStringLiteral("stopRoles")));
        QTRY_COMPARE_WITH_TIMEOUT(rig.roles().phase(), Phase::Idle, patience);
        const auto isGone = [&] {
            return std::ranges::none_of(system.state().members, [](const auto &member) {
                return member.name == "In the window";
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isGone(), patience);
        QCOMPARE(rig.warnings(), QStringList());
    }

    void aRoleWaitsForACoordinatorThatIsNotThere()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        const QString address = QString::fromStdString(system.coordinator->endpoint()->text());
        system.killCoordinator();
        WindowRig rig;
        rig.resize({1280, 800});
        rig.roles().form()->setRole(QStringLiteral("user"));
        rig.roles().form()->setProperty("coordinator", address);
        rig.roles().start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.roles().phase(), Phase::Running, patience);
        const auto *panel = rig.roles().panels().front().value<models::RolePanel *>();
        QTRY_VERIFY_WITH_TIMEOUT(panel->status().contains(address), patience);
        QVERIFY(!panel->isOnline());
        QVERIFY(system.restartCoordinator());
        QTRY_VERIFY_WITH_TIMEOUT(panel->isOnline(), patience);
        QCOMPARE(rig.warnings(), QStringList());
    }

    void twoUsersOfOneHomeAreRefusedTheSecond()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        system.addUser("ana");
        WindowRig rig;
        rig.resize({1280, 800});
        rig.roles().form()->setRole(QStringLiteral("user"));
        rig.roles().form()->setProperty(
            "coordinator", QString::fromStdString(system.coordinator->endpoint()->text()));
        rig.roles().form()->setProperty("folder",
                                        QString::fromStdString(system.home("ana").string()));
        rig.roles().start();
        QTRY_VERIFY_WITH_TIMEOUT(
            rig.roles().errorText().contains(QStringLiteral("another user runs here")), patience);
        QTRY_COMPARE_WITH_TIMEOUT(rig.roles().phase(), Phase::Idle, patience);
        QVERIFY(rig.roles().panels().isEmpty());
        QVERIFY(rig.find(QStringLiteral("roleError")) != nullptr);
    }

    void aScreenOffersToBeSaved()
    {
        WindowRig rig;
        rig.resize({1280, 800});
        rig.roles().form()->setProperty("coordinator", QStringLiteral("127.0.0.1:0"));
        rig.roles().form()->setRole(QStringLiteral("coordinator"));
        rig.roles().start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.roles().phase(), Phase::Running, patience);
        QVERIFY(rig.click(QStringLiteral("coordinatorScreenSave")));
        const auto *dialogs = rig.find(QStringLiteral("coordinatorScreenSave"));
        const auto hasDialog = [&] {
            return std::ranges::any_of(dialogs->findChildren<QObject *>(), [](QObject *child) {
                return child->inherits("QQuickFileDialog");
            });
        };
        QTRY_VERIFY(hasDialog());
        QCOMPARE(rig.warnings(), QStringList());
    }
};

int main(int argc, char **argv)
{
    SingleRoleTest test;
    return support::runWindowTest(argc, argv, &test);
}

#include "tst_singlerole.moc"
