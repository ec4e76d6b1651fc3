// Trials of an experiment over real sockets.

#include "core/lab/experiment.h"
#include "net/experimentrun.h"
#include "support/sandbox.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

namespace {

constexpr int patience = 60'000; // ms

lab::Experiment experiment(const std::string &more)
{
    const std::string text = "version = 1\nworld = \"live\"\n"
                             "[content]\nsize = \"1 MB\"\npiece-size = \"64 KiB\"\n"
                             "[measure]\nevery = \"200 ms\"\nrecordings = \"1 MB\"\n"
                             "[[group]]\nseed = true\ncount = 1\nup = \"2 MB/s\"\n"
                             "[[group]]\ncount = 3\nup = \"2 MB/s\"\n"
        + more;
    auto parsed = lab::Experiment::parse(text, "live.toml");
    if (!parsed)
        qFatal("%s", parsed.error().text().c_str());
    return std::move(*parsed);
}

/// The one trial of an experiment; empty when it failed.
lab::Observation run(const std::string &more)
{
    net::ExperimentRun run(experiment(more),
                           [](const lab::TrialResult &) { return base::Expected<void>{}; });
    QSignalSpy finished(&run, &net::ExperimentRun::finished);
    run.start();
    if (!finished.wait(patience) || run.results().failures() > 0)
        return {};
    return run.results().trials().at(0).observation;
}

std::size_t completed(const lab::Observation &trial)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        trial.peers, [](const lab::PeerObservation &peer) { return !!peer.completed; }));
}

} // namespace

class TestLiveTrial : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void observesARealSwarm()
    {
        const auto trial = run("");
        QCOMPARE(trial.peers.size(), std::size_t{4});
        QCOMPARE(completed(trial), std::size_t{3});
        QVERIFY(trial.peers[0].uploaded >= 1'000'000);
        QVERIFY(!trial.samples.empty());
        QVERIFY(trial.announces >= 4U + 3U); // four came, three completed
        for (const lab::PeerObservation &peer : trial.peers) {
            QVERIFY(peer.group == 0 || peer.downloaded >= 1'000'000);
            QVERIFY(peer.group == 0 || (peer.firstPiece && peer.completed > peer.joined));
        }
    }

    void peersComeWhenTheirTimeIsThere()
    {
        const auto trial = run("arrival = { kind = \"trace\", trace = [\"0 s\", \"500 ms\", "
                               "\"1 s\"] }\n");
        QCOMPARE(completed(trial), std::size_t{3});
        QVERIFY(*trial.peers[2].joined >= 0.5 && *trial.peers[3].joined >= 1);
    }

    void eventsHappenAndLeaversAreNotWaitedFor()
    {
        const auto trial
            = run("[[event]]\nat = \"100 ms\"\ndo = \"leave\"\ngroup = \"leechers\"\ncount = 1\n");
        const auto left = std::ranges::count_if(
            trial.peers, [](const lab::PeerObservation &peer) { return !!peer.left; });
        QCOMPARE(left, 1);
        QVERIFY(completed(trial) >= 2);
    }

    void anAnnouncementThatEndsLetsSeedsGo()
    {
        const auto trial = run("[limits]\nhorizon = \"20 s\"\n"
                               "[[event]]\nat = \"0 s\"\ndo = \"stay\"\ngroup = \"leechers\"\n"
                               "stay = { kind = \"announcements\", span = \"1 h\", interest = 0 }\n"
                               "[[event]]\nat = \"2 s\"\ndo = \"stay\"\ngroup = \"leechers\"\n"
                               "stay = { kind = \"at-once\" }\n");
        QCOMPARE(completed(trial), std::size_t{3});
        QVERIFY(!trial.peers[0].left);
        for (std::size_t i = 1; i < 4; ++i)
            QVERIFY(*trial.peers[i].left >= 2 && *trial.peers[i].completed < 2);
    }

    void keepsARecording()
    {
        const support::Sandbox sandbox;
        net::ExperimentRun run(experiment(""),
                               [](const lab::TrialResult &) { return base::Expected<void>{}; });
        run.recordInto(sandbox.path());
        QSignalSpy finished(&run, &net::ExperimentRun::finished);
        run.start();
        QVERIFY(finished.wait(patience));
        const std::string recording = support::readFile(sandbox.path() / net::recordingName(0));
        QVERIFY(!recording.empty() && recording.size() <= 1'000'000);
    }

    void refusesWhatItCannotHonour_data()
    {
        QTest::addColumn<QString>("more");
        QTest::addColumn<QString>("error");
        QTest::newRow("stay") << "stay = { kind = \"crash\", span = \"1 s\" }\n"
                              << "live.toml:14:10: group[1].stay.kind: the live world has only";
        QTest::newRow("selection") << "[tracker]\nselection = \"locality\"\n"
                                   << "live.toml:15:1: tracker.selection: the live world has no";
        QTest::newRow("latency") << "[network]\nlatency = \"1 s\"\n"
                                 << "live.toml:14:2: network: the live world runs on this machine";
        QTest::newRow("event") << "[[event]]\nat = \"1 s\"\ndo = \"tracker-down\"\n"
                               << "the live world has only leave, disconnect, reconnect and stay";
    }
    void refusesWhatItCannotHonour()
    {
        QFETCH(const QString, more);
        QFETCH(const QString, error);
        const auto parsed
            = lab::Experiment::parse("version = 1\nworld = \"live\"\n"
                                     "[content]\nsize = \"1 MB\"\npiece-size = \"64 KiB\"\n"
                                     "[[group]]\nseed = true\ncount = 1\nup = \"2 MB/s\"\n"
                                     "[[group]]\ncount = 3\nup = \"2 MB/s\"\n\n"
                                         + more.toStdString(),
                                     "live.toml");
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().text().find(error.toStdString()) != std::string::npos,
                 parsed.error().text().c_str());
    }
};

QTEST_GUILESS_MAIN(TestLiveTrial)
#include "tst_livetrial.moc"
