#include "core/base/digest.h"
#include "core/wire/bencodewriter.h"
#include "core/wire/metainfo.h"

#include <QTest>

#include <chrono>

using wire::BencodeDictionary;
using wire::BencodeList;
using wire::Metainfo;

namespace {

BencodeList path(std::initializer_list<const char *> elements)
{
    BencodeList list;
    for (const char *element : elements)
        list.addString(element);
    return list;
}

BencodeDictionary file(std::int64_t length, const BencodeList &elements)
{
    return BencodeDictionary().setInteger("length", length).set("path", elements);
}

/// A sound info dictionary of one file of 5 bytes in two pieces; tests spoil it.
BencodeDictionary oneFile()
{
    return BencodeDictionary()
        .setString("name", "song.flac")
        .setInteger("length", 5)
        .setInteger("piece length", 3)
        .setString("pieces", std::string(40, 'h'));
}

/// A sound info dictionary with the given files, all of length 0.
BencodeDictionary manyFiles(const BencodeList &files)
{
    return BencodeDictionary()
        .setString("name", "album")
        .set("files", files)
        .setInteger("piece length", 3)
        .setString("pieces", "");
}

base::Expected<Metainfo> parsed(const BencodeDictionary &info)
{
    return Metainfo::parse(BencodeDictionary().set("info", info).encoded());
}

/// The key at fault.
std::string faultOf(const BencodeDictionary &info)
{
    const auto result = parsed(info);
    return result ? "accepted" : result.error().where;
}

std::vector<std::vector<std::string>> tiersOf(BencodeDictionary torrent)
{
    return Metainfo::parse(torrent.set("info", oneFile()).encoded())->announceTiers;
}

using Tiers = std::vector<std::vector<std::string>>;

} // namespace

