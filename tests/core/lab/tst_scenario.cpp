#include "core/lab/scenario.h"

#include <QDir>
#include <QFile>
#include <QTest>

using lab::Scenario;
using namespace std::chrono_literals;

namespace {

/// A scenario whose group has `lines` beside what every group must have.
std::string withGroup(const std::string &lines)
{
    return "version = 1\n"
           "[content]\nsize = \"10 MB\"\n"
           "[[group]]\nseed = true\ncount = 1\nup = \"1 MB/s\"\n"
           "[[group]]\ncount = 9\nup = \"1 MB/s\"\n"
        + lines + '\n';
}
constexpr int groupLine = 11; ///< where those lines start

/// A scenario that uses every key.
constexpr std::string_view everyKey = R"(
version = 1
name = "all"
description = "every key"
random-seed = 7
[content]
size = "10 MiB"
piece-size = "128 KiB"
[network]
regions = ["north", "south"]
latency = [["10 ms", "40 ms"], ["40 ms", "20 ms"]]
[tracker]
interval = "15 min"
selection = "seeds-to-seeds"
[limits]
horizon = "2 h"
[[group]]
name = "origin"
count = 2
seed = true
up = "8 Mbit/s"
[[group]]
name = "crowd"
count = 50
up = "128 kB/s"
down = "1 MB/s"
region = "south"
arrival = { kind = "flash-crowd", start = "10 s", rate = "30/min", span = "20 min" }
stay = { kind = "until-ratio", ratio = 1.5 }
picker = "random"
choker = "all-unchoked"
seed-choker = "round-robin"
seeding = "super"
end-game = false
max-n = 3
neighbours = 12
)";

} // namespace

