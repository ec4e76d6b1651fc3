// What happens when the disk, or somebody else at the same files, misbehaves. Items are those of
// the catalogue of hostile inputs.

#include "net/resumedata.h"
#include "support/filesizelimit.h"
#include "support/rawclient.h"
#include "support/smallswarm.h"

#include <QTest>

#include <fstream>
#include <optional>
#include <sys/mount.h>

using support::eventually;
using support::FileSizeLimit;
using support::ScriptedPeer;
using support::ScriptedSeed;
using support::SmallSwarm;

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t pieceCount = 16;

void writeText(const fs::path &file, std::string_view text)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

/// Bends one byte where it lies.
void bend(const fs::path &file, std::uint64_t at)
{
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekg(static_cast<std::streamoff>(at));
    const char byte = static_cast<char>(stream.get() ^ 0x20);
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put(byte);
    stream.close();
    // Later than the check, whatever the clock's grain is.
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(2));
}

/// A file system of 2 MiB in memory while it lives.
class SmallDisk
{
public:
    explicit SmallDisk(const fs::path &folder)
        : m_folder(folder)
    {
        fs::create_directories(folder);
        m_mounted = ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=2m") == 0;
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(m_folder.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;
    [[nodiscard]] bool isThere() const { return m_mounted; }

private:
    fs::path m_folder;
    bool m_mounted = false;
};

} // namespace

class TestStorageFaults : public QObject
{
    Q_OBJECT
private:
    std::optional<SmallSwarm> m_swarm;

    /// Files whose fourth piece is false, and resume data that swears they are complete.
    net::PeerSetup withLyingResumeData()
    {
        net::PeerSetup setup = m_swarm->setup("peer");
        fs::create_directories(setup.layout.shared);
        fs::create_directories(setup.layout.temporal);
        fs::copy_file(m_swarm->sandbox / "content.bin", setup.layout.shared / "content.bin");
        bend(setup.layout.shared / "content.bin", 3 * SmallSwarm::pieceLength + 5);
        net::ContentFiles files(setup.layout);
        const net::ResumeData data{m_swarm->metainfo->infoHash,
                                   wire::Bitfield(pieceCount, true),
                                   {files.stamp(0).value()}};
        if (!data.save(resumeFile(setup)))
            qFatal("cannot save");
        return setup;
    }
    static fs::path resumeFile(const net::PeerSetup &setup)
    {
        return setup.layout.temporal / (setup.layout.metainfo->infoHash.hex() + ".resume");
    }
    support::Answer honest() const
    {
        return support::honestly(m_swarm->content, SmallSwarm::pieceLength);
    }

private Q_SLOTS:
    void init() { m_swarm.emplace(); }

    // item 74: shows that the others below would be believed if they were not damaged
    void believesWholeResumeData()
    {
        const auto node = SmallSwarm::start(withLyingResumeData());
        QCOMPARE(node->opened.at(0).at(0).toUInt(), pieceCount);
    }

    // item 74
    void checksEverythingWhenResumeDataIsDamaged_data()
    {
        QTest::addColumn<int>("kind");
        const char *names[]
            = {"empty",           "random",   "cut",         "one bit", "another torrent's",
               "another version", "a folder", "deep nesting"};
        for (int kind = 0; kind < 8; ++kind)
            QTest::newRow(names[kind]) << kind;
    }
    void checksEverythingWhenResumeDataIsDamaged()
    {
        QFETCH(const int, kind);
        net::PeerSetup setup = withLyingResumeData();
        const fs::path file = resumeFile(setup);
        std::string text = support::readFile(file);
        const auto withChecksum = [](std::string body) {
            const base::PieceHash sum = base::Sha1::of(base::asBytes(body));
            return body.append(base::asText(sum.view()));
        };
        switch (kind) {
        case 0:
            writeText(file, "");
            break;
        case 1:
            fs::remove(file);
            support::writeContent(file, 300, 74);
            break;
        case 2:
            writeText(file, text.substr(0, text.size() / 2));
            break;
        case 3:
            text[text.find("have") + 7] ^= 1;
            writeText(file, text);
            break;
        case 4: {
            std::string body = text.substr(0, text.size() - 20);
            body[body.find("info-hash") + 15] ^= 1;
            writeText(file, withChecksum(body));
            break;
        }
        case 5: {
            std::string body = text.substr(0, text.size() - 20);
            body.replace(body.find("i1e"), 3, "i2e");
            writeText(file, withChecksum(body));
            break;
        }
        case 6:
            fs::remove(file);
            fs::create_directory(file);
            break;
        default:
            writeText(file, withChecksum(std::string(100'000, 'l')));
        }
        const auto node = SmallSwarm::start(std::move(setup));
        QCOMPARE(node->opened.count(), 1);
        QCOMPARE(node->opened.at(0).at(0).toUInt(), pieceCount - 1);
        ScriptedSeed seed(m_swarm->metainfo, honest());
        node->peer.addPeer(seed.endpoint());
        QTRY_COMPARE(node->completed.count(), 1);
        QVERIFY(m_swarm->isWholeIn(node->finalFile()));
        QCOMPARE(seed.requests.size(), std::size_t{4}); // the one false piece
        QVERIFY(m_swarm->isServedBy(*node));
    }

    // item 74
    void noticesAnyFlippedBitOfResumeData()
    {
        const net::PeerSetup setup = withLyingResumeData();
        const std::string whole = support::readFile(resumeFile(setup));
        QVERIFY(net::ResumeData::load(resumeFile(setup), *m_swarm->metainfo));
        for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
            std::string bent = whole;
            bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << bit % 8));
            writeText(resumeFile(setup), bent);
            QVERIFY(!net::ResumeData::load(resumeFile(setup), *m_swarm->metainfo));
        }
    }

