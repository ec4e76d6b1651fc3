#include "net/liveswarm.h"
#include "net/swarmboard.h"
#include "support/sandbox.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using lab::LogLevel;

namespace {

constexpr int patience = 30'000; // ms

net::WorkerReport reportOf(std::initializer_list<std::uint32_t> numbers)
{
    net::WorkerReport report;
    for (const std::uint32_t number : numbers) {
        report.rows.emplace_back().number = number;
        report.lines.push_back(
            {.peer = number, .subsystem = "choke", .text = "choked", .level = LogLevel::Detail});
    }
    return report;
}

lab::SwarmSnapshot runningSwarm()
{
    lab::SwarmSnapshot facts;
    facts.running = true;
    facts.name = "content";
    return facts;
}

} // namespace

/// What becomes of the workers' reports: snapshots and their log.
class SwarmBoardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void publishesWhenTheLastWorkerHasReported()
    {
        net::SwarmBoard board;
        board.begin(runningSwarm());
        board.expect(2);
        board.add(reportOf({2, 4}));
        QVERIFY(!board.isIdle());
        QVERIFY(board.newest()->peers.empty());
        board.add(reportOf({1, 3}));
        QVERIFY(board.isIdle());
        const lab::SnapshotPtr snapshot = board.newest();
        QVERIFY(snapshot->running);
        QCOMPARE(snapshot->name, std::string("content"));
        QCOMPARE(snapshot->peers.size(), std::size_t{4});
        QVERIFY(std::ranges::is_sorted(snapshot->peers, {}, &lab::PeerRow::number));
        QCOMPARE(snapshot->log.size(), std::size_t{4});
        QCOMPARE(snapshot->log.back().sequence, std::uint64_t{4});
        QCOMPARE(snapshot->log.back().level, LogLevel::Detail);
    }

    void keepsTheNewestLines()
    {
        net::SwarmBoard board;
        board.begin(runningSwarm());
        for (std::size_t i = 0; i < net::SwarmBoard::maxLog + 10; ++i)
            board.log({.subsystem = "swarm", .text = "joins"});
        board.expect(1);
        board.add({});
        QCOMPARE(board.newest()->log.size(), net::SwarmBoard::maxLog);
        QCOMPARE(board.newest()->log.front().sequence, std::uint64_t{11});
    }

    void dropsAReportOfAnEndedSwarm()
    {
        net::SwarmBoard board;
        board.begin(runningSwarm());
        board.expect(2);
        board.add(reportOf({2}));
        board.end();
        board.add(reportOf({1}));
        board.begin(runningSwarm());
        board.expect(1);
        board.add(reportOf({7}));
        QCOMPARE(board.newest()->peers.size(), std::size_t{1});
        QCOMPARE(board.newest()->peers.front().number, std::uint32_t{7});
    }

    /// The log page's level filter lives from this.
    void marksTheLinesOfALiveSwarmWithTheirLevel()
    {
        const support::Sandbox sandbox;
        support::writeContent(sandbox / "content.bin", 1'000'000, 7);
        net::LiveSwarm swarm;
        QSignalSpy completed(&swarm, &net::LiveSwarm::completed);
        net::SwarmSetup setup;
        setup.content = sandbox / "content.bin";
        setup.directory = sandbox / "swarm";
        setup.leechers = 3;
        std::vector<lab::LogLine> lines;
        const auto take = [&] {
            for (const lab::LogLine &line : swarm.snapshot()->log) {
                if (lines.empty() || line.sequence > lines.back().sequence)
                    lines.push_back(line);
            }
            return std::ranges::count(lines, "complete: everything is verified",
                                      &lab::LogLine::text)
                == 3;
        };
        (void)swarm.snapshot(); // somebody looks: decisions are put into words
        swarm.start(setup);
        QTRY_VERIFY_WITH_TIMEOUT(take(), patience);
        QCOMPARE(completed.count(), 1);
        const auto has = [&](std::string_view subsystem) {
            return std::ranges::find(lines, subsystem, &lab::LogLine::subsystem) != lines.end();
        };
        QVERIFY(has("choke"));
        QVERIFY(has("pick"));
        for (const lab::LogLine &line : lines) {
            const bool decision = line.subsystem == "choke" || line.subsystem == "pick";
            QVERIFY2(line.level == (decision ? LogLevel::Detail : LogLevel::Info),
                     line.text.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(SwarmBoardTest)
#include "tst_swarmboard.moc"