class TestScenario : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEveryKey()
    {
        const auto scenario = Scenario::parse(everyKey, "all.toml");
        QVERIFY2(scenario, scenario ? "" : scenario.error().text().c_str());
        const sim::SimSetup &setup = scenario->setup;
        QCOMPARE(scenario->name, std::string("all"));
        QCOMPARE(scenario->description, std::string("every key"));
        QCOMPARE(setup.seed, 7U);
        QCOMPARE(setup.totalLength, 10U * 1024 * 1024);
        QCOMPARE(setup.pieceLength, 128U * 1024);
        QCOMPARE(setup.latency[1][0], base::Duration(40ms));
        QCOMPARE(setup.announceInterval, 900s);
        QCOMPARE(setup.selection, roles::PeerSelection::SeedsToSeeds);
        QCOMPARE(setup.horizon, base::Duration(2h));
        QCOMPARE(setup.groups.size(), 2U);
        QVERIFY(setup.groups[0].seed);
        QCOMPARE(setup.groups[0].line, (sim::AccessLink{.up = 1e6, .down = 0, .region = 0}));
        const sim::PeerGroup &crowd = setup.groups[1];
        QCOMPARE(crowd.name, std::string("crowd"));
        QCOMPARE(crowd.count, 50U);
        QCOMPARE(crowd.line, (sim::AccessLink{.up = 128e3, .down = 1e6, .region = 1}));
        QCOMPARE(crowd.arrival.kind, sim::Arrival::Kind::FlashCrowd);
        QCOMPARE(crowd.arrival.start, base::Duration(10s));
        QCOMPARE(crowd.arrival.span, base::Duration(20min));
        QCOMPARE(crowd.arrival.rate, 0.5);
        QCOMPARE(crowd.stay.kind, sim::Stay::Kind::UntilRatio);
        QCOMPARE(crowd.stay.ratio, 1.5);
        QCOMPARE(crowd.picker, std::string("random"));
        QCOMPARE(crowd.choker, std::string("all-unchoked"));
        QCOMPARE(crowd.seedChoker, std::string("round-robin"));
        QCOMPARE(crowd.seeding, swarm::Seeding::Super);
        QVERIFY(!crowd.endGame);
        QVERIFY(setup.groups[0].endGame);
        QCOMPARE(crowd.maxN, 3U);
        QCOMPARE(crowd.neighbours, 12U);
    }

    void cutsTheContentIntoSoManyPieces()
    {
        const auto scenario = Scenario::parse("version = 1\n"
                                              "[content]\nsize = \"10 MB\"\npieces = 40\n"
                                              "[[group]]\nseed = true\ncount = 1\nup = \"1 MB/s\"",
                                              "f");
        QVERIFY2(scenario, scenario ? "" : scenario.error().text().c_str());
        QCOMPARE(scenario->setup.geometry().pieceCount(), 40U);
    }

    void theModeIsChosenByName()
    {
        const std::string rest = "[content]\nsize = \"10 MB\"\n"
                                 "[[group]]\nseed = true\ncount = 1\nup = \"1 MB/s\"";
        const auto coarse = Scenario::parse("version = 1\nmode = \"pieces\"\n" + rest, "f");
        QVERIFY2(coarse, coarse ? "" : coarse.error().text().c_str());
        QCOMPARE(coarse->setup.mode, sim::Mode::Pieces);
        QCOMPARE(Scenario::parse("version = 1\n" + rest, "f")->setup.mode, sim::Mode::Blocks);
        const auto unable = Scenario::parse(
            "version = 1\nmode = \"pieces\"\n" + rest + "\nend-game = false", "f");
        QVERIFY(!unable);
        QVERIFY(unable.error().text().find("end-game") != std::string::npos);
        const auto misspelt = Scenario::parse("version = 1\nmode = \"peices\"\n" + rest, "f");
        QVERIFY(!misspelt);
        QCOMPARE(misspelt.error().where, std::string("f:2:1: mode"));
        QVERIFY(misspelt.error().text().find("did you mean \"pieces\"?") != std::string::npos);
    }

    void aTraceSaysHowManyCome()
    {
        const auto scenario = Scenario::parse(
            "version = 1\ncontent.size = \"1 MB\"\n"
            "[[group]]\nseed = true\ncount = 1\nup = \"1 MB/s\"\n"
            "[[group]]\nup = \"1 MB/s\"\n"
            "arrival = { kind = \"trace\", trace = [\"0 s\", \"1 min\", \"90 s\"] }\n",
            "f");
        QVERIFY2(scenario, scenario ? "" : scenario.error().text().c_str());
        QCOMPARE(scenario->setup.groups[1].count, 3U);
        QCOMPARE(scenario->setup.groups[1].arrival.trace[2], base::Duration(90s));
    }

    void pointsAtWhatIsWrongInAGroup_data()
    {
        QTest::addColumn<QString>("lines");
        QTest::addColumn<QString>("where"); // column: key
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *lines, const char *where, const char *detail) {
            QTest::newRow(lines) << lines << where << detail;
        };
        row("pickr = \"random\"", "1: group[1].pickr", "did you mean \"picker\"?");
        row("picker = \"rarest-frist\"", "1: group[1].picker", "did you mean \"rarest-first\"?");
        row("choker = \"titfortat\"", "1: group[1].choker", "did you mean \"tit-for-tat\"?");
        row("seed-choker = \"round-robbin\"", "1: group[1].seed-choker",
            "did you mean \"round-robin\"?");
        row("seeding = \"supper\"", "1: group[1].seeding", "did you mean \"super\"?");
        row("stay = { kind = \"announcements\", span = \"5 min\", interest = 1.0 }",
            "50: group[1].stay.interest", "at 1 nobody would ever leave");
        row("stay = { kind = \"announcements\", interest = 0.5 }", "1: group[1].stay.span",
            "missing");
        row("picker = 3", "1: group[1].picker", "must be a text");
        row("seed = \"yes\"", "1: group[1].seed", "true or false");
        row("down = 1000", "1: group[1].down", "no unit");
        row("down = \"1000\"", "1: group[1].down", "no unit");
        row("down = \"1 MB\"", "1: group[1].down", "no unit");
        row("down = \"0 kB/s\"", "1: group[1].down", "positive");
        row("down = \"-1 kB/s\"", "1: group[1].down", "negative");
        row("down = \"fast\"", "1: group[1].down", "\"1 Mbit/s\"");
        row("max-n = -1", "1: group[1].max-n", "negative");
        row("max-n = 1.5", "1: group[1].max-n", "whole number");
        row("neighbours = 0", "1: group[1].neighbours", "from 1 to");
        row("neighbours = 99999999999", "1: group[1].neighbours", "too large");
        row("region = \"moon\"", "1: group[1].region", "unknown");
        row("name = \"seeds\"", "1: group[1].name", "already");
        row("arrival = \"poisson\"", "1: group[1].arrival", "must be a table");
        row("arrival = {}", "1: group[1].arrival.kind", "missing");
        row("arrival = { kind = \"flashcrowd\" }", "13: group[1].arrival.kind",
            "did you mean \"flash-crowd\"?");
        row("arrival = { kind = \"poisson\" }", "1: group[1].arrival.rate", "missing");
        row("arrival = { kind = \"poisson\", rate = \"0/s\" }", "31: group[1].arrival.rate",
            "positive");
        row("arrival = { kind = \"poisson\", rate = 2 }", "31: group[1].arrival.rate", "no unit");
        row("arrival = { kind = \"poisson\", rate = \"0.0000001/d\" }", "31: group[1].arrival.rate",
            "centuries");
        row("arrival = { kind = \"flash-crowd\", rate = \"0/s\", span = \"1 h\" }",
            "35: group[1].arrival.rate", "positive");
        row("arrival = { kind = \"flash-crowd\", rate = \"1/s\", span = \"0 s\" }",
            "49: group[1].arrival.span", "positive");
        row("arrival = { kind = \"at-once\", rate = \"1/s\" }", "31: group[1].arrival.rate",
            "no meaning for at-once");
        row("arrival = { kind = \"trace\", trace = [] }", "29: group[1].arrival.trace", "empty");
        row("arrival = { kind = \"trace\", trace = [\"0 s\", 5] }", "29: group[1].arrival.trace",
            "no unit");
        row("arrival = { kind = \"at-once\", start = \"9 d\" }", "31: group[1].arrival.start",
            "horizon");
        row("stay = { kind = \"for\" }", "1: group[1].stay.span", "missing");
        row("stay = { kind = \"abort\", ratio = 2 }", "26: group[1].stay.ratio", "at most 1");
        row("stay = { kind = \"crash\", span = \"0 s\" }", "26: group[1].stay.span", "positive");
        row("stay = { kind = \"until-ratio\", ratio = nan }", "32: group[1].stay.ratio",
            "positive");
    }

    void pointsAtWhatIsWrongInAGroup()
    {
        QFETCH(const QString, lines);
        QFETCH(const QString, where);
        QFETCH(const QString, detail);
        const auto scenario = Scenario::parse(withGroup(lines.toStdString()), "bad.toml");
        QVERIFY(!scenario);
        QCOMPARE(scenario.error().code, base::ErrorCode::Usage);
        const QString text = QString::fromStdString(scenario.error().text());
        QVERIFY2(text.startsWith(QStringLiteral("bad.toml:%1:%2: ").arg(groupLine).arg(where)),
                 qPrintable(text));
        QVERIFY2(text.contains(detail), qPrintable(text));
    }

    void pointsAtWhatIsWrongInTheFile_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("where"); // line:column: key
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const char *text, const char *where,
                            const char *detail) { QTest::newRow(name) << text << where << detail; };
        row("empty", "", "1:1: version", "missing");
        row("no TOML", "version = 1\nsize == 2", "2:7", "");
        row("another version", "version = 2", "1:1: version", "reads version 1");
        row("unknown table", "version = 1\n[contents]\nsize = \"1 MB\"", "2:2: contents",
            "did you mean \"content\"?");
        row("no size", "version = 1\n[content]\npieces = 4\n[[group]]", "", "missing");
        row("size zero",
            "version = 1\ncontent.size = \"0 B\"\n[[group]]\nseed = true\ncount = 1\n"
            "up = \"1 MB/s\"",
            "2:9: content.size", "nothing to share");
        row("no unit", "version = 1\ncontent.size = 1000", "2:9: content.size", "no unit");
        row("more pieces than bytes", "version = 1\n[content]\nsize = \"9 B\"\npieces = 10",
            "4:1: content.pieces", "more than the 9 bytes");
        row("both piece keys",
            "version = 1\n[content]\nsize = \"9 B\"\npieces = 9\npiece-size = \"1 B\"",
            "4:1: content.pieces", "together");
        row("no groups", "version = 1\ncontent.size = \"1 MB\"", "group", "missing");
        row("group is no list", "version = 1\ncontent.size = \"1 MB\"\n[group]\ncount = 1",
            "3:2: group", "[[group]]");
        row("nobody",
            "version = 1\ncontent.size = \"1 MB\"\n[[group]]\nseed = true\ncount = 0\n"
            "up = \"1 MB/s\"",
            "", "no peers");
        row("no seeds",
            "version = 1\ncontent.size = \"1 MB\"\n[[group]]\ncount = 5\n"
            "up = \"1 MB/s\"",
            "", "nobody has the content");
        row("no uplink",
            "version = 1\ncontent.size = \"1 MB\"\n[[group]]\nseed = true\n"
            "count = 1\nup = \"0 B/s\"",
            "6:1: group[0].up", "could upload nothing");
        row("horizon",
            "version = 1\ncontent.size = \"1 MB\"\nlimits.horizon = \"0 s\"\n"
            "[[group]]\nseed = true\ncount = 1\nup = \"1 MB/s\"",
            "3:8: limits.horizon", "positive");
        row("interval", "version = 1\ncontent.size = \"1 MB\"\ntracker.interval = \"10 ms\"",
            "3:9: tracker.interval", "at least a second");
        row("latency rows",
            "version = 1\ncontent.size = \"1 MB\"\n[network]\n"
            "regions = [\"a\", \"b\"]\nlatency = [[\"1 ms\", \"1 ms\"]]",
            "5:1: network.latency", "1 rows for 2 regions");
        row("latency columns",
            "version = 1\ncontent.size = \"1 MB\"\n[network]\n"
            "regions = [\"a\", \"b\"]\nlatency = [[\"1 ms\"], [\"1 ms\"]]\n"
            "[[group]]\nseed = true\ncount = 1\nup = \"1 MB/s\"",
            "5:1: network.latency", "a row and a column");
    }

    void pointsAtWhatIsWrongInTheFile()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, where);
        QFETCH(const QString, detail);
        const auto scenario = Scenario::parse(text.toStdString(), "bad.toml");
        QVERIFY(!scenario);
        const QString error = QString::fromStdString(scenario.error().text());
        QVERIFY2(error.startsWith(QStringLiteral("bad.toml:")) && error.contains(where),
                 qPrintable(error));
        QVERIFY2(error.contains(detail), qPrintable(error));
    }

    void aFreeRiderNeedsNoUplink()
    {
        QVERIFY(Scenario::parse("version = 1\ncontent.size = \"1 MB\"\n"
                                "[[group]]\nseed = true\ncount = 1\nup = \"1 MB/s\"\n"
                                "[[group]]\ncount = 1\nup = \"0 B/s\"\nchoker = \"free-rider\"",
                                "f"));
    }

    void showsNoControlCharactersOfTheFile()
    {
        const auto scenario = Scenario::parse(withGroup("picker = \"\\u001b[31m\""), "f");
        QVERIFY(!scenario);
        QVERIFY(scenario.error().text().find('\x1b') == std::string::npos);
    }

    void everyShippedScenarioIsSound()
    {
        const QDir folder(QStringLiteral(TORRARIUM_RESOURCES "/scenarios"));
        const QStringList names = folder.entryList({QStringLiteral("*.toml")});
        QVERIFY(names.size() >= 5);
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto scenario = Scenario::parse(file.readAll().toStdString(), name.toStdString());
            QVERIFY2(scenario, scenario ? "" : scenario.error().text().c_str());
            QCOMPARE(QString::fromStdString(scenario->name) + QStringLiteral(".toml"), name);
            QVERIFY(!scenario->description.empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestScenario)
#include "tst_scenario.moc"
