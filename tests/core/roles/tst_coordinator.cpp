#include "core/roles/coordinator.h"

#include <QTest>

using roles::Coordinator;
using roles::SeedEvent;

namespace {

constexpr std::int64_t Start = 1'000'000; // ms since 1970
constexpr std::int64_t Lease = 30'000;

Coordinator fresh(roles::CoordinatorState state = {})
{
    return {std::move(state), "node", Lease, Start};
}

roles::SharedTorrent torrent(std::uint8_t number)
{
    roles::SharedTorrent torrent{{}, "file" + std::to_string(number), 1000, {}};
    torrent.infoHash.bytes.fill(number);
    return torrent;
}

std::string trackerFor(Coordinator &coordinator, std::uint8_t number)
{
    const auto assigned = coordinator.assign("ana", torrent(number));
    return assigned ? assigned->name : assigned.error().detail;
}

/// "ana+ 5" and "ana- 9": who, started or ended, seconds after the start.
std::vector<std::string> story(Coordinator &coordinator)
{
    std::vector<std::string> lines;
    for (const SeedEvent &event : coordinator.takeEvents())
        lines.push_back(event.user + (event.kind == SeedEvent::Kind::Started ? "+ " : "- ")
                        + std::to_string((event.at - Start) / 1000));
    return lines;
}

using Story = std::vector<std::string>;

std::int64_t at(std::int64_t seconds)
{
    return Start + seconds * 1000;
}

} // namespace

