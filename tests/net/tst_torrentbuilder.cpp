#include "core/base/digest.h"
#include "core/wire/metainfo.h"
#include "net/contentlist.h"
#include "net/piecehashing.h"
#include "net/torrentbuilder.h"
#include "net/torrentfile.h"
#include "support/sandbox.h"

#include <QTest>

#include <fstream>

namespace fs = std::filesystem;
using support::Sandbox;
using wire::Metainfo;

namespace {

const std::atomic<bool> notCancelled = false;

base::Expected<base::Bytes> built(const fs::path &content, std::uint32_t pieceLength = 0,
                                  unsigned threads = 0)
{
    net::TorrentOrder order;
    order.content = content;
    order.pieceLength = pieceLength;
    order.threads = threads;
    return net::buildTorrent(order, {}, notCancelled);
}

base::ErrorCode codeOf(const fs::path &content)
{
    const auto result = built(content);
    return result ? base::ErrorCode::Usage : result.error().code;
}

} // namespace

class TestTorrentBuilder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hashesAFileLikeOneWouldByHand()
    {
        const Sandbox box;
        support::writeContent(box / "song.bin", 100'001, 1);
        const auto metainfo = Metainfo::parse(built(box / "song.bin", 40'000).value());
        QVERIFY(metainfo);
        QCOMPARE(metainfo->name, std::string("song.bin"));
        QVERIFY(!metainfo->multiFile);
        QCOMPARE(metainfo->geometry, wire::Geometry(100'001, 40'000));
        const std::string content = support::readFile(box / "song.bin");
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY(metainfo->pieceHashes[i]
                    == base::Sha1::of(
                        base::asBytes(std::string_view(content).substr(i * 40'000, 40'000))));
    }

    void hashesAcrossTheFilesOfAFolderInTheirOrder()
    {
        const Sandbox box;
        support::writeContent(box / "album/b", 10'000, 1);
        support::writeContent(box / "album/a/z", 700'000, 2);
        support::writeContent(box / "album/empty", 0, 3);
        support::writeContent(box / "album/.hidden", 1, 4);
        const auto metainfo = Metainfo::parse(built(box / "album", 30'000).value());
        QVERIFY(metainfo);
        std::string all;
        std::vector<std::string> paths;
        for (const auto &file : metainfo->files) {
            paths.push_back(file.path);
            all += support::readFile(box / file.path);
        }
        QCOMPARE(
            paths,
            (std::vector<std::string>{"album/.hidden", "album/a/z", "album/b", "album/empty"}));
        QCOMPARE(all.size(), 710'001U);
        for (std::size_t i = 0; i < metainfo->pieceHashes.size(); ++i)
            QVERIFY(
                metainfo->pieceHashes[i]
                == base::Sha1::of(base::asBytes(std::string_view(all).substr(i * 30'000, 30'000))));
    }

    void givesTheSameBytesWithAnyNumberOfThreads()
    {
        const Sandbox box;
        support::writeContent(box / "c/one", 9'000'000, 1);
        support::writeContent(box / "c/two", 3'000'000, 2);
        const auto alone = built(box / "c", 16'384, 1).value();
        QCOMPARE(built(box / "c", 16'384, 2).value(), alone);
        QCOMPARE(built(box / "c", 16'384, 7).value(), alone);
    }

    void carriesWhatIsOrdered()
    {
        const Sandbox box;
        support::writeContent(box / "x", 5, 1);
        net::TorrentOrder order;
        order.content = box / "x";
        order.announceTiers = {{"http://a/announce"}, {"udp://b:1"}};
        order.isPrivate = true;
        order.comment = "c";
        order.createdBy = "d";
        order.creationDate = 7;
        const auto metainfo = Metainfo::parse(net::buildTorrent(order, {}, notCancelled).value());
        QCOMPARE(metainfo->announceTiers, order.announceTiers);
        QVERIFY(metainfo->isPrivate);
        QCOMPARE(metainfo->comment, order.comment);
        QCOMPARE(metainfo->createdBy, order.createdBy);
        QCOMPARE(metainfo->creationDate, order.creationDate);
    }

    void endsItsProgressWithEverythingHashed()
    {
        const Sandbox box;
        support::writeContent(box / "x", 1'000'000, 1);
        std::uint64_t last = 0;
        net::TorrentOrder order;
        order.content = box / "x";
        const auto result = net::buildTorrent(
            order,
            [&last](std::uint64_t hashed, std::uint64_t total) {
                QCOMPARE(total, 1'000'000U);
                QVERIFY(hashed >= last);
                last = hashed;
            },
            notCancelled);
        QVERIFY(result);
        QCOMPARE(last, 1'000'000U);
    }

    void stopsWhenCancelled()
    {
        const Sandbox box;
        support::writeContent(box / "x", 1'000'000, 1);
        const std::atomic<bool> cancelled = true;
        net::TorrentOrder order;
        order.content = box / "x";
        const auto result = net::buildTorrent(order, {}, cancelled);
        QVERIFY(!result);
        QCOMPARE(result.error().code, base::ErrorCode::Cancelled);
    }

    void refusesContentThatIsMissingOrEmpty()
    {
        const Sandbox box;
        QCOMPARE(codeOf(box / "nothing"), base::ErrorCode::NotFound);
        support::writeContent(box / "empty", 0, 1);
        QCOMPARE(built(box / "empty").error().code, base::ErrorCode::Usage);
        fs::create_directory(box / "folder");
        QCOMPARE(built(box / "folder").error().where, (box / "folder").string());
    }

    // item 11
    void refusesSymbolicLinksAndNamesThem()
    {
        const Sandbox box;
        support::writeContent(box / "c/file", 5, 1);
        fs::create_symlink("/etc/passwd", box / "c/link");
        const auto result = built(box / "c");
        QVERIFY(!result);
        QCOMPARE(result.error().where, (box / "c/link").string());
    }

    // items 9, 10
    void refusesNamesATorrentCannotCarry()
    {
        const Sandbox box;
        support::writeContent(box / "c/bad\nname", 5, 1);
        QCOMPARE(codeOf(box / "c"), base::ErrorCode::Unsupported);
        support::writeContent(box / "d/Name", 5, 1);
        support::writeContent(box / "d/name", 5, 1);
        QCOMPARE(codeOf(box / "d"), base::ErrorCode::Unsupported);
    }

    void namesAFileThatBecameShorterWhileItWasRead()
    {
        const Sandbox box;
        support::writeContent(box / "c/a", 200'000, 1);
        const auto content = net::listContent(box / "c").value();
        fs::resize_file(box / "c/a", 10);
        const wire::Geometry geometry(content.totalLength, 16'384);
        net::PieceHashing hashing(content, geometry, notCancelled);
        hashing.work();
        const auto hashes = hashing.take();
        QVERIFY(!hashes);
        QCOMPARE(hashes.error().where, (box / "c/a").string());
    }

    void refusesPiecesTooSmallForTheContent()
    {
        const Sandbox box;
        std::ofstream(box / "x").put('x');
        fs::resize_file(box / "x", std::uint64_t{1} << 21);
        QCOMPARE(built(box / "x", 1).error().code, base::ErrorCode::Usage);
    }

    void readsAndWritesTorrentFiles()
    {
        const Sandbox box;
        support::writeContent(box / "x", 5, 1);
        const auto bytes = built(box / "x").value();
        QVERIFY(net::writeWhole(box / "x.torrent", bytes));
        QVERIFY(net::readTorrentFile(box / "x.torrent")->infoHash
                == Metainfo::parse(bytes)->infoHash);
        QCOMPARE(net::readTorrentFile(box / "none").error().code, base::ErrorCode::NotFound);
        QVERIFY(!net::writeWhole(box / "no folder/x", bytes));
        fs::resize_file(box / "x.torrent", 11'000'000);
        QCOMPARE(net::readTorrentFile(box / "x.torrent").error().code, base::ErrorCode::Limit);
    }
};

QTEST_APPLESS_MAIN(TestTorrentBuilder)
#include "tst_torrentbuilder.moc"
