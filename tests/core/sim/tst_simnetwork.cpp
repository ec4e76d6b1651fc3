#include "core/sim/simnetwork.h"

#include <QTest>

#include <array>

using namespace std::chrono_literals;

namespace {

constexpr double blockPerSecond = wire::blockSize;

base::BlockRef block(std::uint32_t piece)
{
    return {base::PieceIndex{piece}, 0};
}

/// Lines and nobody at them: carries out what the network itself put on the agenda.
struct Lines {
    struct Arrival {
        double at;
        std::uint32_t receiver;
        std::uint32_t piece;
        bool operator==(const Arrival &) const = default;
    };

    explicit Lines(std::vector<sim::AccessLink> links)
    {
        for (std::uint32_t i = 0; i < links.size(); ++i)
            network.addLine(sim::PeerIndex{i}, links[i]);
    }
    sim::WireEnd connect(std::uint32_t a, std::uint32_t b)
    {
        return network.connect(sim::PeerIndex{a}, sim::PeerIndex{b});
    }
    void upload(sim::WireEnd from, std::uint32_t blocks, base::Time now = {}, double weight = 1)
    {
        for (std::uint32_t piece = 0; piece < blocks; ++piece)
            network.upload({from, block(piece), weight}, now);
    }
    /// What arrives until that time, in order.
    std::vector<Arrival> run(base::Duration until = 24h)
    {
        std::vector<Arrival> arrivals;
        while (!agenda.empty() && agenda.nextTime() <= base::Time(until)) {
            const auto entry = agenda.pop();
            const sim::Occasion &what = entry.what;
            if (what.kind == sim::Occasion::Kind::Sent)
                left += network.sent(what.peer, entry.at) ? 1 : 0;
            else if (network.isUp(what.end))
                arrivals.push_back({base::toSeconds(entry.at.time_since_epoch()),
                                    sim::toNumber(what.peer), base::toNumber(what.block.piece)});
        }
        return arrivals;
    }

    sim::Agenda agenda;
    sim::SimNetwork network{agenda,
                            wire::Geometry(100 * wire::blockSize, wire::blockSize),
                            {{25ms, 100ms}, {200ms, 10ms}}};
    int left = 0; ///< blocks that left their line while their connection was there
};

using Arrivals = std::vector<Lines::Arrival>;

} // namespace

