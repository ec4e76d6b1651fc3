#include "support/client.h"
#include "support/runningsystem.h"

#include <QTest>

#include <csignal>

using support::eventually;
using support::Process;
using support::RunningSystem;

namespace {

/// `torrarium user` with a home in the system's folder, under its coordinator.
std::unique_ptr<Process> userProgram(const RunningSystem &system, const QStringList &arguments)
{
    const QString folder = QString::fromStdString(system.sandbox.path().string());
    const QString coordinator = QString::fromStdString(system.coordinator->endpoint()->text());
    return std::make_unique<Process>(
        support::torrariumProgram(),
        QStringList{QStringLiteral("user"), QStringLiteral("--coordinator"), coordinator}
            + arguments,
        folder);
}

std::optional<int> exitCodeOf(Process &program)
{
    eventually([&program] { return !program.isRunning(); });
    return program.exitCode();
}

} // namespace

/// The user's command line, as scripts use it.
class TestUserProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carriesCommandsOutAndEndsWhenItsDownloadsAreDone()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        system.give("ana", "a file.bin", 300'000, 1);
        QVERIFY(RunningSystem::run(ana, "share a file.bin"));
        const auto program = userProgram(system,
                                         {QStringLiteral("--home"), QStringLiteral("ben"),
                                          QStringLiteral("--name"), QStringLiteral("ben"),
                                          QStringLiteral("--exec"),
                                          QStringLiteral("search FILE; download \"a file.bin\"")});
        QCOMPARE(exitCodeOf(*program), 0);
        QVERIFY(program->printed(QStringLiteral("connected as ben")));
        QVERIFY(program->printed(QStringLiteral("found a file.bin 300000 bytes, .*")));
        QVERIFY(program->printed(QStringLiteral("downloaded a file.bin 300000 bytes")));
        QVERIFY(system.haveTheSame("ana", "ben", "a file.bin"));
        QVERIFY(eventually([&] { return system.state().users.size() == 1; }));
    }

    void saysWhatFailedAndReturnsOne()
    {
        RunningSystem system({.trackers = 0});
        QVERIFY(system.isUp());
        const auto program
            = userProgram(system,
                          {QStringLiteral("--json"), QStringLiteral("--exec"),
                           QStringLiteral("download film.bin; share nowhere.bin; list")});
        QCOMPARE(exitCodeOf(*program), 1);
        const QString output = program->output();
        QVERIFY2(output.contains(QStringLiteral("you need film.bin.torrent")), qPrintable(output));
        QVERIFY(output.contains(QStringLiteral("there is no such file or folder")));
        QVERIFY(program->printed(QStringLiteral(".*\"command\":\"list\".*\"ok\":true.*")));
        // Without --home it took the first free one.
        QVERIFY(std::filesystem::exists(system.home("user-1") / "shared"));
    }

    void refusesAWrongCommandLineBeforeItBegins_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char *name, const QStringList &arguments) {
            QTest::newRow(name) << arguments;
        };
        row("no such command", {QStringLiteral("--exec"), QStringLiteral("list; fly")});
        row("no argument", {QStringLiteral("--exec"), QStringLiteral("share")});
        row("no address", {QStringLiteral("--listen"), QStringLiteral("here")});
        row("two keys",
            {QStringLiteral("--key"), QStringLiteral("a"), QStringLiteral("--key-file"),
             QStringLiteral("b")});
    }
    void refusesAWrongCommandLineBeforeItBegins()
    {
        QFETCH(const QStringList, arguments);
        RunningSystem system({.trackers = 0});
        const auto program = userProgram(system, arguments);
        QCOMPARE(exitCodeOf(*program), 2);
        QVERIFY(!std::filesystem::exists(system.home("user-1")));
    }

    void takesItsHomeUpAgainAfterAKill()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        const QStringList home{QStringLiteral("--home"), QStringLiteral("ben"),
                               QStringLiteral("--name"), QStringLiteral("ben"),
                               QStringLiteral("--exec")};
        system.give("ben", "a.bin", 300'000, 1);
        const auto first
            = userProgram(system, home + QStringList{QStringLiteral("share a.bin; stay")});
        QVERIFY(eventually([&] { return first->printed(QStringLiteral("staying")).has_value(); }));
        QCOMPARE(exitCodeOf(*userProgram(system, home + QStringList{QStringLiteral("list")})), 1);
        QCOMPARE(::kill(static_cast<pid_t>(first->id()), SIGKILL), 0);
        QVERIFY(eventually([&] { return !first->isRunning(); }));
        const auto second = userProgram(system, home + QStringList{QStringLiteral("list")});
        QCOMPARE(exitCodeOf(*second), 0);
        QVERIFY2(second->printed(QStringLiteral("(checking|sharing) a.bin 300000 .*")),
                 qPrintable(second->output()));
    }

    void endsWhenTheCoordinatorRefusesIt()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        system.addUser("ana");
        const auto program = userProgram(system,
                                         {QStringLiteral("--name"), QStringLiteral("ana"),
                                          QStringLiteral("--exec"), QStringLiteral("stay")});
        QCOMPARE(exitCodeOf(*program), 1);
        QVERIFY2(program->output().contains(QStringLiteral("another user has this name")),
                 qPrintable(program->output()));
    }
};

QTEST_GUILESS_MAIN(TestUserProgram)
#include "tst_userprogram.moc"
