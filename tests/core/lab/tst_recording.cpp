#include "core/lab/recordingreader.h"
#include "core/lab/recordingwriter.h"
#include "core/lab/simrecorder.h"
#include "core/sim/simworld.h"

#include <QTest>

#include <algorithm>
#include <thread>

using namespace std::chrono_literals;

namespace {

const lab::RecordingHeader header{.world = "virtual",
                                  .program = "Torrarium test",
                                  .setup = "two peers",
                                  .seed = 7,
                                  .totalLength = 1000 * 1000,
                                  .pieceLength = 16 * 1024};

/// A recording in memory.
class Tape
{
public:
    [[nodiscard]] lab::RecordingWriter::Sink sink()
    {
        return [this](base::ByteView bytes) {
            m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
        };
    }
    [[nodiscard]] base::Expected<lab::RecordingReader> open() const
    {
        return lab::RecordingReader::open([this](std::uint64_t offset, std::size_t size) {
            const std::size_t begin = std::min<std::uint64_t>(offset, m_bytes.size());
            const std::size_t end = std::min(begin + size, m_bytes.size());
            return base::Bytes(m_bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                               m_bytes.begin() + static_cast<std::ptrdiff_t>(end));
        });
    }
    [[nodiscard]] base::Bytes &bytes() { return m_bytes; }

private:
    base::Bytes m_bytes;
};

std::vector<lab::RecordedEvent> eventsOf(const lab::RecordingReader &reader, base::Time from = {})
{
    std::vector<lab::RecordedEvent> events;
    const auto read = reader.events(from, [&](const lab::RecordedEvent &event) {
        events.push_back(event);
        return true;
    });
    return read ? events : std::vector<lab::RecordedEvent>{};
}

swarm::Reason reason(auto what)
{
    return {base::LinkId{9}, what};
}

/// One event of every kind.
std::vector<lab::RecordedEvent> everyKind()
{
    const base::PieceIndex piece{3};
    std::vector<lab::RecordedEvent> events;
    const auto add = [&](auto what) {
        events.push_back({base::Time(events.size() * 1s), 300, what});
    };
    add(lab::Joined{true});
    add(lab::Left{});
    add(lab::Finished{});
    add(lab::PieceDone{piece});
    add(lab::Linked{base::LinkId{9}, base::Endpoint::fromV4(0x0a000001, 6881)});
    add(lab::Unlinked{base::LinkId{9}});
    add(reason(swarm::ChokeReason{true, swarm::ChokeKind::Optimistic, 2, 4, 31000, 12}));
    add(reason(swarm::PickReason{piece, swarm::PickKind::Rarest, 5, 6}));
    add(reason(swarm::DropReason{swarm::CloseReason::Poison, "thrice"}));
    add(reason(swarm::CorruptPiece{piece, 2}));
    add(reason(swarm::RequestTimeout{17}));
    add(reason(swarm::RevealReason{piece, 4, true}));
    add(reason(swarm::ChokeReason{true, swarm::ChokeKind::Worth, 1, 5, 48, 31}));
    add(reason(swarm::PickReason{piece, swarm::PickKind::Listed, 1, 1}));
    return events;
}

/// The recording of a small virtual swarm.
base::Bytes recordingOf(std::uint64_t seed)
{
    sim::SimSetup setup;
    setup.seed = seed;
    setup.totalLength = 2'000'000;
    setup.pieceLength = 64 * 1024;
    setup.groups.resize(2);
    setup.groups[0].count = 1;
    setup.groups[0].seed = true;
    setup.groups[0].line = {.up = 200e3};
    setup.groups[1].count = 10;
    setup.groups[1].line = {.up = 50e3};
    setup.groups[1].stay.kind = sim::Stay::Kind::AtOnce;
    Tape tape;
    {
        auto head = header;
        head.totalLength = setup.totalLength;
        head.pieceLength = setup.pieceLength;
        lab::RecordingWriter writer(head, tape.sink());
        sim::SimWorld world(setup);
        lab::SimRecorder recorder(world, writer, 20s);
        world.setListener(&recorder);
        world.runUntil(base::Time::max());
    }
    return tape.bytes();
}

} // namespace

