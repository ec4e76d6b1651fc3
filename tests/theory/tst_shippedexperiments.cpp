#include "core/lab/experiment.h"
#include "core/lab/virtualtrial.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;

namespace {

/// Small enough that all of them together take seconds.
const std::vector<lab::Override> small{{"content.size", "1 MB", {}},
                                       {"group[*].count", "4", {}},
                                       {"limits.horizon", "10 min", {}},
                                       {"sweep.repetitions", "1", {}}};

std::uint64_t payload(const lab::Observation &observation)
{
    std::uint64_t bytes = 0;
    for (const lab::PeerObservation &peer : observation.peers)
        bytes += peer.downloaded;
    return bytes;
}

} // namespace

/// Every scenario that ships, with everything it sweeps over.
class TestShippedExperiments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everySettingRuns_data()
    {
        QTest::addColumn<QString>("path");
        for (const auto &entry : fs::directory_iterator(TORRARIUM_RESOURCES "/scenarios"))
            QTest::newRow(entry.path().stem().c_str())
                << QString::fromStdString(entry.path().string());
    }
    void everySettingRuns()
    {
        QFETCH(const QString, path);
        std::ifstream file(path.toStdString());
        std::string text(std::istreambuf_iterator<char>(file), {});
        const auto experiment = lab::Experiment::parse(text, path.toStdString(), small);
        QVERIFY2(experiment, experiment ? "" : experiment.error().text().c_str());
        for (const lab::Trial &trial : experiment->trials()) {
            const auto scenario = experiment->scenarioOf(trial);
            QVERIFY(scenario);
            const auto observation = lab::runVirtualTrial(*scenario, [] { return true; });
            QVERIFY(observation);
            QVERIFY(payload(*observation) > 0);
        }
    }
};

QTEST_APPLESS_MAIN(TestShippedExperiments)
#include "tst_shippedexperiments.moc"
