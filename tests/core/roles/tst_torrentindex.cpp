#include "core/roles/torrentindex.h"

#include <QTest>

using roles::IndexEntry;
using roles::IndexQuery;
using roles::IndexSort;
using roles::TorrentIndex;

namespace {

base::InfoHash hashOf(std::uint8_t number)
{
    base::InfoHash hash;
    hash.bytes.fill(number);
    return hash;
}

IndexEntry entry(std::uint8_t number, const std::string &name)
{
    IndexEntry made;
    made.infoHash = hashOf(number);
    made.name = name;
    made.size = number;
    made.uploaded = number;
    made.owner = "owner";
    return made;
}

/// The names of a page, with a star where the name is ambiguous.
std::string names(const roles::IndexPage &page)
{
    std::string text;
    for (const auto &row : page.rows)
        text += row.entry.name + (row.isAmbiguous ? "* " : " ");
    return text;
}

} // namespace

class TestTorrentIndex : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTheFirstOfTwoEntriesWithOneInfoHash()
    {
        TorrentIndex index;
        QCOMPARE(*index.add(entry(1, "first")), true);
        QCOMPARE(*index.add(entry(1, "second")), false);
        QCOMPARE(names(index.search({})), std::string("first "));
    }

    void keepsNamesThatLookTheSameApart()
    {
        TorrentIndex index;
        for (const auto &[number, name] : std::vector<std::pair<int, std::string>>{{1, "File 1"},
                                                                                   {2, "fi1e_l"},
                                                                                   {3, "File 2"},
                                                                                   {4,
                                                                                    "\xd0\xa1"
                                                                                    "at"},
                                                                                   {5, "cat"}})
            QVERIFY(index.add(entry(static_cast<std::uint8_t>(number), name)));
        QCOMPARE(names(index.search({.sort = IndexSort::Size})),
                 std::string("cat* \xd0\xa1"
                             "at* File 2 fi1e_l* File 1* "));
        QVERIFY(index.remove(hashOf(5), "owner"));
        QVERIFY(!index.isAmbiguous(*index.find(hashOf(4))));
    }

    void findsNamesThatHoldEveryWordInAnyCase()
    {
        TorrentIndex index;
        QVERIFY(index.add(entry(1, "Lecture Notes")));
        QVERIFY(index.add(entry(2, "lecture film")));
        QCOMPARE(names(index.search({.text = " LECTURE  notes "})), std::string("Lecture Notes "));
        QCOMPARE(names(index.search({.text = "lecture"})),
                 std::string("lecture film Lecture Notes "));
        QCOMPARE(names(index.search({.text = hashOf(2).hex()})), std::string("lecture film "));
        QCOMPARE(index.search({.text = ".*"}).total, 0U);
        QCOMPARE(index.search({.text = "%"}).total, 0U);
    }

    void sortsUnknownCountsLast()
    {
        TorrentIndex index;
        for (std::uint8_t i = 1; i <= 3; ++i)
            QVERIFY(index.add(entry(i, std::string(1, static_cast<char>('a' + i)))));
        index.setCounts(hashOf(1), roles::IndexCounts{0, 7});
        index.setCounts(hashOf(3), roles::IndexCounts{5, 0});
        QCOMPARE(names(index.search({.sort = IndexSort::Seeds})), std::string("d b c "));
        QCOMPARE(names(index.search({.sort = IndexSort::Peers})), std::string("b d c "));
        QCOMPARE(names(index.search({.sort = IndexSort::Name})), std::string("b c d "));
    }

    void showsTheNearestPageThereIs()
    {
        TorrentIndex index;
        for (std::uint8_t i = 1; i <= 5; ++i)
            QVERIFY(index.add(entry(i, std::to_string(i))));
        QCOMPARE(names(index.search({.page = 2, .pageSize = 2})), std::string("3 2 "));
        const auto last = index.search({.page = 1'000'000'000, .pageSize = 2});
        QCOMPARE(last.page, 3U);
        QCOMPARE(names(last), std::string("1 "));
        QCOMPARE(index.search({.page = 0, .pageSize = 0}).page, 1U);
        QCOMPARE(TorrentIndex().search({}).pages, 1U);
    }

    void letsOnlyTheOwnerRemove()
    {
        TorrentIndex index;
        QVERIFY(index.add(entry(1, "one")));
        IndexEntry unowned = entry(2, "two");
        unowned.owner.clear();
        QVERIFY(index.add(unowned));
        QCOMPARE(index.remove(hashOf(1), "other").error().code, base::ErrorCode::Usage);
        QCOMPARE(index.remove(hashOf(2), "").error().code, base::ErrorCode::Usage);
        QCOMPARE(index.remove(hashOf(3), "owner").error().code, base::ErrorCode::NotFound);
        QVERIFY(index.remove(hashOf(1), "owner"));
        QVERIFY(index.find(hashOf(1)) == nullptr);
    }

    void takesNoMoreThanItsLimit()
    {
        TorrentIndex index(1);
        QVERIFY(index.add(entry(1, "one")));
        QCOMPARE(index.add(entry(2, "two")).error().code, base::ErrorCode::Limit);
        QVERIFY(index.isFull());
    }
};

QTEST_GUILESS_MAIN(TestTorrentIndex)
#include "tst_torrentindex.moc"
