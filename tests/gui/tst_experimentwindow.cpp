#include "net/resultsfolder.h"
#include "support/sandbox.h"
#include "support/window/windowrig.h"

#include <QFile>
#include <QProcess>
#include <QtTest/QTest>

#include <algorithm>

using Phase = models::ExperimentController::Phase;
using support::Sandbox;
using support::WindowRig;

namespace {

const QByteArray scenario = R"(version = 1
name = "Small crowd"
description = "Two sizes of a crowd"
random-seed = 5
[content]
size = "1 MB"
piece-size = "64 KiB"
[[group]]
seed = true
count = 1
up = "500 kB/s"
[[group]]
name = "crowd"
count = 4
up = "200 kB/s"
)";

QString put(const Sandbox &sandbox, const char *name, const QByteArray &content)
{
    const QString path = QString::fromStdString((sandbox.path() / name).string());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", name);
    return path;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Runs the line of text that the page shows, with the program of this build.
int runShownCommand(const QString &command, const QStringList &more)
{
    QStringList words{
        QStringLiteral("-c"),
        QStringLiteral("program=\"$1\"; shift; torrarium() { \"$program\" \"$@\"; }; ") + command
            + QLatin1Char(' ') + more.join(QLatin1Char(' ')) + QStringLiteral(" >/dev/null"),
        QStringLiteral("sh"), qEnvironmentVariable("TORRARIUM_PROGRAM")};
    QProcess process;
    process.start(QStringLiteral("/bin/sh"), words);
    return process.waitForFinished(60'000) ? process.exitCode() : -1;
}

} // namespace

class ExperimentWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSweepRunsFromFileToChartAndExports();
    void theoryIsDrawnOverResultsUntilItIsPutAway();
    void whatIsWrongIsSaidBesideTheButton();
    void anExperimentPausesAndStops();
    void resultsOfTheCommandLineAreOpenedAndPlayed();
    void theCommandLineMakesPicturesWithTheWindowsProgram();
};

void ExperimentWindowTest::aSweepRunsFromFileToChartAndExports()
{
    const Sandbox sandbox;
    WindowRig rig;
    QVERIFY(rig.click(QStringLiteral("rail-experiment")));
    rig.experiment().form()->open(QUrl::fromLocalFile(put(sandbox, "crowd.toml", scenario)));
    QCOMPARE(rig.find(QStringLiteral("experimentName"))->property("text").toString(),
             QStringLiteral("Small crowd"));
    QVERIFY(rig.type(QStringLiteral("parameter-group[crowd].count"), QStringLiteral("[2, 4]")));
    QVERIFY(rig.type(QStringLiteral("repetitionsField"), QStringLiteral("3")));
    QVERIFY(rig.find(QStringLiteral("experimentOutlook"))
                ->property("text")
                .toString()
                .contains(QStringLiteral("= 6 trials")));
    QVERIFY(rig.click(QStringLiteral("runExperiment")));
    QTRY_COMPARE(rig.experiment().phase(), Phase::Finished);

    const lab::Plot plot = rig.experiment().results()->figure().plot;
    QCOMPARE(plot.series.size(), std::size_t{1});
    QCOMPARE(plot.series[0].points.size(), std::size_t{2});
    QVERIFY(plot.series[0].points[0].low.has_value());
    QQuickItem *shown = rig.find(QStringLiteral("liveResultsPlot"));
    QVERIFY(shown != nullptr);
    QVERIFY(shown->width() > 300);

    QVERIFY(rig.click(QStringLiteral("rail-results")));
    const QQuickItem *trials = rig.find(QStringLiteral("trialsView"));
    QTRY_VERIFY(trials->property("contentWidth").toReal() <= trials->width());
    QQuickItem *pane = rig.find(QStringLiteral("results"));
    const QString picture = QString::fromStdString((sandbox.path() / "plot.png").string());
    const QString numbers = QString::fromStdString((sandbox.path() / "numbers.csv").string());
    for (const QString &file : {picture, numbers})
        QMetaObject::invokeMethod(pane, "saveTo", Q_ARG(QUrl, QUrl::fromLocalFile(file)));
    QCOMPARE(QImage(picture).size(), QSize(1920, 1080));

    const QString folder = QString::fromStdString((sandbox.path() / "headless").string());
    QCOMPARE(runShownCommand(rig.experiment().form()->command(), {QStringLiteral("-o"), folder}),
             0);
    const QByteArray exported = contentOf(numbers);
    QVERIFY(exported.count('\n') > 6);
    QCOMPARE(exported, contentOf(folder + QStringLiteral("/trials.csv")));
    QCOMPARE(rig.warnings(), QStringList());
}

