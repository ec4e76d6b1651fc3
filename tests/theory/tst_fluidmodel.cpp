#include "core/sim/simworld.h"

#include <QTest>

#include <cmath>

using namespace std::chrono_literals;

namespace {

/// The parameters of Qiu and Srikant's model (2004), with theta = 0: nobody aborts.
struct Model {
    double arrivals = 0; ///< lambda, peers/s
    double upload = 0; ///< mu, copies of the file a second
    double seeding = 0; ///< 1 / gamma, the mean time a peer stays when complete, s
    base::Duration warmUp{}; ///< the transient, cut off
    base::Duration horizon{};
};

struct Steady {
    double leechers = 0; ///< x
    double seeds = 0; ///< y, without the one that was there from the start
    double time = 0; ///< T, mean download time, s
    double arrivals = 0; ///< those that came, peers/s
};

/// The model's steady state when uploads are the bottleneck and eta = 1. One more seed stays for
/// ever, as somebody must bring the file: all uploads together, mu (x + y + 1), equal lambda.
Steady predicted(const Model &model, double arrivals)
{
    const double seeds = arrivals * model.seeding;
    const double leechers = arrivals / model.upload - seeds - 1;
    return {leechers, seeds, leechers / arrivals, arrivals};
}

/// The model's eta is near 1 when a piece is a small part of the file (who has none cannot give)
/// and what is under way at once as well (the end game asks for it twice).
constexpr std::uint32_t pieceLength = 2 * wire::blockSize;
constexpr std::uint64_t fileSize = 800 * pieceLength;

Steady measured(const Model &model, std::uint64_t seed)
{
    sim::SimSetup setup;
    setup.totalLength = fileSize;
    setup.pieceLength = pieceLength;
    setup.horizon = model.horizon;
    setup.seed = seed;
    const sim::AccessLink line{.up = model.upload * fileSize};
    sim::PeerGroup peers{.name = "peers", .line = line, .neighbours = 12};
    peers.count = static_cast<std::uint32_t>(2 * model.arrivals * base::toSeconds(model.horizon));
    peers.arrival.kind = sim::Arrival::Kind::Poisson;
    peers.arrival.rate = model.arrivals;
    peers.stay.kind = sim::Stay::Kind::Exponential;
    peers.stay.span = base::Duration(static_cast<std::int64_t>(model.seeding * 1e6));
    setup.groups = {{.name = "seed", .count = 1, .seed = true, .line = line}, peers};
    sim::SimWorld world(std::move(setup));

    Steady mean;
    world.runUntil(base::Time(model.warmUp));
    int samples = 0;
    while (world.runUntil(world.now() + 10s)) {
        mean.leechers += world.leechers();
        mean.seeds += world.seeds() - 1;
        ++samples;
    }
    mean.leechers /= samples;
    mean.seeds /= samples;
    int completed = 0;
    for (const sim::SimPeer &peer : world.peers()) {
        const sim::SimOutcome &outcome = peer.outcome;
        if (outcome.joined && *outcome.joined >= base::Time(model.warmUp))
            mean.arrivals += 1 / base::toSeconds(model.horizon - model.warmUp);
        if (outcome.group == 0 || !outcome.completed
            || *outcome.completed < base::Time(model.warmUp))
            continue;
        mean.time += base::toSeconds(*outcome.completed - *outcome.joined);
        ++completed;
    }
    mean.time /= completed;
    return mean;
}

bool isNear(double value, double expected)
{
    return std::abs(value - expected) <= 0.1 * expected;
}

} // namespace

Q_DECLARE_METATYPE(Model)

/// Poisson arrivals and exponential seeding times: the fluid model's steady state.
class TestFluidModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSteadyStateIsThatOfTheModel_data()
    {
        QTest::addColumn<Model>("model");
        QTest::newRow("gamma = 4 mu") << Model{0.1, 1e-3, 250, 2500s, 6500s};
        QTest::newRow("gamma = 10 mu, half the arrivals") << Model{0.05, 1e-3, 100, 3000s, 9000s};
    }
    void theSteadyStateIsThatOfTheModel()
    {
        QFETCH(const Model, model);
        const Steady found = measured(model, 1);
        const Steady theory = predicted(model, found.arrivals);
        qInfo("leechers %.1f (model %.1f), seeds %.1f (%.1f), download time %.0f s (%.0f s)",
              found.leechers, theory.leechers, found.seeds, theory.seeds, found.time, theory.time);
        QVERIFY(isNear(found.leechers, theory.leechers));
        QVERIFY(isNear(found.seeds, theory.seeds));
        QVERIFY(isNear(found.time, theory.time));
    }
};

QTEST_APPLESS_MAIN(TestFluidModel)
#include "tst_fluidmodel.moc"