class TestMetainfo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsATorrentOfOneFile()
    {
        const auto info = oneFile().setInteger("private", 1);
        const auto bytes = BencodeDictionary()
                               .setString("announce", "http://t.example/announce")
                               .setString("comment", "two\nlines")
                               .setInteger("creation date", 1700000000)
                               .set("info", info)
                               .encoded();
        const auto metainfo = Metainfo::parse(bytes);
        QVERIFY(metainfo);
        QCOMPARE(metainfo->name, std::string("song.flac"));
        QVERIFY(!metainfo->multiFile);
        QCOMPARE(metainfo->files, (std::vector<wire::FileEntry>{{"song.flac", 5, 0, false}}));
        QCOMPARE(metainfo->geometry, wire::Geometry(5, 3));
        QCOMPARE(metainfo->pieceHashes.size(), 2U);
        QVERIFY(metainfo->isPrivate);
        QCOMPARE(metainfo->comment, std::string("two lines"));
        QCOMPARE(metainfo->creationDate.value(), 1700000000);
        QCOMPARE(metainfo->announceTiers, (Tiers{{"http://t.example/announce"}}));
    }

    // item 4
    void hashesTheInfoDictionaryAsItStands()
    {
        const auto info = oneFile().setString("unknown key", "kept");
        const auto metainfo = parsed(info);
        const auto bytes = info.encoded();
        QCOMPARE(metainfo->infoHash.bytes, base::Sha1::of(bytes).bytes);
        QCOMPARE(metainfo->infoBytes, bytes);
    }

    void readsATorrentOfManyFiles()
    {
        BencodeList files;
        files.add(file(2, path({"cd1", "a"})));
        files.add(file(0, path({"empty"})));
        files.add(file(1, path({".pad", "1"})).setString("attr", "p"));
        files.add(file(1, path({".pad", "1"})).setString("attr", "p"));
        files.add(file(1, path({"b"})).setString("attr", "x"));
        const auto metainfo = parsed(manyFiles(files).setString("pieces", std::string(40, 'h')));
        QVERIFY(metainfo);
        QVERIFY(metainfo->multiFile);
        QCOMPARE(metainfo->files,
                 (std::vector<wire::FileEntry>{{"album/cd1/a", 2, 0, false},
                                               {"album/empty", 0, 2, false},
                                               {"album/.pad/1", 1, 2, true},
                                               {"album/.pad/1", 1, 3, true},
                                               {"album/b", 1, 4, false}}));
    }

    // item 5
    void refusesWhatIsNoTorrentAndNamesTheField()
    {
        for (const char *text : {"", "hello", "i1e", "le", "d"})
            QVERIFY(!Metainfo::parse(base::asBytes(text)));
        QCOMPARE(Metainfo::parse(base::asBytes("de")).error().where, std::string("info"));
        QCOMPARE(Metainfo::parse(base::asBytes("d4:infoi1ee")).error().where, std::string("info"));
        QCOMPARE(faultOf(BencodeDictionary()), std::string("info.piece length"));
        const auto whole = BencodeDictionary().set("info", oneFile()).encoded();
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY(!Metainfo::parse(base::ByteView(whole).first(size)));
    }

    // item 6
    void refusesImpossiblePieceLengths()
    {
        for (const std::int64_t length :
             {std::int64_t{0}, std::int64_t{-1}, (std::int64_t{1} << 31) + 1})
            QCOMPARE(faultOf(oneFile().setInteger("piece length", length)),
                     std::string("info.piece length"));
        QCOMPARE(faultOf(oneFile().setString("piece length", "3")),
                 std::string("info.piece length"));
    }

    // item 6
    void takesAnyPieceLengthThatIsOne()
    {
        QVERIFY(parsed(
            oneFile().setInteger("piece length", 1).setString("pieces", std::string(100, 'h'))));
        QVERIFY(parsed(oneFile()
                           .setInteger("piece length", 40'000)
                           .setString("pieces", std::string(20, 'h'))));
        QVERIFY(parsed(oneFile()
                           .setInteger("piece length", std::int64_t{1} << 31)
                           .setString("pieces", std::string(20, 'h'))));
    }

    // item 6
    void refusesAPieceCountThatDoesNotMatch()
    {
        for (const int size : {0, 19, 20, 39, 41, 60})
            QCOMPARE(faultOf(oneFile().setString("pieces", std::string(size, 'h'))),
                     std::string("info.pieces"));
        QCOMPARE(faultOf(oneFile().setInteger("pieces", 40)), std::string("info.pieces"));
    }

    // item 7
    void refusesNegativeLengthsAndSumsThatOverflow()
    {
        QCOMPARE(faultOf(oneFile().setInteger("length", -1)), std::string("info.length"));
        BencodeList files;
        files.add(file(std::numeric_limits<std::int64_t>::max(), path({"a"})));
        files.add(file(1, path({"b"})));
        QCOMPARE(faultOf(manyFiles(files)), std::string("info.files[1].length"));
        const auto huge = oneFile().setInteger("length", std::numeric_limits<std::int64_t>::max());
        QCOMPARE(faultOf(huge), std::string("info.pieces"));
    }

    // item 7
    void takesATorrentWithoutAnyByte()
    {
        const auto metainfo = parsed(oneFile().setInteger("length", 0).setString("pieces", ""));
        QVERIFY(metainfo);
        QCOMPARE(metainfo->geometry.pieceCount(), 0U);
    }

    // item 8
    void refusesUnclearContent()
    {
        BencodeList one;
        one.add(file(0, path({"a"})));
        QCOMPARE(faultOf(oneFile().set("files", one)), std::string("info"));
        QCOMPARE(faultOf(BencodeDictionary().setString("name", "n").setInteger("piece length", 3)),
                 std::string("info"));
        QCOMPARE(faultOf(oneFile().setString("length", "5")), std::string("info.length"));
        QCOMPARE(faultOf(manyFiles(BencodeList())), std::string("info.files"));
        QCOMPARE(faultOf(manyFiles(one).setInteger("files", 1)), std::string("info.files"));
        QCOMPARE(faultOf(manyFiles(BencodeList().addInteger(1))), std::string("info.files[0]"));
        QCOMPARE(faultOf(manyFiles(BencodeList().add(file(0, BencodeList())))),
                 std::string("info.files[0].path"));
        QCOMPARE(faultOf(manyFiles(BencodeList().add(file(0, BencodeList().addInteger(1))))),
                 std::string("info.files[0].path"));
        QCOMPARE(
            faultOf(manyFiles(BencodeList().add(BencodeDictionary().set("path", path({"a"}))))),
            std::string("info.files[0].length"));
        QCOMPARE(faultOf(oneFile().setInteger("name", 1)), std::string("info.name"));
    }

    // item 9
    void refusesPathsThatLeaveTheFolder()
    {
        QCOMPARE(faultOf(oneFile().setString("name", "../song")), std::string("info.name"));
        QCOMPARE(faultOf(oneFile().setString("name", "/etc/passwd")), std::string("info.name"));
        BencodeList files;
        files.add(file(0, path({"a"}))).add(file(0, path({"..", "b"})));
        QCOMPARE(faultOf(manyFiles(files)), std::string("info.files[1].path"));
    }

    // item 9
    void refusesPathsAThousandLevelsDeep()
    {
        BencodeList deep;
        for (int i = 0; i < 1000; ++i)
            deep.addString("d");
        QCOMPARE(faultOf(manyFiles(BencodeList().add(file(0, deep)))),
                 std::string("info.files[0].path"));
    }

    // item 10
    void neverLetsTwoEntriesShareAFile()
    {
        BencodeList files;
        files.add(file(0, path({"a"}))).add(file(0, path({"A"})));
        const auto metainfo = parsed(manyFiles(files));
        QCOMPARE(metainfo->files[1].path, std::string("album/A (2)"));
        files.add(file(0, path({"a"})));
        QCOMPARE(faultOf(manyFiles(files)), std::string("info.files[2].path"));
        BencodeList clash;
        clash.add(file(0, path({"a", "b"}))).add(file(0, path({"a"})));
        QCOMPARE(faultOf(manyFiles(clash)), std::string("info.files[1].path"));
    }

    // item 11
    void refusesSymbolicLinks()
    {
        BencodeList files;
        files.add(
            file(0, path({"a"})).setString("attr", "l").set("symlink path", path({"..", "x"})));
        QCOMPARE(faultOf(manyFiles(files)), std::string("info.files[0].attr"));
        QCOMPARE(faultOf(oneFile().setString("attr", "l")), std::string("info.attr"));
    }

    // item 12
    void keepsOnlyTrackersThatCanBeAsked()
    {
        BencodeList list;
        list.add(
            path({"file:///etc/passwd", "udp://one.example:1", "http://bad.example/\r\nX: y"}));
        list.add(path({"wss://x.example"}));
        list.add(
            path({"HTTPS://two.example/a", "udp://one.example:1", "http:///nohost", "http://"}));
        QCOMPARE(
            tiersOf(
                BencodeDictionary().set("announce-list", list).setString("announce", "udp://o:1")),
            (Tiers{{"udp://one.example:1"}, {"HTTPS://two.example/a"}}));
        QCOMPARE(
            tiersOf(BencodeDictionary().setString("announce", "http://" + std::string(65536, 'a'))),
            Tiers{});
        QCOMPARE(
            tiersOf(BencodeDictionary().setInteger("announce", 1).setString("announce-list", "x")),
            Tiers{});
    }

    // item 12
    void capsTheNumberOfTrackers()
    {
        BencodeList tier;
        for (int i = 0; i < 10'000; ++i)
            tier.addString("http://" + std::to_string(i) + ".example/announce");
        const auto tiers
            = tiersOf(BencodeDictionary().set("announce-list", BencodeList().add(tier)));
        QCOMPARE(tiers.size(), 1U);
        QCOMPARE(tiers[0].size(), 100U);
        QCOMPARE(tiers[0][99], std::string("http://99.example/announce"));
    }

    void cleansTheComment()
    {
        const auto bytes = BencodeDictionary()
                               .setString("comment", "a\x1b[2Jb")
                               .set("info", oneFile())
                               .encoded();
        QCOMPARE(Metainfo::parse(bytes)->comment, std::string("a [2Jb"));
    }

    void refusesATorrentOfVersionTwoOnly()
    {
        const auto result = parsed(BencodeDictionary()
                                       .setString("name", "n")
                                       .setInteger("length", 1)
                                       .setInteger("piece length", 16384)
                                       .setInteger("meta version", 2));
        QCOMPARE(result.error().code, base::ErrorCode::Unsupported);
    }

    // item 8; prints the time, which is about 0.2 s. Besides the result it takes 16 bytes for each
    // of six values a file.
    void loadsAHundredThousandFiles()
    {
        BencodeList files;
        for (int i = 0; i < 100'000; ++i) {
            files.add(file(1,
                           BencodeList()
                               .addString("folder " + std::to_string(i % 100))
                               .addString("file " + std::to_string(i) + ".dat")));
        }
        const auto info = manyFiles(files)
                              .setInteger("piece length", 100'000)
                              .setString("pieces", std::string(20, 'h'));
        const auto bytes = BencodeDictionary().set("info", info).encoded();
        const auto start = std::chrono::steady_clock::now();
        const auto metainfo = Metainfo::parse(bytes);
        const auto took = std::chrono::steady_clock::now() - start;
        QVERIFY(metainfo);
        QCOMPARE(metainfo->files.size(), 100'000U);
        qInfo("%lld ms",
              static_cast<long long>(
                  std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    }

    void writesWhatItReads()
    {
        wire::TorrentDraft draft;
        draft.name = "album";
        draft.multiFile = true;
        draft.files = {{"cd1/a", 4, 0, false}, {"b", 1, 4, false}};
        draft.pieceLength = 3;
        draft.pieceHashes.resize(2);
        draft.pieceHashes[1].bytes.fill(7);
        draft.announceTiers
            = {{"http://a.example/announce", "udp://b.example:1"}, {"http://c.example/"}};
        draft.isPrivate = true;
        draft.comment = "a comment";
        draft.createdBy = "a program";
        draft.creationDate = 12;
        const auto metainfo = Metainfo::parse(wire::encodeTorrent(draft));
        QVERIFY(metainfo);
        QCOMPARE(metainfo->files[0].path, std::string("album/cd1/a"));
        QCOMPARE(metainfo->files[1].offset, 4U);
        QCOMPARE(metainfo->geometry, wire::Geometry(5, 3));
        QCOMPARE(metainfo->pieceHashes, draft.pieceHashes);
        QCOMPARE(metainfo->announceTiers, draft.announceTiers);
        QVERIFY(metainfo->isPrivate);
        QCOMPARE(metainfo->comment, draft.comment);
        QCOMPARE(metainfo->createdBy, draft.createdBy);
        QCOMPARE(metainfo->creationDate.value(), 12);
    }

    void suggestsAboutAThousandPieces()
    {
        QCOMPARE(wire::suggestedPieceLength(0), 16U * 1024);
        QCOMPARE(wire::suggestedPieceLength(std::uint64_t{1} << 30), 1U << 20);
        QCOMPARE(wire::suggestedPieceLength(std::uint64_t{1} << 40), 16U << 20);
        for (std::uint64_t size = 32 << 20; size < (std::uint64_t{8} << 30); size += size / 3) {
            const auto pieces = size / wire::suggestedPieceLength(size);
            QVERIFY(pieces >= 700 && pieces <= 1500);
        }
    }
};

QTEST_APPLESS_MAIN(TestMetainfo)
#include "tst_metainfo.moc"
