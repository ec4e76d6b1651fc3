// Events and sessions of a virtual trial.

#include "core/lab/metric.h"
#include "core/lab/virtualtrial.h"

#include <QTest>

#include <algorithm>

namespace {

/// A seed that needs 16 s for one copy, and 4 leechers; `more` follows.
lab::Scenario scenario(const std::string &more)
{
    const std::string text = "version = 1\n"
                             "[content]\nsize = \"2 MB\"\npiece-size = \"64 KiB\"\n"
                             "[limits]\nhorizon = \"5 min\"\n"
                             "[tracker]\ninterval = \"10 s\"\n"
                             "[measure]\nevery = \"1 s\"\n"
                             "[[group]]\nseed = true\ncount = 1\nup = \"1 Mbit/s\"\n"
                             "[[group]]\ncount = 4\nup = \"1 Mbit/s\"\n"
        + more;
    const auto parsed = lab::Scenario::parse(text, "t.toml");
    if (!parsed)
        qFatal("%s", parsed.error().text().c_str());
    return *parsed;
}

lab::Observation run(const std::string &more)
{
    return lab::runVirtualTrial(scenario(more), [] { return true; }).value();
}

std::size_t completed(const lab::Observation &trial)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        trial.peers, [](const lab::PeerObservation &peer) { return !!peer.completed; }));
}

std::size_t left(const lab::Observation &trial)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        trial.peers, [](const lab::PeerObservation &peer) { return !!peer.left; }));
}

} // namespace

class TestTimeline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSeedThatLeavesEarlyTakesPiecesWithIt()
    {
        const auto trial = run("[[event]]\nat = \"5 s\"\ndo = \"leave\"\ngroup = \"seeds\"\n");
        QCOMPARE(completed(trial), std::size_t{0});
        QVERIFY(trial.peers[0].left.has_value());
        QVERIFY(trial.samples.back().copies == 0U);
    }

    void aPartOfAGroupCrashes()
    {
        const auto trial
            = run("[[event]]\nat = \"3 s\"\ndo = \"crash\"\ngroup = \"leechers\"\npart = 0.5\n");
        QCOMPARE(left(trial), std::size_t{2});
        QCOMPARE(completed(trial), std::size_t{2});
        QVERIFY(!trial.peers[0].left);
    }

    void whoIsDisconnectedComesBackAndFinishes()
    {
        const auto trial
            = run("[[event]]\nat = \"3 s\"\ndo = \"disconnect\"\ngroup = \"leechers\"\ncount = 3\n"
                  "[[event]]\nat = \"60 s\"\ndo = \"reconnect\"\n");
        QCOMPARE(completed(trial), std::size_t{4});
        const auto late = std::ranges::count_if(
            trial.peers, [](const auto &peer) { return peer.completed > 60; });
        QCOMPARE(late, 3);
        QVERIFY(std::ranges::any_of(trial.samples, [](const lab::Sample &sample) {
            return sample.at > 4 && sample.at < 59 && sample.leechers + sample.seeds == 2;
        }));
    }

    void nobodyIsToldWhileTheTrackerIsDown()
    {
        const auto dead = run("[[event]]\nat = \"0 s\"\ndo = \"tracker-down\"\n");
        QCOMPARE(dead.announces.value(), std::uint64_t{0});
        QCOMPARE(completed(dead), std::size_t{0});
        const auto late = run("[[event]]\nat = \"0 s\"\ndo = \"tracker-down\"\n"
                              "[[event]]\nat = \"30 s\"\ndo = \"tracker-up\"\n");
        QCOMPARE(completed(late), std::size_t{4});
        QVERIFY(std::ranges::all_of(late.peers, [](const lab::PeerObservation &peer) {
            return !peer.completed || *peer.completed > 30;
        }));
    }

    void sessionsAnnounceEachTimeAndStillFinish()
    {
        const auto whole = run("");
        const auto cut = run("sessions = 4\n");
        QCOMPARE(completed(cut), std::size_t{4});
        // Three times a leecher says goodbye and comes back.
        QVERIFY(*cut.announces >= *whole.announces + 4 * 3);
    }

    void theSameSeedPicksTheSamePeers()
    {
        const std::string half = "[[event]]\nat = \"3 s\"\ndo = \"crash\"\npart = 0.5\n";
        QVERIFY(run(half) == run(half));
    }

    void refusesEventsThatCannotBe_data()
    {
        QTest::addColumn<QString>("event");
        QTest::addColumn<QString>("error");
        QTest::newRow("group") << "at = \"1 s\"\ndo = \"leave\"\ngroup = \"sed\"\n"
                               << "\"sed\" is unknown";
        QTest::newRow("kind") << "at = \"1 s\"\ndo = \"explode\"\n"
                              << "\"explode\" is unknown";
        QTest::newRow("time") << "do = \"leave\"\n"
                              << "event[0].at: it is missing";
        QTest::newRow("late") << "at = \"6 min\"\ndo = \"leave\"\n"
                              << "it never happens";
        QTest::newRow("part") << "at = \"1 s\"\ndo = \"leave\"\npart = 2\n"
                              << "at most 1";
        QTest::newRow("both") << "at = \"1 s\"\ndo = \"leave\"\npart = 1\ncount = 1\n"
                              << "together with count";
        QTest::newRow("peers of a tracker") << "at = \"1 s\"\ndo = \"tracker-down\"\ncount = 1\n"
                                            << "no such key";
    }
    void refusesEventsThatCannotBe()
    {
        QFETCH(const QString, event);
        QFETCH(const QString, error);
        const std::string text
            = "version = 1\n[content]\nsize = \"2 MB\"\n[limits]\nhorizon = \"5 min\"\n"
              "[[group]]\nseed = true\ncount = 1\nup = \"1 MB/s\"\n[[event]]\n"
            + event.toStdString();
        const auto parsed = lab::Scenario::parse(text, "t.toml");
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().text().find(error.toStdString()) != std::string::npos,
                 parsed.error().text().c_str());
    }
};

QTEST_APPLESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
