#include "core/lab/metric.h"
#include "core/lab/trialresult.h"
#include "core/lab/virtualtrial.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace {

/// One seed and two leechers: the first one has everything after 10 s, the second one after 20 s
/// and gave twice what it took.
lab::TrialResult handMade()
{
    lab::TrialResult result;
    result.trial = 4;
    lab::Observation &seen = result.observation;
    seen.announces = 12;
    seen.elapsed = 40;
    seen.crossing = 900;
    seen.peers = {
        {.number = 1, .group = 0, .joined = 0, .uploaded = 1000},
        {.number = 2,
         .group = 1,
         .joined = 0,
         .firstPiece = 2,
         .nearlyAll = 8,
         .completed = 10,
         .left = 30,
         .uploaded = 500,
         .downloaded = 1000,
         .waited = 3},
        {.number = 3,
         .group = 1,
         .joined = 5,
         .firstPiece = 11,
         .nearlyAll = 21,
         .completed = 25,
         .left = 25,
         .uploaded = 2500,
         .downloaded = 1250,
         .wasted = 250,
         .waited = 5},
        {.number = 4, .group = 1}, // never came
    };
    seen.samples
        = {{.at = 10, .leechers = 2, .seeds = 1, .copies = 1, .connections = 2, .interest = 0.5},
           {.at = 20, .leechers = 1, .seeds = 2, .copies = 3, .connections = 1}};
    return result;
}

sim::SimSetup setup()
{
    sim::SimSetup setup;
    setup.totalLength = 1000;
    setup.groups = {{.name = "seeds", .count = 1, .seed = true, .line = {.up = 100}},
                    {.name = "leechers", .count = 3, .line = {.up = 100}}};
    return setup;
}

double valueOf(std::string_view metric, std::string_view group)
{
    for (const lab::Measured &each : lab::measure(handMade().observation, setup())) {
        if (each.metric == metric && each.group == group)
            return each.value;
    }
    return std::nan("");
}

} // namespace

