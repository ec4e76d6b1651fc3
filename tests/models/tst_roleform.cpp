#include "models/roleform.h"
#include "models/rolepanels.h"

#include <QtTest/QTest>

using models::RoleForm;
using models::RoleOrder;
using Role = RoleOrder::Role;

class RoleFormTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksForAWholeSystemOnThisMachineByDefault()
    {
        const RoleForm form;
        QVERIFY(form.isValid());
        const RoleOrder order = form.order();
        QCOMPARE(order.role, Role::System);
        QCOMPARE(order.coordinator, base::Endpoint::fromV4(0x7f000001, 7420));
        QCOMPARE(order.users, 3);
        QCOMPARE(order.trackers, 2);
        QVERIFY(order.folder.empty());
        QVERIFY(!order.announces);
    }

    void takesTheUsualPortWhenNoneIsTyped()
    {
        RoleForm form;
        form.setRole(QStringLiteral("user"));
        form.setProperty("coordinator", QStringLiteral(" 10.0.0.1 "));
        QVERIFY(form.isValid());
        QCOMPARE(form.order().coordinator.text(), std::string("10.0.0.1:7420"));
        QVERIFY(form.reach().contains(QStringLiteral("10.0.0.1")));
    }

    void refusesAnAddressItCannotUse_data()
    {
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("address");
        QTest::newRow("no address") << "user"
                                    << "here";
        QTest::newRow("nothing") << "user"
                                 << "";
        QTest::newRow("any address") << "tracker"
                                     << "0.0.0.0:7420";
        QTest::newRow("no port to dial") << "index"
                                         << "10.0.0.1:0";
        QTest::newRow("a system beyond this machine") << "system"
                                                      << "10.0.0.1:7420";
    }

    void refusesAnAddressItCannotUse()
    {
        QFETCH(const QString, role);
        QFETCH(const QString, address);
        RoleForm form;
        form.setRole(role);
        form.setProperty("coordinator", address);
        QVERIFY(!form.coordinatorError().isEmpty());
        QVERIFY(!form.isValid());
    }

    void aCoordinatorMayListenAnywhere()
    {
        RoleForm form;
        form.setRole(QStringLiteral("coordinator"));
        form.setProperty("coordinator", QStringLiteral(":0"));
        QVERIFY(form.isValid());
        form.setProperty("key", QStringLiteral("short"));
        QVERIFY(!form.keyError().isEmpty());
        form.setProperty("key", QStringLiteral("long enough"));
        QVERIFY(form.isValid());
    }

    void namesARoleAfterItsMachineUnlessANameIsTyped()
    {
        RoleForm form;
        form.setRole(QStringLiteral("tracker"));
        QVERIFY(form.order().name.starts_with("Tracker@"));
        form.setProperty("name", QStringLiteral("Tracker1"));
        QCOMPARE(form.order().name, std::string("Tracker1"));
        form.setProperty("name", QStringLiteral(" Tracker1"));
        QVERIFY(!form.nameError().isEmpty());
    }

    void anUnknownRoleChangesNothing()
    {
        RoleForm form;
        form.setRole(QStringLiteral("king"));
        QCOMPARE(form.role(), QStringLiteral("system"));
    }

    void aSystemsMembersHaveNamesAndFoldersOfTheirOwn()
    {
        RoleOrder system;
        system.users = 2;
        system.trackers = 1;
        system.folder = "lab";
        const std::vector<RoleOrder> members = models::membersOf(system);
        QStringList names;
        for (const RoleOrder &member : members) {
            names << QString::fromStdString(member.name);
            QCOMPARE(member.folder, system.folder / member.name);
        }
        QCOMPARE(names,
                 QStringList({QStringLiteral("Tracker1"), QStringLiteral("Index"),
                              QStringLiteral("User1"), QStringLiteral("User2"),
                              QStringLiteral("Statistics")}));
    }
};

QTEST_GUILESS_MAIN(RoleFormTest)

#include "tst_roleform.moc"
