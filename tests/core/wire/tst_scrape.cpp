#include "core/wire/bencode.h"
#include "core/wire/scrape.h"

#include <QTest>

namespace {

wire::ScrapeEntry entry(std::uint8_t first, std::uint32_t complete)
{
    wire::ScrapeEntry made;
    made.infoHash.bytes.fill(first);
    made.complete = complete;
    made.downloaded = 2;
    made.incomplete = 3;
    return made;
}

} // namespace

class TestScrape : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesTheScrapeUrlOfAnAnnounceUrl()
    {
        QCOMPARE(wire::scrapeUrl("http://t/announce").value(), std::string("http://t/scrape"));
        QCOMPARE(wire::scrapeUrl("http://t/x/announce.php?a=/b").value(),
                 std::string("http://t/x/scrape.php?a=/b"));
        QVERIFY(!wire::scrapeUrl("http://t/a"));
        QVERIFY(!wire::scrapeUrl("http://t/announce/x"));
        QVERIFY(!wire::scrapeUrl("http://t/x?/announce"));
    }

    void readsTheQueryItWrites()
    {
        const std::vector<base::InfoHash> hashes{entry(0, 0).infoHash, entry('&', 0).infoHash};
        std::string target = "/scrape";
        wire::appendScrapeQuery(target, hashes);
        QVERIFY(target.starts_with("/scrape?info_hash=%00"));
        QVERIFY(wire::parseScrapeQuery(target.substr(8)).value() == hashes);
    }

    // item 52
    void refusesAQueryWithoutHashAndCapsManyOnes()
    {
        QVERIFY(!wire::parseScrapeQuery(""));
        QVERIFY(!wire::parseScrapeQuery("x=1"));
        QVERIFY(!wire::parseScrapeQuery("info_hash=short"));
        std::string query;
        for (int i = 0; i < 500; ++i)
            query += "&info_hash=aaaaaaaaaaaaaaaaaaaa";
        QCOMPARE(wire::parseScrapeQuery(query)->size(), wire::maxScrapeHashes);
    }

    void writesSortedRepliesAndReadsThem()
    {
        base::Bytes bytes;
        wire::appendScrapeReply(bytes, {entry('b', 7), entry('a', 1), entry('b', 8)});
        QCOMPARE(
            base::asText(bytes),
            std::string_view("d5:filesd20:aaaaaaaaaaaaaaaaaaaad8:completei1e10:downloadedi2e10:"
                             "incompletei3ee20:bbbbbbbbbbbbbbbbbbbbd8:completei7e10:downloadedi2e"
                             "10:incompletei3eeee"));
        QVERIFY(wire::decodeScrapeReply(bytes).value()
                == (std::vector{entry('a', 1), entry('b', 7)}));
    }

    void leavesOutEntriesThatMakeNoSense()
    {
        const auto entries = wire::decodeScrapeReply(
            base::asBytes("d5:filesd20:aaaaaaaaaaaaaaaaaaaai1e20:bbbbbbbbbbbbbbbbbbbb"
                          "d8:completei-5e10:downloadedi99999999999999999999ee5:shortdeee"));
        QVERIFY(entries);
        QCOMPARE(entries->size(), 1U);
        QCOMPARE(entries->front().complete, 0U);
        QCOMPARE(entries->front().downloaded, 0xffffffffU);
        QVERIFY(!wire::decodeScrapeReply(base::asBytes("d5:filesi1ee")));
        QVERIFY(!wire::decodeScrapeReply(base::asBytes("d14:failure reason2:noe")));
    }
};

QTEST_APPLESS_MAIN(TestScrape)
#include "tst_scrape.moc"