class TestMetric : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reducesAHandMadeTrial_data()
    {
        QTest::addColumn<QString>("metric");
        QTest::addColumn<QString>("group");
        QTest::addColumn<double>("value");
        const auto row = [](const char *metric, const char *group, double value) {
            QTest::addRow("%s of %s", metric, group) << metric << group << value;
        };
        row("completion-mean", "leechers", 15);
        row("completion-median", "all", 15);
        row("completion-max", "all", 20);
        row("completed", "all", 1);
        row("first-piece-mean", "leechers", 4);
        row("last-pieces-p95", "leechers", 2 + 0.95 * (4 - 2));
        row("waiting-mean", "leechers", 4);
        row("goodput-mean", "leechers", (100 + 50) / 2.0);
        row("share-ratio-mean", "leechers", (0.5 + 2) / 2);
        row("fairness", "leechers", 2.5 * 2.5 / (2 * (0.25 + 4)));
        row("uploaded", "all", 4000);
        row("downloaded", "leechers", 2250);
        row("wasted", "leechers", 250.0 / 2250);
        row("uplink-use", "seeds", 1000 / (100.0 * 40));
        row("uplink-use", "leechers", 3000 / (100.0 * (30 + 20)));
        row("seed-time-mean", "seeds", 40);
        row("seed-time-mean", "leechers", 10);
        row("peers-mean", "all", 1.5);
        row("seeds-max", "all", 2);
        row("seeds-share", "all", (1 / 3.0 + 2 / 3.0) / 2);
        row("availability-min", "all", 1);
        row("entropy-of-interest", "all", 0.5);
        row("connections-mean", "all", 1.5);
        row("availability-steady", "all", 3);
        row("transient-time", "all", 20);
        row("lifetime", "all", 20);
        row("cross-region", "all", 900 / 2250.0);
        row("announces", "all", 12);
        row("announce-rate", "all", 0.3);
        row("duration", "all", 40);
    }
    void reducesAHandMadeTrial()
    {
        QFETCH(const QString, metric);
        QFETCH(const QString, group);
        QFETCH(const double, value);
        const double measured = valueOf(metric.toStdString(), group.toStdString());
        QVERIFY2(std::abs(measured - value) < 1e-9, std::to_string(measured).c_str());
    }

    void saysNothingOfWhatDidNotHappen()
    {
        QVERIFY(std::isnan(valueOf("completion-mean", "seeds")));
        QVERIFY(std::isnan(valueOf("announces", "leechers"))); // the swarm's alone
    }

    void everyMetricIsInTheDocs()
    {
        QFile file(QStringLiteral(TORRARIUM_RESOURCES "/../docs/metrics.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string docs = file.readAll().toStdString();
        for (const lab::Metric &metric : lab::metrics()) {
            const std::string row
                = fmt::format("| `{}` | {} | {} | {} | {} |", metric.name, metric.unit,
                              metric.ofSwarm ? "swarm" : "group", metric.meaning, metric.source);
            QVERIFY2(docs.find(row) != std::string::npos, row.c_str());
        }
    }

    void resultsSurviveTheJournal()
    {
        const lab::TrialResult result = handMade();
        QVERIFY(lab::decodeTrialResult(lab::encode(result)) == result);
        lab::TrialResult without = handMade();
        without.observation.crossing.reset();
        QVERIFY(lab::decodeTrialResult(lab::encode(without)) == without);
        const lab::TrialResult failed{.trial = 3, .fault = "no memory left"};
        QVERIFY(lab::decodeTrialResult(lab::encode(failed)) == failed);
    }

    void tornOrChangedLinesAreNone()
    {
        const std::string line = lab::encode(handMade());
        for (std::size_t length = 0; length < line.size(); ++length)
            QVERIFY(!lab::decodeTrialResult(std::string_view(line).substr(0, length)));
        std::string changed = line;
        changed.back() = changed.back() == '1' ? '2' : '1';
        QVERIFY(!lab::decodeTrialResult(changed));
    }

    void observesAVirtualTrial()
    {
        lab::Scenario scenario = lab::Scenario::standard();
        scenario.setup.totalLength = 2'000'000;
        scenario.setup.groups[1].count = 10;
        scenario.sampleInterval = std::chrono::seconds(1);
        const auto seen = lab::runVirtualTrial(scenario, [] { return true; });
        QVERIFY(seen.has_value());
        QCOMPARE(seen->peers.size(), std::size_t{11});
        // Everybody has started; of those who completed some are still telling the tracker.
        QVERIFY2(seen->announces > 11U && seen->announces <= 21U,
                 std::to_string(seen->announces.value_or(0)).c_str());
        QVERIFY(!seen->samples.empty());
        QVERIFY(std::ranges::any_of(seen->samples,
                                    [](const lab::Sample &each) { return each.interest > 0; }));
        for (const lab::PeerObservation &peer : seen->peers) {
            QVERIFY(peer.joined.has_value());
            QVERIFY(peer.group == 0
                    || (peer.completed && peer.firstPiece <= peer.nearlyAll
                        && peer.nearlyAll <= peer.completed));
        }
        QVERIFY(lab::runVirtualTrial(scenario, [] { return true; }) == seen);
    }

    void countsWhatCrossesRegions_data()
    {
        QTest::addColumn<bool>("pieces");
        QTest::newRow("block by block") << false;
        QTest::newRow("piece by piece") << true;
    }
    void countsWhatCrossesRegions()
    {
        QFETCH(const bool, pieces);
        lab::Scenario scenario = lab::Scenario::standard();
        scenario.setup.mode = pieces ? sim::Mode::Pieces : sim::Mode::Blocks;
        scenario.setup.totalLength = 2'000'000;
        scenario.setup.groups[1].count = 1;
        const auto crossing
            = [&] { return lab::runVirtualTrial(scenario, [] { return true; })->crossing; };
        QVERIFY(!crossing()); // there are no regions
        const std::vector<base::Duration> row(2, std::chrono::milliseconds(25));
        scenario.setup.latency = {row, row};
        QCOMPARE(crossing(), std::optional<std::uint64_t>(0));
        scenario.setup.groups[1].line.region = 1;
        QCOMPARE(crossing(), std::optional<std::uint64_t>(2'000'000));
    }

    void aTrialCanBeBrokenOff()
    {
        QVERIFY(!lab::runVirtualTrial(lab::Scenario::standard(), [] { return false; }));
    }
};

QTEST_APPLESS_MAIN(TestMetric)
#include "tst_metric.moc"