void ExperimentWindowTest::theoryIsDrawnOverResultsUntilItIsPutAway()
{
    const Sandbox sandbox;
    WindowRig rig;
    rig.click(QStringLiteral("rail-experiment"));
    const QByteArray theory = R"([[theory]]
name = "swarm"
metric = "completion-mean"
with = { N = "group[crowd].count", F = "content.size", u_s = "group[seeds].up", u = "group[crowd].up", d = 0 }
)";
    rig.experiment().form()->open(
        QUrl::fromLocalFile(put(sandbox, "crowd.toml", scenario + theory)));
    QVERIFY(rig.type(QStringLiteral("parameter-group[crowd].count"), QStringLiteral("[2, 4]")));
    QVERIFY(rig.click(QStringLiteral("runExperiment")));
    QTRY_COMPARE(rig.experiment().phase(), Phase::Finished);
    QVERIFY(rig.click(QStringLiteral("rail-results")));

    const auto theories = [&] {
        return std::ranges::count(rig.experiment().results()->figure().plot.series,
                                  lab::PlotSeries::Shape::Theory, &lab::PlotSeries::shape);
    };
    QCOMPARE(theories(), 1);
    QQuickItem *choice = rig.find(QStringLiteral("resultsTheory"));
    QVERIFY(choice != nullptr);
    QCOMPARE(choice->property("displayText").toString(), QStringLiteral("With theory"));
    QVERIFY(QMetaObject::invokeMethod(choice, "activated", Q_ARG(int, 0)));
    QCOMPARE(theories(), 0);
    QCOMPARE(choice->property("displayText").toString(), QStringLiteral("Without theory"));
    rig.experiment().results()->setMetric(rig.experiment().results()->metric() + 1);
    QVERIFY(rig.find(QStringLiteral("resultsTheory")) == nullptr);
    QCOMPARE(rig.warnings(), QStringList());
}

void ExperimentWindowTest::whatIsWrongIsSaidBesideTheButton()
{
    const Sandbox sandbox;
    WindowRig rig;
    rig.click(QStringLiteral("rail-experiment"));
    rig.experiment().form()->open(QUrl::fromLocalFile(put(sandbox, "crowd.toml", scenario)));
    QVERIFY(rig.type(QStringLiteral("parameter-content.size"), QStringLiteral("none")));
    QVERIFY(rig.find(QStringLiteral("experimentOutlook"))
                ->property("text")
                .toString()
                .contains(QStringLiteral("content.size")));
    QVERIFY(!rig.find(QStringLiteral("runExperiment"))->isEnabled());
    QVERIFY(rig.click(QStringLiteral("reset-content.size")));
    QVERIFY(rig.find(QStringLiteral("runExperiment"))->isEnabled());
    QVERIFY(rig.type(QStringLiteral("jobsField"), QStringLiteral("0")));
    QVERIFY(!rig.find(QStringLiteral("runExperiment"))->isEnabled());

    const QString broken
        = put(sandbox, "broken.toml", "version = 1\n[content]\nsizes = \"1 MB\"\n");
    rig.experiment().form()->open(QUrl::fromLocalFile(broken));
    rig.experiment().form()->setJobs({});
    QVERIFY(rig.experiment().form()->error().contains(QStringLiteral("broken.toml:")));
    rig.experiment().form()->open(QUrl::fromLocalFile(QStringLiteral("/nowhere.toml")));
    QVERIFY(rig.experiment().form()->error().contains(QStringLiteral("/nowhere.toml")));
    QVERIFY(!rig.experiment().form()->isValid());
}

