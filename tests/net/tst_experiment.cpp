// `torrarium run` and `resume` as people and programs meet them: tables, exit codes, kill -9.

#include "support/client.h"
#include "support/sandbox.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <fstream>

namespace fs = std::filesystem;

namespace {

constexpr int patience = 60'000; // ms
constexpr const char *tables[]
    = {"scenario.toml", "trials.csv", "peers.csv", "samples.csv", "summary.csv", "failures.csv"};

constexpr char small[] = R"(version = 1
name = "small"
[content]
size = "1 MB"
piece-size = "64 KiB"
[[group]]
seed = true
count = 1
up = "8 Mbit/s"
[[group]]
count = 5
up = "2 Mbit/s"
[sweep]
repetitions = 20
[sweep.over]
"group[leechers].count" = [5, 10]
"group[*].picker" = ["rarest-first", "random"]
)";

struct Outcome {
    int exitCode = -1;
    QByteArray out;
    QByteArray errors;
};

QString text(const fs::path &path)
{
    return QString::fromStdString(path.string());
}

Outcome torrarium(const QStringList &arguments)
{
    QProcess process;
    process.start(support::torrariumProgram(), arguments);
    if (!process.waitForFinished(patience) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Outcome run(const fs::path &scenario, const fs::path &results, const QStringList &more = {})
{
    return torrarium(
        QStringList{QStringLiteral("run"), text(scenario), QStringLiteral("-o"), text(results)}
        + more);
}

/// Starts a run and kills it without warning once some trials are in its journal.
bool killMidway(const fs::path &scenario, const fs::path &results)
{
    QProcess process;
    process.start(support::torrariumProgram(),
                  {QStringLiteral("run"), text(scenario), QStringLiteral("-o"), text(results),
                   QStringLiteral("--jobs"), QStringLiteral("1")});
    const fs::path journal = results / "journal";
    const bool begun = QTest::qWaitFor(
        [&] {
            std::error_code missing;
            const auto size = fs::file_size(journal, missing);
            return !missing && size > 0;
        },
        patience);
    ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    process.waitForFinished(patience);
    return begun && process.exitStatus() == QProcess::CrashExit;
}

void sameTables(const fs::path &a, const fs::path &b)
{
    for (const char *name : tables) {
        const std::string content = support::readFile(a / name);
        QVERIFY2(!content.empty(), name);
        QVERIFY2(content == support::readFile(b / name), name);
    }
}

} // namespace

class TestExperimentProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(!support::torrariumProgram().isEmpty(), "TORRARIUM_PROGRAM does not name it");
        std::ofstream(m_scenario) << small;
        const Outcome whole
            = run(m_scenario, m_sandbox / "whole", {QStringLiteral("--jobs"), QStringLiteral("1")});
        QVERIFY2(whole.exitCode == 0, whole.errors.constData());
        QVERIFY2(whole.out.contains("completion-mean"), whole.out.constData());
        QVERIFY(whole.errors.contains("80 of 80 trials"));
    }

    void theNumberOfJobsChangesNothing()
    {
        const Outcome two
            = run(m_scenario, m_sandbox / "two", {QStringLiteral("--jobs"), QStringLiteral("2")});
        QCOMPARE(two.exitCode, 0);
        sameTables(m_sandbox / "whole", m_sandbox / "two");
    }

    void aKilledRunIsResumedToTheSameTables()
    {
        const fs::path results = m_sandbox / "killed";
        QVERIFY(killMidway(m_scenario, results));
        QVERIFY(!fs::exists(results / "trials.csv"));
        const Outcome resumed = torrarium({QStringLiteral("resume"), text(results)});
        QVERIFY2(resumed.exitCode == 0, resumed.errors.constData());
        sameTables(m_sandbox / "whole", results);
    }

    void aTornLineOfTheJournalIsRunAgain()
    {
        const fs::path results = m_sandbox / "torn";
        fs::copy(m_sandbox / "whole", results);
        fs::resize_file(results / "journal", fs::file_size(results / "journal") - 20);
        QCOMPARE(torrarium({QStringLiteral("resume"), text(results)}).exitCode, 0);
        sameTables(m_sandbox / "whole", results);
    }

    void tablesAreTidyAndTheManifestKnowsThem()
    {
        const std::string trials = support::readFile(m_sandbox / "whole" / "trials.csv");
        QVERIFY(trials.starts_with("run_id,rep,seed,group[*].picker,group[leechers].count,group,"
                                   "metric,unit,value\n"));
        const QJsonObject manifest
            = QJsonDocument::fromJson(QByteArray::fromStdString(
                                          support::readFile(m_sandbox / "whole" / "manifest.json")))
                  .object();
        QCOMPARE(manifest[QStringLiteral("finished")].toInt(), 80);
        const QString commit = manifest[QStringLiteral("commit")].toString();
        QVERIFY2(QRegularExpression(QStringLiteral("^([0-9a-f]{40}(-dirty)?|unknown)$"))
                     .match(commit)
                     .hasMatch(),
                 qPrintable(commit));
        const QJsonObject hashes = manifest[QStringLiteral("sha256")].toObject();
        for (const char *name : tables)
            QCOMPARE(hashes[QString::fromLatin1(name)].toString().size(), 64);
    }

    void recordingsAreKeptUpToASizeAndChangeNothing()
    {
        const fs::path results = m_sandbox / "recorded";
        QCOMPARE(run(m_scenario, results, {QStringLiteral("--recordings"), QStringLiteral("30KB")})
                     .exitCode,
                 0);
        QVERIFY(support::readFile(results / "trials.csv")
                == support::readFile(m_sandbox / "whole" / "trials.csv"));
        const QJsonObject hashes
            = QJsonDocument::fromJson(
                  QByteArray::fromStdString(support::readFile(results / "manifest.json")))
                  .object()[QStringLiteral("sha256")]
                  .toObject();
        for (int trial = 1; trial <= 80; ++trial) {
            const QString name = QStringLiteral("recordings/trial-%1.torrec").arg(trial);
            QCOMPARE(hashes[name].toString().size(), 64);
            const auto size = fs::file_size(results / name.toStdString());
            QVERIFY2(size > 0 && size <= 30'000, qPrintable(name));
        }
        const QString one = text(results / "recordings" / "trial-3.torrec");
        const Outcome shown = torrarium({QStringLiteral("recording"), one});
        QCOMPARE(shown.exitCode, 0);
        QVERIFY2(shown.out.contains("trial 3"), shown.out.constData());
        QCOMPARE(torrarium({QStringLiteral("verify"), text(results)}).exitCode, 0);
        // The same trial gives the same recording: the manifest's hash holds for what is run again.
        fs::resize_file(results / "journal", 0);
        fs::remove_all(results / "recordings");
        QCOMPARE(torrarium({QStringLiteral("resume"), text(results)}).exitCode, 0);
        const std::string again = support::readFile(results / "manifest.json");
        for (const QString &name : hashes.keys())
            QVERIFY2(again.find(hashes[name].toString().toStdString()) != std::string::npos,
                     qPrintable(name));
    }

    void summaryAsOneJsonDocument()
    {
        const Outcome json
            = torrarium({QStringLiteral("run"), text(m_scenario), QStringLiteral("--reps"),
                         QStringLiteral("2"), QStringLiteral("--json"), QStringLiteral("--set"),
                         QStringLiteral("sweep.over.\"group[leechers].count\"=[3]")});
        QVERIFY2(json.exitCode == 0, json.errors.constData());
        const QJsonObject object = QJsonDocument::fromJson(json.out).object();
        QCOMPARE(object[QStringLiteral("finished")].toInt(), 4);
        const QJsonObject row = object[QStringLiteral("summary")].toArray()[0].toObject();
        QCOMPARE(row[QStringLiteral("n")].toInt(), 2);
        QCOMPARE(row[QStringLiteral("meanInterval")].toArray().size(), 2);
    }

    void aFolderWithResultsIsNotOverwritten()
    {
        const Outcome again = run(m_scenario, m_sandbox / "whole");
        QCOMPARE(again.exitCode, 2);
        QVERIFY(again.errors.contains("torrarium resume"));
    }

    void interruptedRunsKeepWhatIsFinished()
    {
        const fs::path results = m_sandbox / "interrupted";
        QProcess process;
        process.start(support::torrariumProgram(),
                      {QStringLiteral("run"), text(m_scenario), QStringLiteral("-o"), text(results),
                       QStringLiteral("--jobs"), QStringLiteral("1"), QStringLiteral("--reps"),
                       QStringLiteral("2000")});
        QVERIFY(QTest::qWaitFor(
            [&] {
                std::error_code missing;
                const auto size = fs::file_size(results / "journal", missing);
                return !missing && size > 0;
            },
            patience));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(!support::readFile(results / "trials.csv").empty());
    }

    void aFullDiskIsOneLineAndFinishedTrialsStay()
    {
        QProcess process; // a file of more than a few blocks cannot be written: as on a full disk
        const fs::path results = m_sandbox / "full";
        process.start(QStringLiteral("bash"),
                      {QStringLiteral("-c"),
                       QStringLiteral("trap '' XFSZ; ulimit -f 64; exec \"$0\" run \"$1\" -o "
                                      "\"$2\" --jobs 1"),
                       support::torrariumProgram(), text(m_scenario), text(results)});
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.exitCode(), 1);
        const QByteArray errors = process.readAllStandardError();
        QVERIFY2(errors.contains("torrarium: " + results.string() + "/"), errors.constData());
        const Outcome resumed = torrarium({QStringLiteral("resume"), text(results)});
        QCOMPARE(resumed.exitCode, 0);
        sameTables(m_sandbox / "whole", results);
    }

    void verifyFindsChangedRowsAndFiles()
    {
        const QString whole = text(m_sandbox / "whole");
        const Outcome good = torrarium(
            {QStringLiteral("verify"), whole, QStringLiteral("--run"), QStringLiteral("7")});
        QVERIFY2(good.exitCode == 0, good.out + good.errors);
        QVERIFY(good.out.contains("1 trials run again: every row the same"));
        const fs::path changed = m_sandbox / "changed";
        fs::copy(m_sandbox / "whole", changed, fs::copy_options::recursive);
        std::string table = support::readFile(changed / "trials.csv");
        const std::size_t row = table.find("\n1,1,");
        table.insert(table.find('\n', row + 1), "9");
        std::ofstream(changed / "trials.csv") << table;
        const Outcome bad = torrarium({QStringLiteral("verify"), text(changed)});
        QCOMPARE(bad.exitCode, 1);
        QVERIFY2(bad.out.contains("1 rows differ") && bad.out.contains("files: 1 changed"),
                 bad.out + bad.errors);
    }

    void exportAndReportTellWhatTheFolderHas()
    {
        const QString whole = text(m_sandbox / "whole");
        QCOMPARE(torrarium({QStringLiteral("export"), whole}).out.toStdString(),
                 support::readFile(m_sandbox / "whole" / "trials.csv"));
        const Outcome json = torrarium(
            {QStringLiteral("export"), whole, QStringLiteral("--format"), QStringLiteral("json")});
        QCOMPARE(QJsonDocument::fromJson(json.out).object()[QStringLiteral("finished")].toInt(),
                 80);
        const fs::path bare = m_sandbox / "bare";
        fs::create_directory(bare);
        fs::copy(m_sandbox / "whole" / "scenario.toml", bare);
        fs::copy(m_sandbox / "whole" / "journal", bare);
        QCOMPARE(torrarium({QStringLiteral("report"), text(bare)}).exitCode, 0);
        sameTables(m_sandbox / "whole", bare);
    }

    void aNewScenarioIsInOrderAndNothingIsOverwritten()
    {
        const QString file = text(m_sandbox / "new.toml");
        QCOMPARE(torrarium({QStringLiteral("new"), file}).exitCode, 0);
        const Outcome checked = torrarium({QStringLiteral("validate"), file});
        QVERIFY2(checked.exitCode == 0, checked.errors.constData());
        QVERIFY(checked.out.contains("3 settings, 5 repetitions, 15 trials"));
        QCOMPARE(torrarium({QStringLiteral("new"), file}).exitCode, 2);
    }

    void shippedScenariosAreListedAndCalledByName()
    {
        const Outcome listed = torrarium({QStringLiteral("list")});
        QVERIFY2(listed.exitCode == 0, listed.errors.constData());
        QVERIFY(listed.out.contains("flash-crowd"));
        QCOMPARE(torrarium({QStringLiteral("validate"), QStringLiteral("flash-crowd")}).exitCode,
                 0);
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("error");
        const QString scenario = text(m_scenario);
        QTest::newRow("value") << QStringList{QStringLiteral("run"), scenario,
                                              QStringLiteral("--set"),
                                              QStringLiteral("content.size=4")}
                               << QByteArray("--set content.size=4: \"4\" has no unit");
        QTest::newRow("no value") << QStringList{QStringLiteral("run"), scenario,
                                                 QStringLiteral("--set"),
                                                 QStringLiteral("content.size")}
                                  << QByteArray("write --set key=value");
        for (const char *command : {"run", "validate"})
            QTest::newRow(command)
                << QStringList{QLatin1String(command), text(m_sandbox / "no.toml")}
                << QByteArray("no.toml: there is no such file");
        QTest::newRow("resume nothing")
            << QStringList{QStringLiteral("resume"), text(m_sandbox / "nowhere")}
            << QByteArray("no results of torrarium run");
    }
    void refusesWhatCannotBe()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QByteArray, error);
        const Outcome refused = torrarium(arguments);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.errors.contains(error), refused.errors.constData());
        QCOMPARE(refused.errors.count('\n'), 1);
    }

private:
    support::Sandbox m_sandbox;
    fs::path m_scenario = m_sandbox / "small.toml";
};

QTEST_GUILESS_MAIN(TestExperimentProgram)
#include "tst_experiment.moc"
