#include "core/lab/formulas.h"
#include "net/liveswarm.h"
#include "support/rawclient.h"
#include "support/sandbox.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace {

constexpr int patience = 60'000; // ms
constexpr std::uint64_t fileSize = 2'000'000; // bytes, one piece: it travels whole
constexpr std::uint64_t rate = 500'000; // bytes/s of a connection: the receiver's downlink
constexpr std::uint32_t peers = 2;

/// Seconds until both peers have the file of the one seed.
double measured(std::uint32_t maxN)
{
    const support::Sandbox sandbox;
    support::writeContent(sandbox / "File1", fileSize, 8);
    net::SwarmSetup setup;
    setup.content = sandbox / "File1";
    setup.directory = sandbox / "swarm";
    setup.leechers = peers;
    setup.downRate = rate;
    setup.maxN = maxN;
    setup.choker = "all-unchoked";
    setup.pieceLength = fileSize;
    net::LiveSwarm swarm;
    QSignalSpy started(&swarm, &net::LiveSwarm::started);
    QSignalSpy completed(&swarm, &net::LiveSwarm::completed);
    swarm.start(setup);
    if (!started.wait(patience))
        return std::nan("");
    QElapsedTimer clock;
    clock.start();
    if (!completed.wait(patience))
        return std::nan("");
    return static_cast<double>(clock.elapsed()) / 1000;
}

} // namespace

/// The thesis's experiment 3 over real sockets: a seed, two peers, a file that travels whole. Lines
/// are limited so far that the transfer, not the machine, takes the time; tc is a few milliseconds.
class TestMaxN : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTimesAreThoseOfTheThesis_data()
    {
        QTest::addColumn<quint32>("maxN");
        QTest::newRow("Max_N = 1: 2 Tf + 2 tc") << 1U;
        QTest::newRow("Max_N = 2: Tf + tc") << 2U;
    }
    void theTimesAreThoseOfTheThesis()
    {
        QFETCH(const quint32, maxN);
        const double theory
            = lab::relayTime(peers, maxN, fileSize, {.up = 1e12, .connection = rate});
        const double time = measured(maxN);
        qInfo("formula %.2f s, measured %.2f s (%+.1f %%)", theory, time,
              100 * (time / theory - 1));
        QVERIFY(std::abs(time - theory) <= 0.1 * theory);
    }
};

QTEST_GUILESS_MAIN(TestMaxN)
#include "tst_maxn.moc"
