// Events and sessions of a virtual trial.

#include "core/lab/metric.h"
#include "core/lab/virtualtrial.h"

#include <QTest>

#include <algorithm>
#include <cmath>

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

/// What changes how the leechers stay.
std::string stayEvent(const std::string &at, const std::string &kind, const std::string &more)
{
    return "[[event]]\nat = \"" + at + "\"\ndo = \"stay\"\ngroup = \"leechers\"\nstay = { kind = \""
        + kind + "\"" + more + " }\n";
}

/// s between a peer's completion and its leaving, to the nearest second
double seedTime(const lab::Observation &trial, std::size_t peer)
{
    return std::round(*trial.peers[peer].left - *trial.peers[peer].completed);
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

    void anAnnouncementKeepsThoseWhoAreThereAndThoseToCome()
    {
        // One leecher a minute, each through in about 16 s: at 90 s two are seeds, two are yet to
        // come.
        const std::string visitors = "arrival = { kind = \"trace\", trace = [\"0 s\", \"1 min\", "
                                     "\"2 min\", \"3 min\"] }\n";
        const auto plain = run(visitors + "stay = { kind = \"for\", span = \"100 s\" }\n");
        const auto kept
            = run(visitors + "stay = { kind = \"for\", span = \"100 s\" }\n"
                  + stayEvent("90 s", "announcements", ", span = \"2 min\", interest = 0"));
        QCOMPARE(seedTime(plain, 1), 100.0);
        QCOMPARE(std::round(*kept.peers[1].left),
                 90.0 + 120); // it had decided for 116 s and decides anew
        QCOMPARE(std::round(*kept.peers[2].left), 90.0 + 120);
        QCOMPARE(seedTime(kept, 3), 120.0);
        QVERIFY(!kept.peers[0].left); // of another group
    }

    void seedsGoWhenTheAnnouncementEnds()
    {
        const auto trial
            = run("stay = { kind = \"announcements\", span = \"4 min\", interest = 0 }\n"
                  + stayEvent("100 s", "at-once", ""));
        QCOMPARE(left(trial), std::size_t{4});
        for (std::size_t i = 1; i < trial.peers.size(); ++i)
            QVERIFY(*trial.peers[i].completed < 100 && *trial.peers[i].left >= 100
                    && *trial.peers[i].left < 101);
        const auto forGood = run("stay = { kind = \"for\", span = \"4 min\" }\n"
                                 + stayEvent("100 s", "forever", ""));
        QCOMPARE(left(forGood), std::size_t{0});
    }

    void whoGaveEnoughByThenGoes()
    {
        const auto trial = run(stayEvent("100 s", "until-ratio", ", ratio = 0.01"));
        QVERIFY(left(trial) >= 1);
        for (const lab::PeerObservation &peer : trial.peers)
            QVERIFY(!peer.left || *peer.left >= 100);
    }

    void anAnnouncementStopsCrashes()
    {
        const std::string crashing = "stay = { kind = \"crash\", span = \"50 s\" }\n";
        QVERIFY(left(run(crashing)) > 0);
        QCOMPARE(left(run(crashing + stayEvent("0 s", "forever", ""))), std::size_t{0});
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
        QTest::newRow("no stay") << "at = \"1 s\"\ndo = \"stay\"\n"
                                 << "event[0].stay: it is missing";
        QTest::newRow("no span") << "at = \"1 s\"\ndo = \"stay\"\nstay = { kind = \"for\" }\n"
                                 << "event[0].stay.span: it is missing";
        QTest::newRow("always")
            << "at = \"1 s\"\ndo = \"stay\"\nstay = { kind = \"announcements\", "
               "span = \"1 s\", interest = 1 }\n"
            << "event[0].stay.interest: it is a probability below 1";
        QTest::newRow("crash") << "at = \"1 s\"\ndo = \"stay\"\nstay = { kind = \"crash\", span = "
                                  "\"1 s\" }\n"
                               << "once they are complete";
        QTest::newRow("count") << "at = \"1 s\"\ndo = \"stay\"\ncount = 1\nstay = { kind = "
                                  "\"forever\" }\n"
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
