#include "core/lab/htmlreport.h"
#include "core/lab/overlay.h"

#include <QTest>

using lab::Experiment;
using lab::ExperimentResults;
using lab::PlotChoice;
using lab::PlotSeries;
using Kind = PlotChoice::Kind;

namespace {

constexpr const char *crowd = R"(version = 1
[content]
size = "4 MB"
[[group]]
name = "origin"
seed = true
count = 1
up = "100 kB/s"
[[group]]
name = "crowd"
count = 5
up = "50 kB/s"
[sweep.over]
"group[crowd].count" = [5, 10]
"group[crowd].up" = ["50 kB/s", "100 kB/s"]
)";

constexpr const char *clientServer = R"([[theory]]
name = "client-server"
metric = "completion-max"
with = { N = "group[crowd].count", F = "content.size", u_s = "group[origin].up", d = 0 }
)";

constexpr const char *swarmBound = R"([[theory]]
name = "swarm"
metric = "completion-max"
[theory.with]
N = "group[crowd].count"
F = "4 MB"
u_s = "100 kB/s"
u = "group[crowd].up"
d = 0
)";

base::Expected<Experiment> parse(const std::string &theory)
{
    return Experiment::parse(crowd + theory, "o.toml");
}

std::vector<PlotSeries> overlay(const std::string &theory, const PlotChoice &choice)
{
    const Experiment experiment = parse(theory).value();
    return lab::overlayOf(ExperimentResults(experiment), choice);
}

/// `text` with one of its parts replaced.
std::string with(std::string text, const std::string &part, const std::string &by)
{
    return text.replace(text.find(part), part.size(), by);
}

} // namespace

class OverlayTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTheoryIsOneLineWhereTheOtherKeysMakeNoDifference()
    {
        const auto lines = overlay(clientServer, {.metric = "completion-max"});
        QCOMPARE(lines.size(), std::size_t{1});
        QCOMPARE(lines[0].name, std::string("theory: client-server"));
        QVERIFY(lines[0].shape == PlotSeries::Shape::Theory);
        // N F / u_s = 40 s a client
        QVERIFY((lines[0].points == std::vector<lab::PlotPoint>{{5, 200}, {10, 400}}));
    }

    void aTheoryIsALineForEachValueThatMakesADifference()
    {
        const auto lines = overlay(swarmBound, {.metric = "completion-max"});
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[0].name, std::string("theory: swarm, group[crowd].up 50 kB/s"));
        // N F / (u_s + N u): 5 * 4 MB / 350 kB/s; at 100 kB/s the seed's F / u_s limits
        QVERIFY(std::abs(lines[0].points[0].y - 57.142857) < 1e-6);
        QCOMPARE(lines[1].points[0].y, 40.0);
    }

    void theKeyAlongTheAxisIsTheOneThatWasChosen()
    {
        const auto lines
            = overlay(clientServer, {.metric = "completion-max", .along = "group[crowd].up"});
        QCOMPARE(lines.size(), std::size_t{2});
        QVERIFY((lines[1].points == std::vector<lab::PlotPoint>{{50, 400}, {100, 400}}));
    }

    void onlyItsMetricHasATheory()
    {
        QVERIFY(overlay(clientServer, {.metric = "completion-mean"}).empty());
        QVERIFY(overlay(clientServer, {.kind = Kind::Ecdf, .metric = "completion-mean"}).empty());
        QVERIFY(!overlay(clientServer, {.kind = Kind::Boxes, .metric = "completion-max"}).empty());
    }

    void overADistributionItStandsUprightForEachSetting()
    {
        const auto lines = overlay(clientServer, {.kind = Kind::Ecdf, .metric = "completion-max"});
        QCOMPARE(lines.size(), std::size_t{4});
        QCOMPARE(lines[0].name, std::string("theory: client-server"));
        QCOMPARE(lines[2].name, std::string()); // one entry of the legend for all
        QCOMPARE(lines[2].like, std::string("group[crowd].count 10, group[crowd].up 50 kB/s"));
        QVERIFY((lines[0].points == std::vector<lab::PlotPoint>{{200, 0}, {200, 1}}));
        QVERIFY((lines[2].points == std::vector<lab::PlotPoint>{{400, 0}, {400, 1}}));
        // Of peers every theory of their completion, whatever metric is chosen.
        const auto peers = overlay(clientServer, {.kind = Kind::PeersEcdf, .metric = "uploaded"});
        QVERIFY(peers == lines);
        const std::string seeds = with(clientServer, "completion-max", "seed-time-mean");
        QVERIFY(overlay(seeds, {.kind = Kind::PeersEcdf}).empty());
    }

    void withoutASweepALevelLineStandsThere()
    {
        const std::string text(crowd);
        const Experiment alone
            = Experiment::parse(text.substr(0, text.find("[sweep")) + clientServer, "a.toml")
                  .value();
        const auto lines = lab::overlayOf(ExperimentResults(alone), {.metric = "completion-max"});
        QCOMPARE(lines.size(), std::size_t{1});
        QVERIFY((lines[0].points == std::vector<lab::PlotPoint>{{-0.25, 200}, {0.25, 200}}));
    }

    void plotsHaveItUnlessTheyShallNot()
    {
        const Experiment experiment = parse(clientServer).value();
        const ExperimentResults results(experiment);
        const auto count = [&](bool theory) {
            return std::ranges::count(
                lab::plotOf(results, {.metric = "completion-max", .theory = theory}).series,
                PlotSeries::Shape::Theory, &PlotSeries::shape);
        };
        QCOMPARE(count(true), 1);
        QCOMPARE(count(false), 0);
    }

    void aReportShowsWhatATheoryPredicts()
    {
        const Experiment experiment = parse(clientServer).value();
        QVERIFY(lab::htmlReport(ExperimentResults(experiment)).find("theory: client-server")
                != std::string::npos);
    }

    void argumentsMayBeQuotientsWithUnits()
    {
        const auto lines = overlay(R"([[theory]]
name = "fluid-time"
metric = "completion-mean"
with = { lambda = "6/min", mu = "group[crowd].up / content.size", c = 0, gamma = "1 / 20 s", theta = 0, eta = 1 }
)",
                                   {});
        // 1 / mu - 1 / gamma = 80 - 20 and 40 - 20
        QCOMPARE(lines.size(), std::size_t{2});
        QVERIFY(std::abs(lines[0].points[0].y - 60) < 1e-9);
        QVERIFY(std::abs(lines[1].points[0].y - 20) < 1e-9);
    }

    void argumentsMayBeWorkedOut()
    {
        const std::string stay = "gamma = \"(1 - 0.25) / (3 * 5 s)\"";
        const auto lines = overlay(with(R"([[theory]]
name = "fluid-time"
metric = "completion-mean"
with = { lambda = 1, mu = "group[crowd].up / content.size", c = 0, gamma = 1, theta = 0, eta = 1 }
)",
                                        "gamma = 1", stay),
                                   {});
        // 1 / mu - 1 / gamma = 80 - 20 and 40 - 20
        QCOMPARE(lines.size(), std::size_t{2});
        QVERIFY(std::abs(lines[0].points[0].y - 60) < 1e-9);
        QVERIFY(std::abs(lines[1].points[0].y - 20) < 1e-9);
    }

    void refusesWhatItCannotReadWithItsPlace_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("by");
        QTest::addColumn<QString>("error");
        QTest::newRow("theory") << "\"client-server\""
                                << "\"client-sever\""
                                << "o.toml:17:1: theory[0].name: \"client-sever\" is unknown; did "
                                   "you mean \"client-server\"?";
        QTest::newRow("metric") << "\"completion-max\""
                                << "\"completion\""
                                << "o.toml:18:1: theory[0].metric: \"completion\" is unknown";
        QTest::newRow("key") << "group[crowd]"
                             << "group[crow]"
                             << "o.toml:19:10: theory[0].with.N: group[crow].count: the scenario "
                                "does not say it";
        QTest::newRow("no value") << "content.size"
                                  << "content"
                                  << "theory[0].with.F: content: it is no single value";
        QTest::newRow("word") << "content.size"
                              << "group[crowd].name"
                              << "theory[0].with.F: \"crowd\" cannot be read";
        QTest::newRow("flag") << "content.size"
                              << "group[0].seed"
                              << "theory[0].with.F: \"true\" is no number";
        QTest::newRow("quantity") << "content.size"
                                  << "4 elephants"
                                  << "theory[0].with.F: \"4 elephants\" cannot be read";
        QTest::newRow("division") << "content.size"
                                  << "content.size / 0"
                                  << "theory[0].with.F: \"content.size / 0\" divides by 0";
        QTest::newRow("negative") << "d = 0"
                                  << "d = -1"
                                  << "theory[0].with.d: it must be a number from 0";
        QTest::newRow("parameter") << "d = 0"
                                   << "d = 0, q = 1"
                                   << "theory[0].with.q: there is no such key";
        QTest::newRow("missing") << ", d = 0"
                                 << ""
                                 << "theory[0].with.d: it is missing";
    }
    void refusesWhatItCannotReadWithItsPlace()
    {
        QFETCH(const QString, part);
        QFETCH(const QString, by);
        QFETCH(const QString, error);
        const auto experiment = parse(with(clientServer, part.toStdString(), by.toStdString()));
        QVERIFY(!experiment);
        const std::string said = experiment.error().text();
        QVERIFY2(said.find(error.toStdString()) != std::string::npos, said.c_str());
    }

    void aValueOfTheSweepThatATheoryCannotTakeIsNamed()
    {
        const std::string scenario
            = with(with(crowd, "count = 5\n", "count = 5\nmax-n = 1\n"),
                   "\"group[crowd].count\" = [5, 10]", "\"group[crowd].max-n\" = [1, 0]");
        const std::string theory
            = with(clientServer, "\"content.size\"", "\"content.size / group[crowd].max-n\"");
        const auto experiment = Experiment::parse(scenario + theory, "o.toml");
        QVERIFY(!experiment);
        const std::string said = experiment.error().text();
        QVERIFY2(said.find("with group[crowd].max-n = 0") != std::string::npos, said.c_str());
        QVERIFY2(said.find("divides by 0") != std::string::npos, said.c_str());
    }
};

QTEST_APPLESS_MAIN(OverlayTest)
#include "tst_overlay.moc"
