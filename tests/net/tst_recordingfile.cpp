#include "core/lab/recordingreader.h"
#include "net/liveswarm.h"
#include "net/recordingfile.h"
#include "support/sandbox.h"

#include <QSignalSpy>
#include <QTest>

#include <map>

namespace {

constexpr int patience = 30'000; // ms

base::Expected<lab::RecordingReader> openFile(const std::filesystem::path &path)
{
    return lab::RecordingReader::open([bytes = support::readFile(path)](std::uint64_t offset,
                                                                        std::size_t size) {
        const std::string part = offset < bytes.size() ? bytes.substr(offset, size) : std::string();
        return base::Bytes(part.begin(), part.end());
    });
}

/// A small swarm whose files lie in that sandbox.
net::SwarmSetup swarmIn(const support::Sandbox &sandbox, const std::filesystem::path &recording)
{
    support::writeContent(sandbox / "content.bin", 1'000'000, 5);
    net::SwarmSetup setup;
    setup.content = sandbox / "content.bin";
    setup.directory = sandbox / "swarm";
    setup.recording = recording;
    setup.leechers = 3;
    setup.pieceLength = 64 * 1024;
    return setup;
}

} // namespace

/// What a live swarm leaves in its recording.
class TestRecordingFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsTheStoryOfALiveSwarm()
    {
        const support::Sandbox sandbox;
        const net::SwarmSetup setup = swarmIn(sandbox, sandbox / "swarm.torrec");
        net::LiveSwarm swarm;
        QSignalSpy completed(&swarm, &net::LiveSwarm::completed);
        swarm.start(setup);
        QVERIFY(completed.wait(patience));
        swarm.stop();

        const auto reader = openFile(setup.recording);
        QVERIFY(reader.has_value());
        QCOMPARE(reader->header().world, std::string("live"));
        QCOMPARE(reader->header().totalLength, std::uint64_t{1'000'000});
        std::map<std::size_t, int> counts; // by kind
        const auto read = reader->events({}, [&](const lab::RecordedEvent &event) {
            ++counts[event.what.index()];
            return event.peer >= 1 && event.peer <= 4;
        });
        QVERIFY(read.has_value());
        const auto kind = [](lab::Happening what) { return what.index(); };
        QCOMPARE(counts[kind(lab::Joined{})], 4);
        QCOMPARE(counts[kind(lab::Finished{})], 3);
        QCOMPARE(counts[kind(lab::Left{})], 4);
        QCOMPARE(counts[kind(lab::PieceDone{})], 3 * 16);
        QVERIFY(counts[kind(lab::Linked{})] >= 6);
        QVERIFY(counts[kind(swarm::Reason{})] >= 3 * 16);
    }

    // item 75
    void outlivesAFullDiskAndSaysSo()
    {
        const support::Sandbox sandbox;
        const net::SwarmSetup setup = swarmIn(sandbox, "/dev/full");
        net::LiveSwarm swarm;
        QSignalSpy completed(&swarm, &net::LiveSwarm::completed);
        QSignalSpy failed(&swarm, &net::LiveSwarm::recordingFailed);
        swarm.start(setup);
        QVERIFY(completed.wait(patience));
        swarm.stop();
        QCOMPARE(failed.count(), 1);
        const auto error = failed.first().first().value<base::Error>();
        QCOMPARE(error.where, std::string("/dev/full"));
        QVERIFY(error.detail.find("No space") != std::string::npos);
    }

    void saysWhenTheFileCannotBeMade()
    {
        const support::Sandbox sandbox;
        const auto path = sandbox / "missing" / "swarm.torrec";
        const auto recording = net::RecordingFile::create(path, {});
        QVERIFY(!recording.has_value());
        QCOMPARE(recording.error().where, path.string());
    }
};

QTEST_GUILESS_MAIN(TestRecordingFile)
#include "tst_recordingfile.moc"