    // item 75
    void pausesOnAFullDiskAndGoesOnByItself_data()
    {
        QTest::addColumn<bool>("smallDisk");
        QTest::newRow("disk full") << true;
        QTest::newRow("files may not grow") << false;
    }
    void pausesOnAFullDiskAndGoesOnByItself()
    {
        QFETCH(const bool, smallDisk);
        std::optional<SmallDisk> disk;
        net::PeerSetup setup = m_swarm->setup("peer");
        const fs::path ballast = m_swarm->sandbox / "peer" / "ballast";
        if (smallDisk) {
            disk.emplace(m_swarm->sandbox / "peer");
            if (!disk->isThere())
                QSKIP("only root may mount a small disk");
            support::writeContent(ballast, 1536 * 1024, 75);
        } else {
            // So that not everything is asked for before the limit.
            setup.downRate = 512 * 1024;
        }
        const auto node = SmallSwarm::start(std::move(setup));
        QCOMPARE(node->opened.count(), 1);
        std::optional<FileSizeLimit> limit;
        ScriptedSeed seed(m_swarm->metainfo,
                          [&, answer = honest()](ScriptedPeer &peer, const wire::Request &request) {
                              // After the first pieces, so that there is something to share.
                              if (!smallDisk && node->faults.count() == 0 && !limit
                                  && node->peer.row().have.count() >= 4)
                                  limit.emplace(wire::blockSize);
                              answer(peer, request);
                          });
        node->peer.addPeer(seed.endpoint());
        QTRY_VERIFY(node->faults.count() > 0);
        const lab::PeerRow paused = node->peer.row();
        QVERIFY(!paused.fault.empty());
        QVERIFY(paused.have.count() > 0 && paused.have.count() < pieceCount);
        QVERIFY(m_swarm->isServedBy(*node)); // seeding goes on
        QCOMPARE(node->completed.count(), 0);

        fs::remove(ballast);
        limit.reset();
        QTRY_COMPARE_WITH_TIMEOUT(node->completed.count(), 1, 30'000);
        QVERIFY(node->peer.row().fault.empty());
        QVERIFY(m_swarm->isWholeIn(node->finalFile()));
    }

    // item 76
    void neverSendsAByteOfAFileThatChanged_data()
    {
        QTest::addColumn<int>("kind");
        const char *names[] = {"a byte", "all of it", "cut", "removed", "replaced"};
        for (int kind = 0; kind < 5; ++kind)
            QTest::newRow(names[kind]) << kind;
    }
    void neverSendsAByteOfAFileThatChanged()
    {
        QFETCH(const int, kind);
        const auto node = m_swarm->seed();
        QVERIFY(m_swarm->isServedBy(*node));
        const fs::path file = node->finalFile();
        switch (kind) {
        case 0:
            bend(file, 5 * SmallSwarm::pieceLength);
            break;
        case 1:
            for (std::uint32_t i = 0; i < pieceCount; ++i)
                bend(file, i * SmallSwarm::pieceLength + 7);
            break;
        case 2:
            fs::resize_file(file, 300'000);
            break;
        case 3:
            fs::remove(file);
            break;
        default:
            support::writeContent(m_swarm->sandbox / "other", m_swarm->content->size(), 76);
            fs::rename(m_swarm->sandbox / "other", file);
        }
        ScriptedPeer peer(m_swarm->metainfo, node->endpoint());
        QVERIFY(peer.shakesHands());
        peer.send(wire::Interested{});
        QVERIFY(peer.hears<wire::Unchoke>());
        for (std::uint32_t i = 0; i < pieceCount; ++i)
            peer.send(wire::Request{i, 0, wire::blockSize});
        QVERIFY(peer.isClosed()); // what it offered has changed
        for (const support::HeardBlock &block : peer.blocks)
            QVERIFY(std::ranges::equal(
                block.bytes,
                m_swarm->bytesOf(block.index, block.begin,
                                 static_cast<std::uint32_t>(block.bytes.size()))));
        QVERIFY(!node->peer.row().seed);

        ScriptedSeed other(m_swarm->metainfo, honest());
        node->peer.addPeer(other.endpoint());
        QTRY_VERIFY(node->peer.row().seed);
        QTRY_VERIFY(m_swarm->isWholeIn(file));
        QVERIFY(m_swarm->isServedBy(*node));
    }

    // item 76: lab seeds share the user's own file by a hard link
    void leavesTheUsersOwnFileAsTheUserChangedIt()
    {
        net::PeerSetup setup = m_swarm->setup("seed");
        const fs::path own = m_swarm->sandbox / "content.bin";
        fs::create_directories(setup.layout.shared);
        fs::create_hard_link(own, setup.layout.shared / "content.bin");
        const auto node = SmallSwarm::start(std::move(setup));
        QVERIFY(node->peer.isComplete());
        bend(own, 100);
        const std::string edited = support::readFile(own);
        ScriptedPeer peer(m_swarm->metainfo, node->endpoint());
        QVERIFY(peer.shakesHands());
        peer.send(wire::Interested{});
        peer.send(wire::Request{0, 0, wire::blockSize});
        QVERIFY(peer.isClosed());
        ScriptedSeed other(m_swarm->metainfo, honest());
        node->peer.addPeer(other.endpoint());
        QTRY_VERIFY(node->peer.row().seed);
        QTRY_VERIFY(m_swarm->isWholeIn(node->finalFile()));
        QVERIFY(support::readFile(own) == edited);
    }

    // item 11
    void neverFollowsALinkInTheSaveFolder()
    {
        const fs::path outside = m_swarm->sandbox / "outside.bin";
        support::writeContent(outside, m_swarm->content->size(), 11);
        const std::string before = support::readFile(outside);
        net::PeerSetup setup = m_swarm->setup("peer");
        fs::create_directories(setup.layout.shared);
        fs::create_symlink(outside, setup.layout.shared / "content.bin");
        const auto node = SmallSwarm::start(std::move(setup));
        QCOMPARE(node->faults.count(), 1);
        QCOMPARE(node->opened.count(), 0);
        QVERIFY(support::readFile(outside) == before);
        QVERIFY(fs::is_symlink(node->finalFile()));
    }

    // item 76
    void keepsApartAFileThatAppearsInTheSharedFolder()
    {
        const auto node = m_swarm->leecher();
        QCOMPARE(node->opened.count(), 1);
        writeText(node->finalFile(), "somebody else's");
        ScriptedSeed seed(m_swarm->metainfo, honest());
        node->peer.addPeer(seed.endpoint());
        QTRY_VERIFY(node->faults.count() > 0);
        const lab::PeerRow waiting = node->peer.row();
        QVERIFY(waiting.fault.find("in the way") != std::string::npos);
        QVERIFY(waiting.seed);
        QVERIFY(m_swarm->isServedBy(*node));
        QCOMPARE(node->completed.count(), 0);
        QCOMPARE(fs::file_size(node->finalFile()), std::uintmax_t{15});

        fs::remove(node->finalFile());
        QTRY_COMPARE_WITH_TIMEOUT(node->completed.count(), 1, 30'000);
        QVERIFY(m_swarm->isWholeIn(node->finalFile()));
    }

    // item 11
    void neverFollowsALinkThatAppearsInTheSaveFolder()
    {
        const fs::path outside = m_swarm->sandbox / "outside";
        fs::create_directories(outside);
        support::writeContent(m_swarm->sandbox / "album" / "inner" / "a.bin", 200'000, 12);
        support::writeContent(m_swarm->sandbox / "album" / "b.bin", 200'000, 13);
        SmallSwarm album(m_swarm->sandbox / "album");
        const auto node = album.leecher();
        QCOMPARE(node->opened.count(), 1);
        fs::create_directories(node->layout.shared / "album");
        fs::create_directory_symlink(outside, node->layout.shared / "album" / "inner");
        ScriptedSeed seed(album.metainfo, support::honestly(album.content, album.pieceLength));
        node->peer.addPeer(seed.endpoint());
        QTRY_VERIFY(node->peer.row().seed);
        QTRY_VERIFY(node->faults.count() > 0 || node->completed.count() > 0);
        QVERIFY(fs::is_empty(outside));
        QCOMPARE(node->completed.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestStorageFaults)
#include "tst_storagefaults.moc"
