// `torrarium coordinator`, `tracker` and `statistics` as people and programs meet them.

#include "support/client.h"
#include "support/process.h"
#include "support/rawclient.h"
#include "support/sandbox.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace support;

namespace {

constexpr int patience = 30'000; // ms

QStringList words(const QString &line)
{
    return line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// A torrarium command that runs on.
std::unique_ptr<Process> start(const QString &line, const Sandbox &sandbox)
{
    return std::make_unique<Process>(torrariumProgram(), words(line),
                                     QString::fromStdString(sandbox.path().string()));
}

/// The first capture of a line that it prints, waited for; empty when it does not.
QString prints(const Process &process, const QString &pattern)
{
    eventually([&] { return process.printed(pattern).has_value() || !process.isRunning(); });
    return process.printed(pattern).value_or(QString());
}

/// A torrarium command that ends by itself.
struct Outcome {
    Outcome(const QString &line, const Sandbox &sandbox)
    {
        QProcess process;
        process.setWorkingDirectory(QString::fromStdString(sandbox.path().string()));
        process.start(torrariumProgram(), words(line));
        if (process.waitForFinished(patience))
            exitCode = process.exitCode();
        out = process.readAllStandardOutput();
        errors = process.readAllStandardError();
    }
    int exitCode = -1;
    QByteArray out;
    QByteArray errors;
};

const QString Address = QStringLiteral("coordinator (127\\.0\\.0\\.1:\\d+)");

} // namespace

class TestRoleCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findEachOtherAndCount()
    {
        const Sandbox sandbox;
        const auto coordinator
            = start(QStringLiteral("coordinator --listen 127.0.0.1:0 --max-n 7"), sandbox);
        const QString address = prints(*coordinator, Address);
        QVERIFY(!address.isEmpty());
        const auto tracker = start(QStringLiteral("tracker --http 127.0.0.1:0 --name Tracker1 "
                                                  "--coordinator ")
                                       + address,
                                   sandbox);
        QVERIFY(!prints(*tracker, QStringLiteral("registered")).isEmpty());
        QVERIFY(!prints(*tracker, QStringLiteral(".*Max_N (7)")).isEmpty());
        const Outcome text(QStringLiteral("statistics --coordinator ") + address, sandbox);
        QCOMPARE(text.exitCode, 0);
        QVERIFY(text.out.startsWith("nPeers    0\nnSeeds    0\ntimeSeed  "));
        QVERIFY(text.out.contains("tracker Tracker1: 0 users"));
        const Outcome json(QStringLiteral("statistics --json --coordinator ") + address, sandbox);
        const QJsonObject object = QJsonDocument::fromJson(json.out).object();
        QCOMPARE(object[QStringLiteral("nSeeds")].toInt(-1), 0);
        QCOMPARE(object[QStringLiteral("trackers")][0][QStringLiteral("name")].toString(),
                 QStringLiteral("Tracker1"));
    }

    void changeWhatARunningCoordinatorTells()
    {
        const Sandbox sandbox;
        const auto coordinator
            = start(QStringLiteral("coordinator --listen 127.0.0.1:0 --state none"), sandbox);
        const QString there = QStringLiteral(" --coordinator ") + prints(*coordinator, Address);
        const auto tracker = start(QStringLiteral("tracker --http 127.0.0.1:0") + there, sandbox);
        QVERIFY(!prints(*tracker, QStringLiteral("registered")).isEmpty());
        const Outcome set(QStringLiteral("console limits.set {\"maxN\":2}") + there, sandbox);
        QCOMPARE(set.exitCode, 0);
        QCOMPARE(QJsonDocument::fromJson(set.out).object()[QStringLiteral("maxN")].toInt(), 2);
        QVERIFY(!prints(*tracker, QStringLiteral(".*Max_N (2)")).isEmpty());
        const Outcome bad(QStringLiteral("console limits.set {\"maxN\":-2}") + there, sandbox);
        QCOMPARE(bad.exitCode, 2);
        QVERIFY(bad.errors.contains("maxN"));
        const Outcome list(QStringLiteral("console trackers.list") + there, sandbox);
        QCOMPARE(QJsonDocument::fromJson(list.out).object()[QStringLiteral("total")].toInt(), 1);
        QCOMPARE(Outcome(QStringLiteral("console no.such.method") + there, sandbox).exitCode, 1);
    }

