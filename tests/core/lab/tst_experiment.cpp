#include "core/lab/experiment.h"
#include "core/lab/range.h"

#include <QTest>

#include <set>

using lab::Experiment;
using lab::Value;

namespace {

constexpr std::string_view swarmFile = R"(version = 1
random-seed = 7
[content]
size = "1 MB"
[[group]]
seed = true
count = 1
up = "1 MB/s"
[[group]]
name = "crowd"
count = 9
up = "1 MB/s"
)";

base::Expected<Experiment> parse(const std::string &more,
                                 const std::vector<lab::Override> &overrides = {})
{
    return Experiment::parse(std::string(swarmFile) + more, "e.toml", overrides);
}

std::string errorOf(const base::Expected<Experiment> &experiment)
{
    return experiment ? "" : experiment.error().text();
}

std::vector<Value> range(std::string_view text)
{
    return lab::parseRange(text).value_or(std::vector<Value>());
}

} // namespace

class TestExperiment : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutASweepThereIsOneTrial()
    {
        const auto experiment = parse("");
        QVERIFY2(experiment, errorOf(experiment).c_str());
        QCOMPARE(experiment->trials().size(), std::size_t{1});
        QVERIFY(experiment->scenarioOf(experiment->trials()[0]).has_value());
    }

    void aGridHasEveryPairOfValuesAndRepetitionsAreTheOuterLoop()
    {
        const auto experiment = parse(R"([sweep]
repetitions = 2
[sweep.over]
content.size = ["1 MB", "2 MB"]
"group[crowd].count" = [3, 4, 5]
)");
        QVERIFY2(experiment, errorOf(experiment).c_str());
        QCOMPARE(experiment->trials().size(), std::size_t{12});
        const auto &second = experiment->trials()[1];
        QCOMPARE(second.setting, 1U);
        QCOMPARE(second.repetition, 0U);
        const auto scenario = experiment->scenarioOf(experiment->trials()[5]);
        QVERIFY(scenario.has_value());
        QCOMPARE(scenario->setup.totalLength, 2'000'000U);
        QCOMPARE(scenario->setup.groups[1].count, 5U);
        QCOMPARE(scenario->setup.seed, experiment->trials()[5].seed);
    }

    void pairsTakeTheValuesOfOnePlaceTogether()
    {
        const auto experiment = parse(R"([sweep]
combine = "pairs"
[sweep.over]
content.size = ["1 MB", "2 MB"]
"group[1].count" = "3..4 step 1"
)");
        QVERIFY2(experiment, errorOf(experiment).c_str());
        QCOMPARE(experiment->trials().size(), std::size_t{2});
        const auto scenario = experiment->scenarioOf(experiment->trials()[1]);
        QCOMPARE(scenario->setup.totalLength, 2'000'000U);
        QCOMPARE(scenario->setup.groups[1].count, 4U);
    }

    void repetitionsHaveSeedsOfTheirOwnSharedByAllSettings()
    {
        const std::string sweep = "[sweep.over]\n\"group[1].count\" = [3, 4]\n";
        const auto few = parse("[sweep]\nrepetitions = 3\n" + sweep);
        const auto more = parse("[sweep]\nrepetitions = 5\n" + sweep);
        QVERIFY(few && more);
        std::set<std::uint64_t> seeds;
        for (const lab::Trial &trial : few->trials()) {
            seeds.insert(trial.seed);
            QVERIFY(trial.seed < (1ULL << 53));
            QCOMPARE(more->trials()[trial.index].seed, trial.seed);
        }
        QCOMPARE(seeds.size(), std::size_t{3});
        QCOMPARE(few->trials()[0].seed, few->trials()[1].seed);
    }

    void aStarMeansEveryGroup()
    {
        const auto experiment = parse("[sweep.over]\n\"group[*].picker\" = [\"random\"]\n");
        QVERIFY2(experiment, errorOf(experiment).c_str());
        const auto scenario = experiment->scenarioOf(experiment->trials()[0]);
        QCOMPARE(scenario->setup.groups[0].picker, std::string("random"));
        QCOMPARE(scenario->setup.groups[1].picker, std::string("random"));
    }

    void overridesSetKeysAndMakeTablesThatAreMissing()
    {
        const auto experiment = parse("",
                                      {{"group[crowd].count", "4", {}},
                                       {"content.size", "3 MB", {}},
                                       {"limits.horizon", "1 h", {}},
                                       {"sweep.repetitions", "6", "--reps"},
                                       {"sweep.over.\"group[crowd].max-n\"", "[1, 2]", {}}});
        QVERIFY2(experiment, errorOf(experiment).c_str());
        QCOMPARE(experiment->trials().size(), std::size_t{12});
        const sim::SimSetup &setup = experiment->scenario().setup;
        QCOMPARE(setup.groups[1].count, 4U);
        QCOMPARE(setup.totalLength, 3'000'000U);
        QCOMPARE(setup.horizon, base::Duration(std::chrono::hours(1)));
    }

    void itsTextGivesTheSameExperimentAgain()
    {
        const auto experiment = parse("[sweep]\nrepetitions = 2\n",
                                      {{"content.size", "3 MB", {}}, {"random-seed", "9", {}}});
        QVERIFY2(experiment, errorOf(experiment).c_str());
        const auto again = Experiment::parse(experiment->text(), "again.toml");
        QVERIFY2(again, errorOf(again).c_str());
        QCOMPARE(again->trials(), experiment->trials());
        QCOMPARE(again->scenario().setup.totalLength, 3'000'000U);
        QCOMPARE(again->text(), experiment->text());
    }

    void withoutOverridesTheTextIsTheFile()
    {
        QCOMPARE(parse("# a comment\n")->text(), std::string(swarmFile) + "# a comment\n");
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<QString>("more");
        QTest::addColumn<QString>("error");
        QTest::newRow("a key that is not there")
            << "[sweep.over]\n\"group[2].count\" = [1]\n"
            << "e.toml:13:1: sweep.over: with group[2].count = 1: group[2].count: "
               "there is no group[2]";
        QTest::newRow("a value that is no choice")
            << "[sweep.over]\n\"group[1].picker\" = [\"rarest\"]\n"
            << "e.toml:13:1: sweep.over: with group[1].picker = rarest: group[1].picker: "
               "\"rarest\" is unknown";
        QTest::newRow("a misspelt key") << "[sweep.over]\n\"group[1].pickr\" = [\"random\"]\n"
                                        << "there is no such key; did you mean \"picker\"?";
        QTest::newRow("an empty list") << "[sweep.over]\ncontent.size = []\n"
                                       << "it must have 1 to 10000 values";
        QTest::newRow("no repetitions") << "[sweep]\nrepetitions = 0\n"
                                        << "e.toml:14:1: sweep.repetitions: it must be at least 1";
        QTest::newRow("pairs of unequal length")
            << "[sweep]\ncombine = \"pairs\"\n[sweep.over]\n\"group[0].count\" = [1, 2]\n"
               "\"group[1].count\" = [1]\n"
            << "pairs need lists of one length";
        QTest::newRow("a range without end") << "[sweep.over]\n\"group[1].count\" = \"1..\"\n"
                                             << "\"1..\" is no range";
        QTest::newRow("too many trials")
            << "[sweep]\nrepetitions = 100000\n[sweep.over]\n\"group[1].count\" = [1, 2]\n"
            << "that is more than 100000 trials";
    }
    void refusesWhatCannotBe()
    {
        QFETCH(const QString, more);
        QFETCH(const QString, error);
        const std::string said = errorOf(parse(more.toStdString()));
        QVERIFY2(said.find(error.toStdString()) != std::string::npos, said.c_str());
    }

    void overridesThatCannotBeAreNamed_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("error");
        QTest::newRow("unit") << "content.size"
                              << "4"
                              << "--set content.size=4: \"4\" has no unit";
        QTest::newRow("key") << "content.siz"
                             << "4 MB"
                             << "--set content.siz=4 MB: ";
        QTest::newRow("list") << "group.count"
                              << "4"
                              << "--set group.count=4: there is a list";
        QTest::newRow("path") << "content..size"
                              << "4"
                              << "it is no key";
        QTest::newRow("table") << "group[1]"
                               << "4"
                               << "it is a whole table";
    }
    void overridesThatCannotBeAreNamed()
    {
        QFETCH(const QString, path);
        QFETCH(const QString, text);
        QFETCH(const QString, error);
        const std::string said = errorOf(parse("", {{path.toStdString(), text.toStdString(), {}}}));
        QVERIFY2(said.find(error.toStdString()) != std::string::npos, said.c_str());
    }

    void theOverrideThatSpoilsTheScenarioIsNamed()
    {
        const std::string said = errorOf(parse("",
                                               {{"sweep.repetitions", "2", "--reps"},
                                                {"group[1].stay.kind", "for", {}},
                                                {"random-seed", "3", "--seed"}}));
        QVERIFY2(
            said.starts_with("--set group[1].stay.kind=for: group[1].stay.span: it is missing"),
            said.c_str());
    }

    void rangesCountUpByStepsAndFactors()
    {
        using namespace std::string_literals;
        QCOMPARE(range("1..3 step 1"),
                 (std::vector<Value>{std::int64_t{1}, std::int64_t{2}, std::int64_t{3}}));
        QCOMPARE(range("1 MB..2 MB step 0.5 MB"),
                 (std::vector<Value>{"1 MB"s, "1.5 MB"s, "2 MB"s}));
        QCOMPARE(range("10..1000 times 10"),
                 (std::vector<Value>{std::int64_t{10}, std::int64_t{100}, std::int64_t{1000}}));
        QCOMPARE(range("0.1..0.3 step 0.1"), (std::vector<Value>{0.1, 0.2, 0.3}));
    }

    void refusesRangesThatDoNotGrow()
    {
        for (const char *text :
             {"1..3", "1..3 step 0", "1..3 step -1", "3..1 step 1", "1..3 times 1", "0..3 times 2",
              "1 MB..3 kB step 1 MB", "1..3 step 1 s", "a..b step c", "0..100000 step 1", ""})
            QVERIFY2(!lab::parseRange(text), text);
    }
};

QTEST_APPLESS_MAIN(TestExperiment)
#include "tst_experiment.moc"
