// A downloader that is killed at any moment: nothing verified is lost, nothing unverified is
// promoted (item 72).

#include "net/contentcheck.h"
#include "net/torrentfile.h"
#include "support/client.h"
#include "support/smallswarm.h"

#include <QProcess>
#include <QTest>

#include <memory>
#include <optional>
#include <set>

using support::ScriptedPeer;
using support::ScriptedSeed;
using support::SmallSwarm;

namespace fs = std::filesystem;

namespace {

constexpr int kills = 50;
constexpr int patience = 30'000; // ms

/// `torrarium get`, running.
class Downloader
{
public:
    Downloader(const fs::path &torrent, const fs::path &folder, const base::Endpoint &seed,
               const QString &rate)
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(support::torrariumProgram(),
                        {QStringLiteral("get"), QString::fromStdString(torrent.string()),
                         QStringLiteral("-d"), QString::fromStdString(folder.string()),
                         QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                         QStringLiteral("--down"), rate, QStringLiteral("--peer"),
                         QString::fromStdString(seed.text())});
    }
    ~Downloader() { kill(); }
    Downloader(const Downloader &) = delete;
    Downloader &operator=(const Downloader &) = delete;

    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Sends SIGKILL and waits for the end.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(patience);
    }
    [[nodiscard]] int exitCode() const { return m_process.exitCode(); }
    QByteArray output() { return m_process.readAll(); }

private:
    QProcess m_process;
};

} // namespace

class TestKill : public QObject
{
    Q_OBJECT
private:
    std::optional<support::Sandbox> m_sandbox;
    std::optional<SmallSwarm> m_swarm;
    fs::path m_torrent;

    [[nodiscard]] net::ContentLayout layout() const
    {
        const fs::path folder = *m_sandbox / "got";
        return {folder, folder / ".temporal", m_swarm->metainfo};
    }
    [[nodiscard]] wire::Bitfield onDisk() const
    {
        net::CheckProgress progress;
        return net::checkContent(layout(), 1, progress);
    }
    /// Whether each file in the final place is there with all its bytes, and true.
    [[nodiscard]] bool isFinalPlaceTrue() const
    {
        for (const wire::FileEntry &file : m_swarm->metainfo->files) {
            if (!fs::exists(layout().shared / file.path))
                continue;
            const std::string text = support::readFile(layout().shared / file.path);
            if (!std::ranges::equal(
                    base::asBytes(text),
                    base::ByteView(*m_swarm->content).subspan(file.offset, file.length)))
                return false;
        }
        return true;
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY2(!support::torrariumProgram().isEmpty(), "TORRARIUM_PROGRAM does not name it");
        m_sandbox.emplace();
        support::writeContent(*m_sandbox / "album" / "first.bin", 12'500'003, 72);
        support::writeContent(*m_sandbox / "album" / "inner" / "last.bin", 1'700'001, 73);
        m_swarm.emplace(*m_sandbox / "album");
        m_torrent = *m_sandbox / "album.torrent";
        QVERIFY(net::writeWhole(m_torrent, m_swarm->torrent));
    }

    // item 72
    void keepsEveryVerifiedPieceOverFiftyKills()
    {
        ScriptedSeed seed(m_swarm->metainfo,
                          support::honestly(m_swarm->content, SmallSwarm::pieceLength));
        base::Rng rng(50);
        int landedInTheMiddle = 0;
        for (int i = 0; i < kills; ++i) {
            const wire::Bitfield before = onDisk();
            seed.requests.clear();
            const std::size_t linksBefore = seed.accepted;
            {
                Downloader get(m_torrent, layout().shared, seed.endpoint(),
                               QStringLiteral("1MiB/s"));
                // Some die before they have asked for anything, most in the middle of a piece.
                const std::size_t requests = rng.below(14);
                QTRY_VERIFY_WITH_TIMEOUT(seed.requests.size() >= requests
                                             && (requests == 0 || seed.accepted > linksBefore),
                                         patience);
                QVERIFY2(get.isRunning(), get.output().constData());
                get.kill();
            }
            for (const wire::Request &request : seed.requests)
                QVERIFY2(!before.has(base::PieceIndex{request.index}), "a piece was fetched twice");
            const wire::Bitfield after = onDisk();
            QVERIFY2(!after.lacksSomethingOf(before), "a verified piece was lost");
            QVERIFY2(isFinalPlaceTrue(), "something unverified is in the final place");
            landedInTheMiddle += !after.all();
        }
        QVERIFY2(landedInTheMiddle == kills, "the download was through too early to be killed");

        const wire::Bitfield before = onDisk();
        QVERIFY(!before.none());
        seed.requests.clear();
        Downloader get(m_torrent, layout().shared, seed.endpoint(), QStringLiteral("100MiB/s"));
        QTRY_VERIFY_WITH_TIMEOUT(!get.isRunning(), patience);
        QCOMPARE(get.exitCode(), 0);
        QVERIFY(get.output().contains("complete"));
        for (const wire::Request &request : seed.requests)
            QVERIFY(!before.has(base::PieceIndex{request.index}));
        QVERIFY(isFinalPlaceTrue());
        QVERIFY(fs::exists(layout().shared / "album" / "inner" / "last.bin"));
    }

    // item 72
    void promotesOnlyWhatIsWholeWhenItIsKilledNearTheEnd()
    {
        ScriptedSeed seed(m_swarm->metainfo,
                          support::honestly(m_swarm->content, SmallSwarm::pieceLength));
        const wire::Geometry &geometry = m_swarm->metainfo->geometry;
        const std::size_t blocks = (geometry.totalLength() + wire::blockSize - 1) / wire::blockSize;
        base::Rng rng(51);
        for (int i = 0; i < 10; ++i) {
            fs::remove_all(layout().shared);
            seed.requests.clear();
            {
                Downloader get(m_torrent, layout().shared, seed.endpoint(),
                               QStringLiteral("500MiB/s"));
                // From a few blocks before the last one on to a few turns of the loop after it.
                const std::size_t wanted = blocks - rng.below(4);
                QTRY_VERIFY_WITH_TIMEOUT(seed.requests.size() >= wanted, patience);
                for (std::uint64_t turns = rng.below(40); turns > 0; --turns)
                    QCoreApplication::processEvents();
                get.kill();
            }
            QVERIFY2(isFinalPlaceTrue(), "something unverified is in the final place");
            seed.requests.clear();
            const wire::Bitfield before = onDisk();
            Downloader again(m_torrent, layout().shared, seed.endpoint(),
                             QStringLiteral("500MiB/s"));
            QTRY_VERIFY_WITH_TIMEOUT(!again.isRunning(), patience);
            QCOMPARE(again.exitCode(), 0);
            for (const wire::Request &request : seed.requests)
                QVERIFY(!before.has(base::PieceIndex{request.index}));
            QVERIFY(onDisk().all() && isFinalPlaceTrue());
        }
    }
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