class TestCoordinator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesUploadsToTrackersInTurnTheNewestFirst()
    {
        Coordinator coordinator = fresh();
        QVERIFY(coordinator.connectUser("ana", "aaaaaa", Start).has_value());
        QCOMPARE(trackerFor(coordinator, 1), std::string("no tracker is available"));
        QVERIFY(coordinator.registerTracker("one", {"http://one/announce"}).has_value());
        QVERIFY(coordinator.registerTracker("two", {"http://two/announce"}).has_value());
        QCOMPARE(trackerFor(coordinator, 1), std::string("two"));
        QCOMPARE(trackerFor(coordinator, 2), std::string("one"));
        QCOMPARE(trackerFor(coordinator, 3), std::string("two"));
        QVERIFY(coordinator.registerTracker("three", {}).has_value());
        QCOMPARE(trackerFor(coordinator, 4), std::string("three"));
        QCOMPARE(trackerFor(coordinator, 5), std::string("one"));
    }

    // item 69
    void givesTheSameUploadToTheSameTracker()
    {
        Coordinator coordinator = fresh();
        QVERIFY(coordinator.connectUser("ana", "aaaaaa", Start).has_value());
        QVERIFY(coordinator.registerTracker("one", {}).has_value());
        QVERIFY(coordinator.registerTracker("two", {}).has_value());
        QCOMPARE(trackerFor(coordinator, 1), std::string("two"));
        QCOMPARE(trackerFor(coordinator, 1), std::string("two"));
        QVERIFY(coordinator.removeTracker("two"));
        QVERIFY(!coordinator.removeTracker("two"));
        QCOMPARE(trackerFor(coordinator, 1), std::string("one"));
        Coordinator restarted = fresh(coordinator.state(Start));
        QVERIFY(restarted.connectUser("ana", "aaaaaa", Start).has_value());
        QVERIFY(restarted.registerTracker("one", {}).has_value());
        QVERIFY(restarted.registerTracker("two", {}).has_value());
        QCOMPARE(trackerFor(restarted, 1), std::string("one"));
    }

    void registersANameOnce()
    {
        Coordinator coordinator = fresh();
        QVERIFY(coordinator.registerTracker("one", {}).has_value());
        QCOMPARE(coordinator.registerTracker("one", {}).error().code, base::ErrorCode::Busy);
        QVERIFY(coordinator.registerIndex({"index", "http://a/", ""}).has_value());
        QCOMPARE(coordinator.registerIndex({"other", "http://b/", ""}).error().code,
                 base::ErrorCode::Busy);
        QVERIFY(coordinator.removeIndex("index"));
        QVERIFY(coordinator.registerIndex({"other", "http://b/", ""}).has_value());
    }

    void saysAlreadyConnectedAndAlreadyDisconnected()
    {
        Coordinator coordinator = fresh();
        QVERIFY(coordinator.connectUser("ana", "aaaaaa", Start).has_value());
        QCOMPARE(coordinator.connectUser("ana", "aaaaaa", Start).error().detail,
                 std::string("already connected"));
        QCOMPARE(coordinator.connectUser("ben", "aaaaaa", Start).error().where, std::string("tag"));
        QCOMPARE(*coordinator.disconnectUser("ana", Start), std::string("aaaaaa"));
        QCOMPARE(coordinator.disconnectUser("ana", Start).error().detail,
                 std::string("already disconnected"));
        QCOMPARE(coordinator.assign("ana", torrent(1)).error().code, base::ErrorCode::NotFound);
        QCOMPARE(coordinator.seeding("ana", torrent(1), 0, Start).error().code,
                 base::ErrorCode::NotFound);
    }

    void tellsWhenSeedsStartAndEnd()
    {
        Coordinator coordinator = fresh();
        QVERIFY(coordinator.connectUser("ana", "aaaaaa", Start).has_value());
        QVERIFY(coordinator.downloading("ana", torrent(1), at(1)).has_value());
        QVERIFY(coordinator.seeding("ana", torrent(1), 0, at(5)).has_value());
        QVERIFY(coordinator.seeding("ana", torrent(1), 0, at(6)).has_value()); // is one already
        QVERIFY(coordinator.seeding("ana", torrent(2), 3000, at(7)).has_value()); // since 4
        QVERIFY(coordinator.removed("ana", torrent(1).infoHash, at(9)).has_value());
        QVERIFY(coordinator.removed("ana", torrent(1).infoHash, at(9)).has_value());
        QVERIFY(coordinator.seeding("ana", torrent(1), 99'000, at(12)).has_value());
        QVERIFY(coordinator.disconnectUser("ana", at(20)).has_value());
        // The second stay at torrent 1 cannot begin before the first has ended.
        QCOMPARE(story(coordinator),
                 (Story{"ana+ 5", "ana+ 4", "ana- 9", "ana+ 9", "ana- 20", "ana- 20"}));
        QCOMPARE(story(coordinator), Story{});
    }

    void waitsForALostUserAsLongAsTheLease()
    {
        Coordinator coordinator = fresh();
        QVERIFY(coordinator.connectUser("ana", "aaaaaa", Start).has_value());
        for (const std::uint8_t number : {1, 2})
            QVERIFY(coordinator.seeding("ana", torrent(number), 0, Start).has_value());
        coordinator.loseUser("ana", at(10));
        QVERIFY(coordinator.expire(at(39)).empty());
        const auto arrival = coordinator.connectUser("ana", "aaaaaa", at(39));
        QVERIFY(arrival && arrival->isReturn && !arrival->formerTag);
        QVERIFY(coordinator.seeding("ana", torrent(1), 0, at(39)).has_value());
        QCOMPARE(story(coordinator), (Story{"ana+ 0", "ana+ 0"}));
        // What it did not name again had ended when it was lost.
        QVERIFY(coordinator.expire(at(70)).empty());
        QCOMPARE(story(coordinator), Story{"ana- 10"});
        coordinator.loseUser("ana", at(80));
        const auto gone = coordinator.expire(at(110));
        QCOMPARE(gone.size(), 1U);
        QCOMPARE(gone.front().tag, std::string("aaaaaa"));
        QCOMPARE(story(coordinator), Story{"ana- 80"});
        QCOMPARE(coordinator.users().size(), 0U);
    }

    void takesAUserWithAnotherTagForANewOne()
    {
        Coordinator coordinator = fresh();
        QVERIFY(coordinator.connectUser("ana", "aaaaaa", Start).has_value());
        QVERIFY(coordinator.seeding("ana", torrent(1), 0, Start).has_value());
        coordinator.loseUser("ana", at(5));
        const auto arrival = coordinator.connectUser("ana", "bbbbbb", at(9));
        QVERIFY(arrival && !arrival->isReturn);
        QCOMPARE(arrival->formerTag, std::optional<std::string>("aaaaaa"));
        QCOMPARE(story(coordinator), (Story{"ana+ 0", "ana- 5"}));
    }

    // item 69
    void goesOnFromItsStateAfterARestart()
    {
        Coordinator first = fresh();
        QVERIFY(first.connectUser("ana", "aaaaaa", Start).has_value());
        QVERIFY(first.connectUser("ben", "bbbbbb", Start).has_value());
        QVERIFY(first.seeding("ana", torrent(1), 0, at(1)).has_value());
        QVERIFY(first.seeding("ben", torrent(1), 0, at(2)).has_value());
        QVERIFY(first.setLimits(32768, 7).has_value());
        first.setAnnouncements("b", "r");
        Coordinator second(first.state(at(20)), "other", Lease, at(100));
        QCOMPARE(second.limits(), first.limits());
        QCOMPARE(second.announcements(), first.announcements());
        QCOMPARE(second.torrents(), first.torrents());
        QVERIFY(second.connectUser("ana", "aaaaaa", at(110))->isReturn);
        QVERIFY(second.seeding("ana", torrent(1), 0, at(110)).has_value());
        QVERIFY(second.expire(at(129)).empty());
        QCOMPARE(second.expire(at(130)).size(), 1U); // ben did not come back
        QCOMPARE(story(second), Story{"ben- 20"}); // when he was last known to be there
        QCOMPARE(second.events().back().node, std::string("other"));
        QCOMPARE(second.events().size(), 3U);
    }

    // item 68
    void changesLimitsWholeOrNotAtAll()
    {
        Coordinator coordinator = fresh();
        const roles::Limits before = coordinator.limits();
        QCOMPARE(coordinator.setLimits(1000, 1).error().where, std::string("pieceSize"));
        QCOMPARE(coordinator.setLimits(32768, 10'001).error().where, std::string("maxN"));
        QCOMPARE(coordinator.limits(), before);
        QVERIFY(coordinator.setLimits(32768, 0).has_value());
        QCOMPARE(coordinator.limits(), (roles::Limits{before.version + 1, 32768, 0}));
    }

    void forgetsOnlyTorrentsThatNobodyHas()
    {
        Coordinator coordinator = fresh();
        QVERIFY(coordinator.registerTracker("one", {}).has_value());
        for (const char *name : {"ana", "ben"})
            QVERIFY(coordinator.connectUser(name, name + std::string("aaa"), Start).has_value());
        roles::SharedTorrent each = torrent(0);
        for (std::uint32_t i = 0; i < Coordinator::MaxTorrents; ++i) {
            base::writeBigEndian(each.infoHash.bytes.data(), i);
            QVERIFY(coordinator.seeding("ana", each, 0, Start).has_value());
        }
        const roles::SharedTorrent last = each;
        QVERIFY(coordinator.seeding("ben", last, 0, Start).has_value());
        QCOMPARE(coordinator.assign("ana", torrent(200)).error().code, base::ErrorCode::Limit);
        QVERIFY(coordinator.removed("ana", last.infoHash, Start).has_value());
        QCOMPARE(coordinator.assign("ana", torrent(200)).error().code, base::ErrorCode::Limit);
        QVERIFY(coordinator.removed("ben", last.infoHash, Start).has_value());
        QVERIFY(coordinator.assign("ana", torrent(200)).has_value());
        QVERIFY(!coordinator.torrents().contains(last.infoHash));
        QVERIFY(coordinator.disconnectUser("ana", Start).has_value());
        QVERIFY(coordinator.assign("ben", torrent(201)).has_value());
    }

    void keepsItsMemoryBounded()
    {
        Coordinator coordinator = fresh();
        for (std::size_t i = 0; i < Coordinator::MaxTrackers; ++i)
            QVERIFY(coordinator.registerTracker(std::to_string(i), {}).has_value());
        QCOMPARE(coordinator.registerTracker("more", {}).error().code, base::ErrorCode::Limit);
        QVERIFY(coordinator.connectUser("ana", "aaaaaa", Start).has_value());
        roles::SharedTorrent each = torrent(0);
        for (std::uint32_t i = 0; i < Coordinator::MaxTorrents + 10; ++i) {
            base::writeBigEndian(each.infoHash.bytes.data(), i);
            QVERIFY(coordinator.assign("ana", each).has_value());
        }
        QCOMPARE(coordinator.torrents().size(), Coordinator::MaxTorrents);
    }
};

QTEST_APPLESS_MAIN(TestCoordinator)
#include "tst_coordinator.moc"