class TestRecording : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesBackEveryKindOfEvent()
    {
        Tape tape;
        {
            lab::RecordingWriter writer(header, tape.sink());
            for (const auto &event : everyKind())
                writer.add(event);
        }
        const auto reader = tape.open();
        QVERIFY(reader.has_value());
        QCOMPARE(reader->header(), header);
        QCOMPARE(eventsOf(*reader), everyKind());
    }

    void seeksToTheSnapshotBeforeATime()
    {
        wire::Bitfield some(62);
        some.add(base::PieceIndex{61});
        const lab::RecordedSnapshot early{base::Time(10s), {{1, 5, 0, wire::Bitfield(62, true)}}};
        const lab::RecordedSnapshot late{base::Time(20s),
                                         {{1, 9, 0, wire::Bitfield(62, true)}, {2, 0, 4, some}}};
        Tape tape;
        {
            lab::RecordingWriter writer(header, tape.sink());
            writer.add(lab::RecordedEvent{base::Time(5s), 1, lab::Joined{true}});
            writer.add(early);
            writer.add(lab::RecordedEvent{base::Time(15s), 2, lab::Joined{}});
            writer.add(late);
        }
        const auto reader = tape.open();
        QVERIFY(reader.has_value());
        QCOMPARE(*reader->snapshotBefore(base::Time(9s)), lab::RecordedSnapshot{});
        QCOMPARE(*reader->snapshotBefore(base::Time(19s)), early);
        QCOMPARE(*reader->snapshotBefore(base::Time(99s)), late);
        QCOMPARE(reader->end(), base::Time(20s));
        QCOMPARE(eventsOf(*reader, base::Time(15s)).size(), std::size_t{1});
    }

    void isReadUpToWhereAKilledWriterGot()
    {
        Tape tape;
        std::size_t whole = 0;
        {
            lab::RecordingWriter writer(header, tape.sink());
            writer.add(everyKind().front());
            writer.flush();
            whole = tape.bytes().size();
            for (const auto &event : everyKind())
                writer.add(event);
        }
        for (std::size_t size = tape.bytes().size() - 1; size >= whole; --size) {
            tape.bytes().resize(size);
            const auto reader = tape.open();
            QVERIFY(reader.has_value());
            QCOMPARE(eventsOf(*reader).size(), std::size_t{1});
        }
    }

    void passesOverEventsOfALaterProgram()
    {
        base::Bytes bytes;
        lab::appendEvent(bytes, everyKind()[0], {});
        bytes[1] = 200; // its code, after the time: nobody knows it yet
        lab::appendEvent(bytes, everyKind()[1], base::Time(0s));
        base::ByteView rest = bytes;
        base::Time before{};
        const auto unknown = lab::takeEvent(rest, before);
        QVERIFY(unknown.has_value() && !unknown->has_value());
        const auto known = lab::takeEvent(rest, before);
        QVERIFY(known.has_value() && known->has_value());
        QCOMPARE(**known, everyKind()[1]);
    }

    void refusesWhatIsNoRecording()
    {
        Tape tape;
        QVERIFY(!tape.open());
        tape.bytes() = {'T', 'O', 'R', 'R', 'R', 'E', 'C', '1'};
        const auto reader = tape.open();
        QVERIFY(!reader.has_value());
        QVERIFY(reader.error().text().find("header") != std::string::npos);
    }

    void isTheSameBytesForTheSameSeed()
    {
        const base::Bytes first = recordingOf(1);
        QVERIFY(first.size() > 1000);
        QVERIFY(recordingOf(1) == first);
        QVERIFY(recordingOf(2) != first);
    }

    void isTheSameBytesHoweverManyWorldsRunBesideIt()
    {
        constexpr std::uint64_t seeds = 6;
        std::vector<base::Bytes> alone;
        for (std::uint64_t seed = 0; seed < seeds; ++seed)
            alone.push_back(recordingOf(seed));
        for (const std::size_t threads : {2U, 3U, 6U}) {
            std::vector<base::Bytes> together(seeds);
            std::vector<std::thread> workers;
            for (std::size_t worker = 0; worker < threads; ++worker) {
                workers.emplace_back([&together, worker, threads] {
                    for (std::uint64_t seed = worker; seed < seeds; seed += threads)
                        together[seed] = recordingOf(seed);
                });
            }
            for (std::thread &worker : workers)
                worker.join();
            QVERIFY(together == alone);
        }
    }

    void tellsTheStoryOfAVirtualSwarm()
    {
        Tape tape;
        tape.bytes() = recordingOf(1);
        const auto reader = tape.open();
        QVERIFY(reader.has_value());
        const auto events = eventsOf(*reader);
        const auto count = [&](auto isIt) { return std::ranges::count_if(events, isIt); };
        const auto is = []<typename T>(T) {
            return [](const lab::RecordedEvent &e) { return std::holds_alternative<T>(e.what); };
        };
        QCOMPARE(count(is(lab::Joined{})), 11);
        QCOMPARE(count(is(lab::Finished{})), 10);
        QCOMPARE(count(is(lab::Left{})), 10);
        QCOMPARE(count(is(lab::PieceDone{})), 10 * 31);
        QVERIFY(std::ranges::is_sorted(events, {}, &lab::RecordedEvent::at));
        const auto snapshot = reader->snapshotBefore(base::Time(25s));
        QVERIFY(snapshot.has_value());
        QCOMPARE(snapshot->peers.size(), std::size_t{11});
    }
};

QTEST_APPLESS_MAIN(TestRecording)
#include "tst_recording.moc"