void ExperimentWindowTest::anExperimentPausesAndStops()
{
    const Sandbox sandbox;
    WindowRig rig;
    rig.click(QStringLiteral("rail-experiment"));
    rig.experiment().form()->open(QUrl::fromLocalFile(put(sandbox, "crowd.toml", scenario)));
    rig.experiment().form()->setRepetitions(QStringLiteral("100000"));
    rig.experiment().form()->setJobs(QStringLiteral("1"));
    QVERIFY(rig.click(QStringLiteral("runExperiment")));
    QTRY_VERIFY(rig.experiment().done() > 0);
    QVERIFY(rig.click(QStringLiteral("pauseExperiment")));
    QCOMPARE(rig.experiment().phase(), Phase::Paused);
    QVERIFY(rig.click(QStringLiteral("pauseExperiment")));
    const int before = rig.experiment().done();
    QTRY_VERIFY(rig.experiment().done() > before);
    QVERIFY(rig.click(QStringLiteral("stopExperiment")));
    QTRY_COMPARE(rig.experiment().phase(), Phase::Stopped);
    QVERIFY(!rig.experiment().results()->isEmpty());
    QVERIFY(rig.experiment().done() < 100'000);
    // What was finished is kept, and others may go on with it.
    const auto kept = net::readResults(rig.experiment().folder().toStdString());
    QVERIFY(kept && int(kept->results.size()) == rig.experiment().done());
    QVERIFY(QFile::exists(rig.experiment().folder() + QStringLiteral("/report.html")));
    QVERIFY(net::ResultsFolder::open(rig.experiment().folder().toStdString()).has_value());
}

void ExperimentWindowTest::resultsOfTheCommandLineAreOpenedAndPlayed()
{
    const Sandbox sandbox;
    WindowRig rig;
    const QString file = put(sandbox, "crowd.toml", scenario);
    const QString folder = QString::fromStdString((sandbox.path() / "headless").string());
    QCOMPARE(runShownCommand(QStringLiteral("torrarium run %1 --reps 2").arg(file),
                             {QStringLiteral("-o"), folder}),
             0);
    rig.click(QStringLiteral("rail-results"));
    rig.experiment().openFolder(QUrl::fromLocalFile(folder));
    QTRY_COMPARE(rig.experiment().results()->trials()->count(), 2);
    rig.experiment().openOther(QUrl::fromLocalFile(folder));
    QTRY_VERIFY(rig.find(QStringLiteral("otherResultsPlot")) != nullptr);
    models::ResultSet *results = rig.experiment().results();
    models::ResultSet *other = rig.experiment().other();
    results->setMetric(results->metric() + 2);
    results->setKind(1);
    QCOMPARE(other->metric(), results->metric());
    QCOMPARE(other->kind(), 1);
    other->setGroup(other->groups().indexOf(QStringLiteral("crowd")));
    QCOMPARE(results->group(), results->groups().indexOf(QStringLiteral("crowd")));
    rig.experiment().openOther(QUrl::fromLocalFile(QStringLiteral("/nowhere")));
    QTRY_VERIFY(rig.experiment().errorText().contains(QStringLiteral("/nowhere")));
    rig.find(QStringLiteral("resultsPage"))->setProperty("selected", QStringLiteral("1"));
    QVERIFY(rig.click(QStringLiteral("playTrial")));
    QTRY_COMPARE(rig.window()->property("page").toString(), QStringLiteral("lab"));
    QTRY_COMPARE(rig.controller().facts().name, QStringLiteral("Trial 2 of Small crowd"));
    QVERIFY(rig.controller().isVirtual());
}

void ExperimentWindowTest::theCommandLineMakesPicturesWithTheWindowsProgram()
{
    const Sandbox sandbox;
    const QString file = put(sandbox, "crowd.toml", scenario);
    const QString folder = QString::fromStdString((sandbox.path() / "headless").string());
    QCOMPARE(runShownCommand(QStringLiteral("torrarium run %1 --plots svg,png").arg(file),
                             {QStringLiteral("-o"), folder}),
             0);
    const QString plot = folder + QStringLiteral("/plots/completion-mean.");
    QVERIFY(!QImage(plot + QStringLiteral("png")).isNull());
    QVERIFY(!QFile::exists(plot + QStringLiteral("pdf")));
    QCOMPARE(runShownCommand(QStringLiteral("torrarium report %1").arg(folder),
                             {QStringLiteral("--plots"), QStringLiteral("pdf")}),
             0);
    QVERIFY(contentOf(plot + QStringLiteral("pdf")).startsWith("%PDF"));
    QCOMPARE(runShownCommand(QStringLiteral("torrarium verify %1").arg(folder), {}), 0);
}

int main(int argc, char **argv)
{
    ExperimentWindowTest test;
    return support::runWindowTest(argc, argv, &test);
}

#include "tst_experimentwindow.moc"