    void comeBackAfterTheCoordinatorIsKilled()
    {
        const Sandbox sandbox;
        auto coordinator
            = start(QStringLiteral("coordinator --listen 127.0.0.1:0 --max-n 9"), sandbox);
        const QString address = prints(*coordinator, Address);
        const auto tracker
            = start(QStringLiteral("tracker --http 127.0.0.1:0 --coordinator ") + address, sandbox);
        QVERIFY(!prints(*tracker, QStringLiteral("registered")).isEmpty());
        const Outcome second(QStringLiteral("coordinator --listen 127.0.0.1:0"), sandbox);
        QCOMPARE(second.exitCode, 1);
        QVERIFY(second.errors.contains("another coordinator uses this state"));
        ::kill(static_cast<pid_t>(coordinator->id()), SIGKILL);
        QVERIFY(!prints(*tracker, QStringLiteral(".*(no coordinator).*")).isEmpty());
        coordinator = start(QStringLiteral("coordinator --listen ") + address, sandbox);
        QCOMPARE(prints(*coordinator, Address), address);
        QTRY_VERIFY_WITH_TIMEOUT(tracker->output().count(QStringLiteral("Max_N 9")) == 2, patience);
    }

    void showAGeneratedKeyOnceAndAskForIt()
    {
        const Sandbox sandbox;
        const auto coordinator
            = start(QStringLiteral("coordinator --listen 0.0.0.0:0 --state none"), sandbox);
        const QString key
            = prints(*coordinator, QStringLiteral("join key, shown this once.*: ([0-9a-f]{32})"));
        const QString port
            = prints(*coordinator, QStringLiteral("coordinator 0\\.0\\.0\\.0:(\\d+)"));
        QVERIFY(!key.isEmpty() && !port.isEmpty());
        const QString there = QStringLiteral("statistics --coordinator 127.0.0.1:") + port;
        const Outcome without(there, sandbox);
        QCOMPARE(without.exitCode, 1);
        QVERIFY(without.errors.contains("wants a join key"));
        const Outcome wrong(there + QStringLiteral(" --key wrong-key"), sandbox);
        QCOMPARE(wrong.exitCode, 1);
        QVERIFY(wrong.errors.contains("the join key is wrong"));
        const QString file = QString::fromStdString((sandbox / "room.key").string());
        writeText(file, key.toLatin1() + '\n');
        QCOMPARE(Outcome(there + QStringLiteral(" --key-file ") + file, sandbox).exitCode, 0);
        QCOMPARE(coordinator->output().count(key), 1);
        QVERIFY(!coordinator->output().contains(QStringLiteral("wrong-key")));
    }

    void sayWhatIsWrongWithTheirOptions_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("complaint");
        const auto row = [](const char *line, const char *complaint) {
            QTest::addRow("%s", line) << QString::fromLatin1(line) << QByteArray(complaint);
        };
        row("coordinator --listen nowhere", "--listen");
        row("coordinator --piece-size 100000", "pieceSize");
        row("coordinator --piece-size x", "--piece-size");
        row("coordinator --max-n -1", "--max-n");
        row("coordinator --max-n 99999", "--max-n");
        row("coordinator --listen 127.0.0.1:0 --announcement-right \033[2J", "announcement");
        row("coordinator --key short", "shorter than 8");
        row("coordinator --key aaaaaaaaa --key-file f", "--key");
        row("statistics --interval 0", "--interval");
        row("console limits.set [1]", "PARAMS");
        row("statistics --coordinator x", "--coordinator");
        row("tracker --http 127.0.0.1:0 --coordinator x", "--coordinator");
    }
    void sayWhatIsWrongWithTheirOptions()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, complaint);
        const Sandbox sandbox;
        const Outcome outcome(line, sandbox);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.errors.contains(complaint), outcome.errors.constData());
    }

    void startWithNoDamagedState()
    {
        const Sandbox sandbox;
        writeText(QString::fromStdString((sandbox / "coordinator.json").string()), "{\"format\":1");
        const Outcome outcome(QStringLiteral("coordinator --listen 127.0.0.1:0"), sandbox);
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.errors.contains("coordinator.json"));
    }

    void printJsonForPrograms()
    {
        const Sandbox sandbox;
        const auto coordinator
            = start(QStringLiteral("coordinator --listen 127.0.0.1:0 --json"), sandbox);
        QVERIFY(!prints(*coordinator,
                        QStringLiteral("\\{\"coordinator\":\"(127\\.0\\.0\\.1:\\d+)\"\\}"))
                     .isEmpty());
        QVERIFY(!prints(*coordinator, QStringLiteral("\\{\"log\":\"(listening) on .*")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRoleCommands)
#include "tst_rolecommands.moc"
