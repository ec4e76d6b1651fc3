#include <QTest>

#include <algorithm>

#include "support_core/flashcrowd.h"

namespace {

constexpr std::uint64_t MB = 1'000'000;

struct Crowd {
    double seedUp = 0; ///< bytes/s
    double up = 0; ///< bytes/s
    double down = 0; ///< bytes/s; 0 = no limit
    std::uint32_t leechers = 0;
    std::uint64_t bytes = 0;
    std::uint32_t pieceLength = 256 * 1024;
    std::string picker = "rarest-first";
    std::string choker = "tit-for-tat";
    sim::Stay stay{};
};

/// The least time in which everybody can have everything (Kumar and Ross 2006), in seconds:
/// the seed must send each byte once, the slowest must take all, and all lines together must
/// carry a copy for each.
double bound(const Crowd &crowd)
{
    const auto bytes = static_cast<double>(crowd.bytes);
    const double copies = crowd.leechers;
    const double slowest = crowd.down > 0 ? bytes / crowd.down : 0;
    return std::max(
        {bytes / crowd.seedUp, slowest, copies * bytes / (crowd.seedUp + copies * crowd.up)});
}

/// When the last one was complete, in seconds; nothing when somebody was not.
std::optional<double> measured(const Crowd &crowd)
{
    sim::SimSetup setup;
    setup.totalLength = crowd.bytes;
    setup.pieceLength = crowd.pieceLength;
    sim::PeerGroup seeds{.name = "seeds", .count = 1, .seed = true};
    seeds.line.up = crowd.seedUp;
    sim::PeerGroup leechers{.name = "leechers", .count = crowd.leechers};
    leechers.line = {.up = crowd.up, .down = crowd.down};
    leechers.stay = crowd.stay;
    leechers.picker = crowd.picker;
    leechers.choker = crowd.choker;
    setup.groups = {seeds, leechers};
    const auto times = test::completionTimes(setup);
    return times ? std::optional(times->last) : std::nullopt;
}

} // namespace

Q_DECLARE_METATYPE(Crowd)

/// The minimum distribution time of a flash crowd.
class TestDistributionTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theBoundIsNeverBeaten_data()
    {
        QTest::addColumn<Crowd>("crowd");
        const Crowd usual{.seedUp = 200e3, .up = 50e3, .leechers = 30, .bytes = 10 * MB};
        const auto row = [&](const char *name, auto change) {
            Crowd crowd = usual;
            change(crowd);
            QTest::newRow(name) << crowd;
        };
        row("usual", [](Crowd &) {});
        row("slow seed", [](Crowd &c) { c.seedUp = 20e3; });
        row("fast seed", [](Crowd &c) { c.seedUp = 5e6; });
        row("slow down lines", [](Crowd &c) { c.down = 30e3; });
        row("equal up and down", [](Crowd &c) { c.down = 50e3; });
        row("no uploads to speak of", [](Crowd &c) { c.up = 1e3; });
        row("free riders", [](Crowd &c) { c.choker = "free-rider"; });
        row("one leecher", [](Crowd &c) { c.leechers = 1; });
        row("two leechers", [](Crowd &c) { c.leechers = 2; });
        row("one piece", [](Crowd &c) { c.bytes = c.pieceLength; });
        row("small pieces", [](Crowd &c) { c.pieceLength = 32 * 1024; });
        row("large pieces", [](Crowd &c) { c.pieceLength = 2 * 1024 * 1024; });
        row("random", [](Crowd &c) { c.picker = "random"; });
        row("sequential", [](Crowd &c) { c.picker = "sequential"; });
        row("all unchoked", [](Crowd &c) { c.choker = "all-unchoked"; });
        row("leaving at once", [](Crowd &c) { c.stay.kind = sim::Stay::Kind::AtOnce; });
    }
    void theBoundIsNeverBeaten()
    {
        QFETCH(const Crowd, crowd);
        const auto time = measured(crowd);
        QVERIFY(time.has_value());
        qInfo("bound %.1f s, measured %.1f s, %.2f of it", bound(crowd), *time,
              *time / bound(crowd));
        QVERIFY(*time >= bound(crowd));
    }

    void rarestFirstComesNear()
    {
        const Crowd crowd{.seedUp = 800e3, .up = 200e3, .leechers = 100, .bytes = 100 * MB};
        const auto time = measured(crowd);
        QVERIFY(time.has_value());
        qInfo("bound %.1f s, measured %.1f s, %.2f of it", bound(crowd), *time,
              *time / bound(crowd));
        QVERIFY(*time <= 1.25 * bound(crowd));
    }
};

QTEST_APPLESS_MAIN(TestDistributionTime)
#include "tst_distributiontime.moc"