class TestSimNetwork : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBlockTakesItsTimeOnTheLineAndTheDelay()
    {
        Lines lines({{.up = blockPerSecond}, {.up = 1}});
        lines.upload(lines.connect(0, 1), 3);
        QCOMPARE(lines.run(), (Arrivals{{1.025, 1, 0}, {2.025, 1, 1}, {3.025, 1, 2}}));
        QCOMPARE(lines.left, 3);
    }

    void bothEndsSendAtOnce()
    {
        Lines lines({{.up = blockPerSecond}, {.up = blockPerSecond / 2}});
        const sim::WireEnd end = lines.connect(0, 1);
        lines.upload(end, 1);
        lines.upload(end.other(), 1);
        QCOMPARE(lines.run(), (Arrivals{{1.025, 1, 0}, {2.025, 0, 0}}));
    }

    void theDelayIsThatOfTheRegions()
    {
        Lines lines(
            {{.up = blockPerSecond, .region = 1}, {.up = 1, .region = 0}, {.up = 1, .region = 7}});
        lines.upload(lines.connect(0, 1), 1);
        lines.upload(lines.connect(0, 2), 1); // an unknown region
        QCOMPARE(lines.run(), (Arrivals{{1.2, 1, 0}, {2.025, 2, 0}}));
    }

    void connectionsTakeTurnsOnALine()
    {
        Lines lines({{.up = blockPerSecond}, {.up = 1}, {.up = 1}});
        const sim::WireEnd first = lines.connect(0, 1);
        const sim::WireEnd second = lines.connect(0, 2);
        lines.upload(first, 3);
        lines.upload(second, 2);
        // The block that the free line took at once does not count as a turn.
        QCOMPARE(
            lines.run(),
            (Arrivals{{1.025, 1, 0}, {2.025, 1, 1}, {3.025, 2, 0}, {4.025, 1, 2}, {5.025, 2, 1}}));
    }

    void turnsFollowTheWeights()
    {
        Lines lines({{.up = blockPerSecond}, {.up = 1}, {.up = 1}, {.up = 1}});
        lines.upload(lines.connect(0, 1), 90, {}, 0.5);
        lines.upload(lines.connect(0, 2), 90, {}, 1);
        lines.upload(lines.connect(0, 3), 90, {}, 1.5);
        std::array<int, 4> got{};
        for (const Lines::Arrival &arrival : lines.run(90s))
            ++got[arrival.receiver];
        const auto isNear
            = [](int number, int expected) { return std::abs(number - expected) <= 2; };
        QVERIFY2(isNear(got[1], 15) && isNear(got[2], 30) && isNear(got[3], 45),
                 qPrintable(QStringLiteral("%1 %2 %3").arg(got[1]).arg(got[2]).arg(got[3])));
    }

    void aSlowDownLineHoldsBlocksUp()
    {
        Lines lines({{.up = 4 * blockPerSecond}, {.up = 1, .down = blockPerSecond}});
        lines.upload(lines.connect(0, 1), 3);
        QCOMPARE(lines.run(), (Arrivals{{1.025, 1, 0}, {2.025, 1, 1}, {3.025, 1, 2}}));
    }

    void aSlowDownLineHoldsUpASingleBlockAtAnyTime()
    {
        Lines lines({{.up = 4 * blockPerSecond}, {.up = 1, .down = blockPerSecond}});
        const sim::WireEnd end = lines.connect(0, 1);
        lines.upload(end, 1, base::Time(100s));
        QCOMPARE(lines.run(), (Arrivals{{101.025, 1, 0}}));
    }

    void aFastDownLineHoldsNothingUp()
    {
        Lines lines({{.up = blockPerSecond}, {.up = 1, .down = 2 * blockPerSecond}});
        lines.upload(lines.connect(0, 1), 2);
        QCOMPARE(lines.run(), (Arrivals{{1.025, 1, 0}, {2.025, 1, 1}}));
    }

    void sendersShareADownLine()
    {
        Lines lines(
            {{.up = blockPerSecond}, {.up = blockPerSecond}, {.up = 1, .down = blockPerSecond}});
        lines.upload(lines.connect(0, 2), 2);
        lines.upload(lines.connect(1, 2), 2);
        const Arrivals arrivals = lines.run();
        QCOMPARE(arrivals.size(), 4U);
        for (std::size_t i = 0; i < 4; ++i)
            QCOMPARE(arrivals[i].at, 1.025 + static_cast<double>(i));
    }

    void whatIsUnderWayIsLostWithItsConnection()
    {
        Lines lines({{.up = blockPerSecond}, {.up = 1}, {.up = 1}});
        const sim::WireEnd lost = lines.connect(0, 1);
        const sim::WireEnd kept = lines.connect(0, 2);
        lines.upload(lost, 3);
        lines.upload(kept, 1);
        // One is between the lines, one on the line, one still queued.
        QVERIFY(lines.run(1010ms).empty());
        lines.network.disconnect(lost);
        QVERIFY(!lines.network.isUp(lost));
        QVERIFY(!lines.network.isUp(lost.other()));
        QCOMPARE(lines.run(), (Arrivals{{3.025, 2, 0}}));
    }

    void theBlockOnTheLineStillTakesItsTime()
    {
        Lines lines({{.up = blockPerSecond}, {.up = 1}, {.up = 1}});
        const sim::WireEnd lost = lines.connect(0, 1);
        lines.upload(lost, 1);
        lines.network.disconnect(lost);
        lines.upload(lines.connect(0, 2), 1);
        QCOMPARE(lines.run(), (Arrivals{{2.025, 2, 0}}));
        QCOMPARE(lines.left, 1);
    }

    void theOtherEndHearsWhatWasSaidBefore()
    {
        Lines lines({{.up = 1}, {.up = 1}});
        const sim::WireEnd end = lines.connect(0, 1);
        lines.network.disconnect(end);
        QVERIFY(!lines.network.hears(end));
        QVERIFY(lines.network.hears(end.other()));
        lines.network.release(end.other());
        QVERIFY(!lines.network.hears(end.other()));
    }

    void aNewConnectionIsNotTakenForTheOldOne()
    {
        Lines lines({{.up = blockPerSecond}, {.up = 1}, {.up = 1}});
        const sim::WireEnd old = lines.connect(0, 1);
        lines.network.disconnect(old);
        lines.network.release(old.other());
        const sim::WireEnd next = lines.connect(0, 2);
        QCOMPARE(next.place, old.place); // the place is used again
        QVERIFY(!lines.network.isUp(old));
        QVERIFY(lines.network.isUp(next));
        QCOMPARE(lines.network.peerAt(next.other()), sim::PeerIndex{2});
    }
};

QTEST_APPLESS_MAIN(TestSimNetwork)
#include "tst_simnetwork.moc"
