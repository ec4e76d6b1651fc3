#include "core/lab/resultplots.h"

#include <QTest>

using lab::Experiment;
using lab::ExperimentResults;
using lab::Plot;
using lab::PlotChoice;
using lab::PlotSeries;
using Kind = PlotChoice::Kind;

namespace {

constexpr const char *swept = R"(version = 1
name = "two keys"
[content]
size = "1 MB"
[[group]]
seed = true
count = 1
up = "1 MB/s"
[[group]]
name = "crowd"
count = 2
up = "1 MB/s"
[sweep]
repetitions = 3
[sweep.over]
content.size = ["1 MB", "4 MB"]
"group[*].picker" = ["rarest-first", "random"]
)";

/// Two leechers that need `first` and `second` seconds.
lab::TrialResult result(std::uint32_t trial, double first, double second)
{
    lab::TrialResult done;
    done.trial = trial;
    std::uint32_t number = 1;
    for (const double time : {first, second}) {
        lab::PeerObservation peer;
        peer.number = ++number;
        peer.group = 1;
        peer.joined = 0;
        peer.completed = time;
        done.observation.peers.push_back(peer);
    }
    return done;
}

/// Setting s takes 10 (s + 1) seconds on average, one second more or less in the other repetitions.
void addAll(ExperimentResults &results)
{
    for (const lab::Trial &trial : results.experiment().trials()) {
        const double mean = 10.0 * (trial.setting + 1) + trial.repetition - 1.0;
        results.add(result(trial.index, mean - 2, mean + 2));
    }
}

const PlotSeries *find(const Plot &plot, const std::string &name)
{
    for (const PlotSeries &series : plot.series) {
        if (series.name == name)
            return &series;
    }
    return nullptr;
}

} // namespace

class ResultPlotsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_experiment = Experiment::parse(swept, "swept.toml").value();
        m_results.emplace(*m_experiment);
        addAll(*m_results);
    }

    void meansStandOverTheFirstKeyAndTheOthersMakeSeries()
    {
        const Plot plot = lab::plotOf(*m_results, {});
        QCOMPARE(plot.title, std::string("two keys"));
        QCOMPARE(plot.x.label, std::string("content.size [MB]"));
        QVERIFY(plot.x.categories.empty());
        QCOMPARE(plot.series.size(), std::size_t{2});
        const PlotSeries *random = find(plot, "group[*].picker random");
        QVERIFY(random != nullptr);
        QCOMPARE(random->points.size(), std::size_t{2});
        QCOMPARE(random->points[0].x, 1.0);
        QCOMPARE(random->points[0].y, 20.0);
        QCOMPARE(random->points[1].x, 4.0);
        QCOMPARE(random->points[1].y, 40.0);
        // Student's t for 3 values of deviation 1: 4.303 / sqrt(3)
        QVERIFY(std::abs(*random->points[0].high - 22.484) < 0.001);
    }

    void wordsStandSideBySide()
    {
        const Plot plot = lab::plotOf(*m_results, {.along = "group[*].picker"});
        QCOMPARE(plot.x.categories, (std::vector<std::string>{"rarest-first", "random"}));
        const PlotSeries *small = find(plot, "content.size 1 MB");
        QVERIFY(small != nullptr);
        QCOMPARE(small->points[1].x, 1.0);
        QCOMPARE(small->points[1].y, 20.0);
    }

    void aKeyWithNumbersGoesBeforeOneWithWords()
    {
        std::string text(swept);
        text.replace(text.find("\ncontent.size = ["), 15, "\n\"group[crowd].count\" =");
        text.replace(text.find("\"1 MB\", \"4 MB\""), 14, "2, 4");
        const Experiment wordsFirst = Experiment::parse(text, "words.toml").value();
        QCOMPARE(wordsFirst.sweep().axes.front().path, std::string("group[*].picker"));
        QCOMPARE(lab::plotOf(ExperimentResults(wordsFirst), {}).x.label,
                 std::string("group[crowd].count"));
    }

    void boxesHoldQuartilesAndRange()
    {
        const Plot plot = lab::plotOf(*m_results, {.kind = Kind::Boxes});
        const lab::PlotPoint &box = find(plot, "group[*].picker rarest-first")->points[0];
        QCOMPARE(box.y, 10.0);
        QCOMPARE(*box.low, 9.0);
        QCOMPARE(*box.q1, 9.5);
        QCOMPARE(*box.q3, 10.5);
        QCOMPARE(*box.high, 11.0);
    }

    void anEcdfEndsAtOne()
    {
        const Plot plot = lab::plotOf(*m_results, {.kind = Kind::Ecdf});
        QCOMPARE(plot.series.size(), std::size_t{4});
        for (const PlotSeries &series : plot.series) {
            QCOMPARE(series.points.size(), std::size_t{4});
            QCOMPARE(series.points.front().y, 0.0);
            QCOMPARE(series.points.back().y, 1.0);
        }
        const Plot peers = lab::plotOf(*m_results, {.kind = Kind::PeersEcdf, .group = "crowd"});
        QCOMPARE(peers.series[0].points.size(), std::size_t{7});
        QCOMPARE(peers.series[0].points.back().x, 13.0);
        QVERIFY(
            lab::plotOf(*m_results, {.kind = Kind::PeersEcdf, .group = "seeds"}).series.empty());
    }

    void everyTrialIsAPointOfAScatter()
    {
        const Plot plot = lab::plotOf(*m_results, {.kind = Kind::Scatter});
        QCOMPARE(plot.series[0].points.size(), std::size_t{6});
    }

    void withoutASweepOneSettingStandsAlone()
    {
        const std::string text(swept);
        const Experiment alone
            = Experiment::parse(text.substr(0, text.find("[sweep]")), "alone.toml").value();
        ExperimentResults results(alone);
        results.add(result(0, 8, 12));
        const Plot plot = lab::plotOf(results, {});
        QCOMPARE(plot.series.size(), std::size_t{1});
        QCOMPARE(plot.series[0].points[0].y, 10.0);
        QCOMPARE(plot.x.categories.size(), std::size_t{1});
    }

    void noResultsYetAreAnEmptyPlot()
    {
        const ExperimentResults none(*m_experiment);
        for (const Kind kind :
             {Kind::Means, Kind::Boxes, Kind::Ecdf, Kind::Scatter, Kind::PeersEcdf}) {
            for (const PlotSeries &series : lab::plotOf(none, {.kind = kind}).series)
                QVERIFY(series.points.empty());
        }
    }

    void groupsBeginWithAll()
    {
        QCOMPARE(lab::groupsWith(*m_results, "completion-mean"),
                 (std::vector<std::string>{"all", "crowd"}));
    }

private:
    std::optional<Experiment> m_experiment;
    std::optional<ExperimentResults> m_results;
};

QTEST_APPLESS_MAIN(ResultPlotsTest)
#include "tst_resultplots.moc"
