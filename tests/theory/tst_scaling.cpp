#include <QTest>

#include <cmath>
#include <limits>

#include "support_core/flashcrowd.h"

namespace {

constexpr double up = 100e3; // bytes/s, of everybody
constexpr double fileTime = 40; // seconds for the content over one line

/// When the last of so many leechers was complete, in seconds; all come in one instant.
double lastOf(std::uint32_t leechers, const char *leecherChoker)
{
    sim::SimSetup setup = test::flashCrowd(leechers, up);
    setup.totalLength = static_cast<std::uint64_t>(fileTime * up);
    setup.groups[1].arrival = {};
    setup.groups[1].choker = leecherChoker;
    const auto times = test::completionTimes(setup);
    return times ? times->last : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

/// How the time to serve everybody grows with the crowd (Yang and de Veciana 2004; Mundinger, Weber
/// and Weiss 2008).
class TestScaling : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// T = a + b log2 N: each factor of four adds as much as the one before it, less than the
    /// content takes over one line, whereas the number of copies to be made is four times as large.
    void aSwarmsTimeGrowsByTheLogarithm()
    {
        std::vector<double> times;
        for (const std::uint32_t leechers : {8, 32, 128, 512}) {
            times.push_back(lastOf(leechers, "tit-for-tat"));
            qInfo("swarm of %u: %.1f s, %.2f of the file's time", leechers, times.back(),
                  times.back() / fileTime);
        }
        for (std::size_t i = 1; i < times.size(); ++i) {
            QVERIFY(times[i] > times[i - 1]);
            QVERIFY(times[i] - times[i - 1] < fileTime / 2);
        }
    }

    /// T = N F / u_s when the leechers upload nothing: a server and its clients.
    void aServersTimeGrowsLinearly()
    {
        for (const std::uint32_t clients : {4, 16, 64}) {
            const double time = lastOf(clients, "free-rider");
            const double bound = clients * fileTime;
            qInfo("%u clients: %.1f s, %.3f of N F / u_s", clients, time, time / bound);
            QVERIFY(time >= bound);
            QVERIFY(time <= 1.05 * bound);
        }
    }
};

QTEST_APPLESS_MAIN(TestScaling)
#include "tst_scaling.moc"
