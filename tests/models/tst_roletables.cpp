#include "models/coordinatorentries.h"
#include "models/indexentries.h"
#include "models/livetable.h"
#include "models/trackerentries.h"
#include "models/userentries.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonObject>
#include <QtTest/QTest>

using models::LiveTable;
using models::SortedTable;

namespace {

/// A row as it is shown, with its cells between bars and usual spaces before units.
QString rowText(const SortedTable &table, int row)
{
    QStringList cells;
    for (int column = 0; column < table.columnCount(); ++column)
        cells << table.index(row, column).data().toString();
    return cells.join(QLatin1Char('|')).replace(QChar::Nbsp, QChar::Space);
}

net::UserTorrentRow torrent(const std::string &name, std::uint32_t have)
{
    net::UserTorrentRow row;
    row.name = name;
    row.pieces = 4;
    row.have = have;
    row.size = 65536;
    row.state = net::UserTorrentState::Downloading;
    return row;
}

} // namespace

class RoleTablesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void trackersShowTheirCountsAndWhoHasNoneYet()
    {
        net::CoordinatorSnapshot snapshot;
        snapshot.trackers = {{"Tracker2", {"http://b/announce"}, 3}, {"Tracker1", {}, 0}};
        snapshot.counts.trackers = {{.name = "Tracker2", .users = 5, .peers = 4, .seeds = 1}};
        LiveTable<models::TrackerEntry> table(models::trackerColumns());
        const QAbstractItemModelTester tester(table.sorted());
        table.apply(models::trackerEntries(snapshot));
        QCOMPARE(rowText(*table.sorted(), 0), QStringLiteral("Tracker1|0|0|0|0|"));
        QCOMPARE(rowText(*table.sorted(), 1), QStringLiteral("Tracker2|3|5|4|1|http://b/announce"));
        snapshot.trackers.pop_back();
        table.apply(models::trackerEntries(snapshot));
        QCOMPARE(table.sorted()->count(), 1);
    }

    void usersAndTorrentsOfTheCoordinator()
    {
        net::CoordinatorSnapshot snapshot;
        snapshot.users = {{"ana", "tagtag", true, 2, 1}};
        snapshot.torrents = {{{{}, "film", 2048, "Tracker1"}, 2, 1}};
        LiveTable<models::MemberUserEntry> users(models::memberUserColumns());
        users.apply(models::memberUserEntries(snapshot));
        QCOMPARE(rowText(*users.sorted(), 0), QStringLiteral("ana|2|1|away, waited for"));
        LiveTable<models::SharedTorrentEntry> torrents(models::sharedTorrentColumns());
        torrents.apply(models::sharedTorrentEntries(snapshot));
        QVERIFY(
            rowText(*torrents.sorted(), 0).startsWith(QStringLiteral("film|2 KiB|Tracker1|2|1|")));
    }

    void aTrackerThatIsSilentSaysWhy()
    {
        net::SystemCounts counts;
        counts.trackers
            = {{.name = "Tracker1", .error = "no answer"}, {.name = "Tracker2", .seeds = 2}};
        LiveTable<models::TrackerCountsEntry> table(models::trackerCountsColumns());
        table.apply(models::trackerCountsEntries(counts));
        QCOMPARE(rowText(*table.sorted(), 0), QStringLiteral("Tracker1|0|0|0|no answer"));
        QCOMPARE(rowText(*table.sorted(), 1), QStringLiteral("Tracker2|0|0|2|answers"));
    }

    void aTrackersListsSortByEachColumn()
    {
        LiveTable<models::ListedUserEntry> table(models::listedUserColumns());
        const QAbstractItemModelTester tester(table.sorted());
        table.apply(
            models::listedUserEntries({{"cy", "c", 1, 0}, {"bo", "b", 10, 0}, {"al", "a", 9, 0}}));
        QCOMPARE(table.sorted()->keyAt(0), QStringLiteral("al"));
        table.sorted()->toggleSort(1);
        QCOMPARE(table.sorted()->keyAt(0), QStringLiteral("cy"));
        QCOMPARE(table.sorted()->keyAt(2), QStringLiteral("bo")); // by number, not by text
        LiveTable<models::SwarmEntry> swarms(models::swarmColumns());
        swarms.apply(models::swarmEntries({{{}, 1, 2, 3}}));
        QVERIFY(rowText(*swarms.sorted(), 0).endsWith(QStringLiteral("|1|2|3")));
    }

    void ofRowsWithOneKeyTheFirstIsShown()
    {
        LiveTable<models::ListedUserEntry> table(models::listedUserColumns());
        table.apply(models::listedUserEntries({{"bo", "b", 1, 0}, {"bo", "b", 2, 0}}));
        QCOMPARE(table.sorted()->count(), 1);
        QCOMPARE(table.rows().front().user.seeds, 1U);
    }

    void whatNobodyKnowsIsADash()
    {
        LiveTable<models::IndexedTorrentEntry> table(models::indexedTorrentColumns());
        const QJsonObject known{{QStringLiteral("name"), QStringLiteral("a")},
                                {QStringLiteral("infoHash"), QStringLiteral("01")},
                                {QStringLiteral("size"), 1024},
                                {QStringLiteral("seeds"), 3},
                                {QStringLiteral("peers"), 0}};
        const QJsonObject unknown{{QStringLiteral("name"), QStringLiteral("b")},
                                  {QStringLiteral("infoHash"), QStringLiteral("02")},
                                  {QStringLiteral("size"), 1},
                                  {QStringLiteral("seeds"), QJsonValue()}};
        table.apply(models::indexedTorrentEntries(
            QJsonObject{{QStringLiteral("torrents"), QJsonArray{known, unknown}}}));
        QCOMPARE(rowText(*table.sorted(), 0), QStringLiteral("a|1 KiB|–|3|0|01"));
        QCOMPARE(rowText(*table.sorted(), 1), QStringLiteral("b|1 B|–|–|–|02"));
        roles::IndexPage page;
        page.rows.resize(1);
        page.rows[0].entry.name = "c";
        page.rows[0].entry.fileCount = 2;
        page.rows[0].entry.counts = roles::IndexCounts{4, 5};
        table.apply(models::indexedTorrentEntries(page));
        QVERIFY(rowText(*table.sorted(), 0).startsWith(QStringLiteral("c|0 B|2|4|5|")));
    }

    void aUsersFilesThatAreNoTorrentsAreListedToo()
    {
        net::UserSnapshot snapshot;
        snapshot.torrents = {torrent("film", 1)};
        snapshot.notUploaded = {"notes"};
        LiveTable<models::UserTorrentEntry> table(models::userTorrentColumns());
        table.apply(models::userTorrentEntries(snapshot));
        QVERIFY(rowText(*table.sorted(), 0)
                    .startsWith(QStringLiteral("film|downloading|25 %|64 KiB|")));
        QVERIFY(rowText(*table.sorted(), 1).startsWith(QStringLiteral("notes|not uploaded|–|–|")));
        snapshot.torrents[0].state = net::UserTorrentState::Faulty;
        snapshot.torrents[0].fault = "disk full";
        table.apply(models::userTorrentEntries(snapshot));
        QVERIFY(rowText(*table.sorted(), 0).startsWith(QStringLiteral("film|disk full|")));
    }
};

QTEST_GUILESS_MAIN(RoleTablesTest)

#include "tst_roletables.moc"
