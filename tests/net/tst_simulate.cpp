// `torrarium simulate` as people and programs meet it: its output, exit codes and files.

#include "support/client.h"
#include "support/sandbox.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <cmath>
#include <csignal>

namespace fs = std::filesystem;

namespace {

constexpr int patience = 60'000; // ms

struct Outcome {
    int exitCode = -1;
    QByteArray out;
    QString errors;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

QString text(const fs::path &path)
{
    return QString::fromStdString(path.string());
}

Outcome simulate(const QStringList &arguments)
{
    QProcess process;
    process.start(support::torrariumProgram(), QStringList{QStringLiteral("simulate")} + arguments);
    if (!process.waitForFinished(patience) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(),
            QString::fromUtf8(process.readAllStandardError())};
}

/// A quick swarm as JSON, without what depends on the machine.
QByteArray quickRun(const QString &seed)
{
    const Outcome run = simulate({QStringLiteral("--peers"), QStringLiteral("20"),
                                  QStringLiteral("--size"), QStringLiteral("2MB"),
                                  QStringLiteral("--seed"), seed, QStringLiteral("--json")});
    QJsonObject json = run.json();
    json.remove(QStringLiteral("wall"));
    json.remove(QStringLiteral("seed"));
    return run.exitCode == 0 ? QJsonDocument(json).toJson() : QByteArray();
}

} // namespace

class TestSimulate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(!support::torrariumProgram().isEmpty(), "TORRARIUM_PROGRAM does not name it");
    }

    void printsATableWithTheBoundBesideIt()
    {
        const Outcome run = simulate({QStringLiteral("--peers"), QStringLiteral("20"),
                                      QStringLiteral("--size"), QStringLiteral("2MB")});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.out.contains("leechers               20        20"), run.out.constData());
        QVERIFY(run.out.contains("minimum distribution time"));
        QVERIFY(run.out.contains("blocks"));
        QVERIFY(run.errors.startsWith(QStringLiteral("simulating ")));
    }

    void printsOneJsonDocument()
    {
        const Outcome run
            = simulate({QStringLiteral(TORRARIUM_RESOURCES "/scenarios/flash-crowd.toml"),
                        QStringLiteral("--peers"), QStringLiteral("30"), QStringLiteral("--json")});
        QCOMPARE(run.exitCode, 0);
        const QJsonObject json = run.json();
        QCOMPARE(json[QStringLiteral("scenario")].toString(), QStringLiteral("flash-crowd"));
        QCOMPARE(json[QStringLiteral("groups")].toArray().size(), 2);
        const QJsonObject leechers = json[QStringLiteral("groups")].toArray()[1].toObject();
        QCOMPARE(leechers[QStringLiteral("completed")].toInt(), 30);
        const QJsonObject times = leechers[QStringLiteral("completionSeconds")].toObject();
        // No run is faster than the bound: 30 times 20 MB over 10 + 30 * 2 Mbit/s.
        const double bound = json[QStringLiteral("minimumDistributionSeconds")].toDouble();
        QVERIFY(std::abs(bound - 30 * 160.0 / 70) < 1e-5);
        QVERIFY(times[QStringLiteral("max")].toDouble() >= bound);
        QVERIFY(times[QStringLiteral("min")].toDouble()
                <= times[QStringLiteral("median")].toDouble());
    }

    void theSameSeedGivesTheSameRunAndAnotherDoesNot()
    {
        const QByteArray first = quickRun(QStringLiteral("4"));
        QVERIFY(!first.isEmpty());
        QCOMPARE(quickRun(QStringLiteral("4")), first);
        QVERIFY(quickRun(QStringLiteral("5")) != first);
    }

    void theSameSeedGivesTheSameRecording()
    {
        const support::Sandbox sandbox;
        const auto recordingOf = [&](const QString &seed) {
            const fs::path file = sandbox / (seed.toStdString() + ".torrec");
            const Outcome run = simulate({QStringLiteral("--peers"), QStringLiteral("20"),
                                          QStringLiteral("--size"), QStringLiteral("2MB"),
                                          QStringLiteral("--seed"), seed,
                                          QStringLiteral("--record"), text(file)});
            return run.exitCode == 0 ? support::readFile(file) : std::string();
        };
        const std::string first = recordingOf(QStringLiteral("4"));
        QVERIFY(first.starts_with("TORRREC1"));
        QVERIFY(recordingOf(QStringLiteral("4")) == first);
        QVERIFY(recordingOf(QStringLiteral("5")) != first);
    }

    void saysThatARecordingDidNotFitOnTheDisk()
    {
        const Outcome run
            = simulate({QStringLiteral("--peers"), QStringLiteral("20"), QStringLiteral("--size"),
                        QStringLiteral("2MB"), QStringLiteral("--record"),
                        QStringLiteral("/dev/full"), QStringLiteral("--json")});
        QCOMPARE(run.exitCode, 1);
        QVERIFY(run.errors.contains(QStringLiteral("/dev/full: No space left on device")));
        QCOMPARE(run.json()[QStringLiteral("all")][QStringLiteral("completed")].toInt(), 20);
    }

    void writesARowForEachPeerAndTheSummary()
    {
        const support::Sandbox sandbox;
        const fs::path folder = sandbox / "new" / "folder";
        const Outcome run
            = simulate({QStringLiteral("--peers"), QStringLiteral("20"), QStringLiteral("--size"),
                        QStringLiteral("2MB"), QStringLiteral("-o"), text(folder)});
        QCOMPARE(run.exitCode, 0);
        const QByteArray csv = QByteArray::fromStdString(support::readFile(folder / "peers.csv"));
        const QList<QByteArray> rows = csv.trimmed().split('\n');
        QCOMPARE(rows.size(), 22); // the header, the seed, the leechers
        QVERIFY(rows[0].startsWith("number,group,joined_s,completed_s,left_s,uploaded_bytes"));
        QVERIFY2(rows[1].startsWith("1,seeds,0.000000,,,"), rows[1].constData());
        QVERIFY(rows[2].startsWith("2,leechers,0.000000,"));
        const auto summary = QJsonDocument::fromJson(
            QByteArray::fromStdString(support::readFile(folder / "summary.json")));
        QCOMPARE(summary[QStringLiteral("all")][QStringLiteral("completed")].toInt(), 20);
    }

    void optionsChangeTheScenario()
    {
        const Outcome run = simulate(
            {QStringLiteral(TORRARIUM_RESOURCES "/scenarios/three-classes.toml"),
             QStringLiteral("--peers"), QStringLiteral("10"), QStringLiteral("--size"),
             QStringLiteral("1MB"), QStringLiteral("--pieces"), QStringLiteral("10"),
             QStringLiteral("--arrival"), QStringLiteral("poisson:1/s"), QStringLiteral("--stay"),
             QStringLiteral("at-once"), QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, qPrintable(run.errors));
        const QJsonObject json = run.json();
        QCOMPARE(json[QStringLiteral("pieces")].toInt(), 10);
        QCOMPARE(json[QStringLiteral("all")][QStringLiteral("joined")].toInt(), 11);
        QVERIFY(!json.contains(QStringLiteral("minimumDistributionSeconds")));
    }

    void optionsChooseThePolicies()
    {
        const Outcome run = simulate(
            {QStringLiteral("--peers"), QStringLiteral("20"), QStringLiteral("--size"),
             QStringLiteral("2MB"), QStringLiteral("--picker"), QStringLiteral("thesis-2008"),
             QStringLiteral("--seed-choker"), QStringLiteral("round-robin"),
             QStringLiteral("--super-seeding"), QStringLiteral("--selection"),
             QStringLiteral("seeds-to-seeds"), QStringLiteral("--stay"),
             QStringLiteral("announcements:1min,0.5"), QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, qPrintable(run.errors));
        QCOMPARE(run.json()[QStringLiteral("all")][QStringLiteral("completed")].toInt(), 20);
    }

    void refusesABadScenarioByFileLineColumnAndKey()
    {
        const support::Sandbox sandbox;
        const QString file = text(sandbox / "bad.toml");
        support::writeText(file, "version = 1\ncontent.size = \"1 MB\"\n[[group]]\nsede = true\n");
        const Outcome run = simulate({file});
        QCOMPARE(run.exitCode, 2);
        QVERIFY(run.out.isEmpty());
        QVERIFY2(run.errors.contains(file + QStringLiteral(":4:1: group[0].sede: ")),
                 qPrintable(run.errors));
        QVERIFY(run.errors.contains(QStringLiteral("did you mean \"seed\"?")));
    }

    void refusesBadOptions_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *option, const char *value, const char *named) {
            QTest::addRow("%s %s", option, value)
                << QStringList{QString::fromUtf8(option), QString::fromUtf8(value)}
                << QString::fromUtf8(named);
        };
        row("--up", "fast", "--up");
        row("--up", "0kB/s", "group[1].up");
        row("--peers", "-3", "--peers");
        row("--picker", "rarest", "--picker");
        row("--seed-choker", "tit-for-tat", "--seed-choker");
        row("--selection", "nearest", "--selection");
        row("--pieces", "99999999", "--pieces");
        row("--arrival", "poisson", "--arrival");
        row("--arrival", "poison:2/s", "did you mean \"poisson\"?");
        row("--stay", "abort:2", "stay.ratio");
        row("--horizon", "0s", "limits.horizon");
    }

    void refusesBadOptions()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, named);
        const Outcome run = simulate(arguments);
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.errors.contains(named), qPrintable(run.errors));
    }

    void aMissingFileIsAnErrorOfUsage()
    {
        const Outcome run = simulate({QStringLiteral("/nowhere/scenario.toml")});
        QCOMPARE(run.exitCode, 2);
        QVERIFY(run.errors.contains(QStringLiteral("there is no such file")));
    }

    void aFolderThatCannotBeMadeIsToldBeforeTheRun()
    {
        const Outcome run = simulate({QStringLiteral("-o"), QStringLiteral("/dev/null/out")});
        QCOMPARE(run.exitCode, 1);
        QVERIFY(run.out.isEmpty());
        QVERIFY2(run.errors.contains(QStringLiteral("/dev/null/out")), qPrintable(run.errors));
    }

    void anInterruptTellsWhatWasReached()
    {
        QProcess process;
        process.start(support::torrariumProgram(),
                      {QStringLiteral("simulate"), QStringLiteral("--peers"), QStringLiteral("200"),
                       QStringLiteral("--size"), QStringLiteral("100MB"),
                       QStringLiteral("--piece-size"), QStringLiteral("4MiB"),
                       QStringLiteral("--json")});
        // The first line of progress comes at a quarter of the work.
        process.setReadChannel(QProcess::StandardError);
        QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), patience);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        const auto json = QJsonDocument::fromJson(process.readAllStandardOutput());
        QVERIFY(json[QStringLiteral("interrupted")].toBool());
        QVERIFY(json[QStringLiteral("blocks")].toInt() > 0);
    }
};

QTEST_GUILESS_MAIN(TestSimulate)
#include "tst_simulate.moc"
