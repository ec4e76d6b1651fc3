// Coordinator, trackers and statistics together: lists, counts, seed times, restarts.

#include "net/coordinatorfile.h"
#include "support/filesizelimit.h"
#include "support/runningcoordinator.h"
#include "support/runningtracker.h"

#include <QSignalSpy>
#include <QTest>

#include <fstream>

using namespace support;

namespace {

/// A coordinator whose clock is a number, and what belongs to it.
struct System {
    explicit System(net::CoordinatorOptions options = {})
        : coordinator(withClock(std::move(options)))
    {
    }

    net::CoordinatorOptions withClock(net::CoordinatorOptions options) const
    {
        options.clock = [now = now] { return *now; };
        return options;
    }
    net::StatisticsOptions statistics() const
    {
        net::StatisticsOptions options;
        options.control = Role::options(coordinator.endpoint(), "statistics", "s");
        options.interval = std::chrono::milliseconds(20);
        options.clock = [now = now] { return *now; };
        return options;
    }
    void setSeconds(std::int64_t seconds) const { *now = seconds * 1000; }

    std::shared_ptr<std::int64_t> now = std::make_shared<std::int64_t>(1000 * 1000);
    RunningCoordinator coordinator;
};

/// An announce at the tracker by a user's tag; `torrent` is one escaped byte.
void announces(const net::TrackerHost &tracker, const std::string &tag, int left,
               const std::string &port, const std::string &torrent = "%01")
{
    const std::string target = "/announce?info_hash=" + torrent
        + "aaaaaaaaaaaaaaaaaaa&peer_id=-TM0100-" + tag
        + "abcdef&uploaded=0&downloaded=0&left=" + std::to_string(left) + "&port=" + port;
    RawClient::exchange(*tracker.server().httpEndpoint(), get(target));
}

std::string names(const std::vector<roles::ListedUser> &users)
{
    std::string text;
    for (const auto &user : users)
        text += user.name + " ";
    return text;
}

} // namespace

class TestRoleStatistics : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsTheUsersOfATrackerAndForgetsWhoDisconnects()
    {
        System system;
        net::TrackerHost tracker(system.coordinator.tracker("Tracker1"));
        QVERIFY(tracker.start().has_value());
        QTRY_VERIFY(tracker.isRegistered());
        Role ana(system.coordinator.endpoint(), "user", "ana");
        Role ben(system.coordinator.endpoint(), "user", "ben");
        QVERIFY(ana.call("user.connect", tagged("aaaaaa")).has_value());
        QVERIFY(ben.call("user.connect", tagged("bbbbbb")).has_value());
        announces(tracker, "aaaaaa", 0, "7001");
        announces(tracker, "bbbbbb", 5, "7002");
        const auto lists = [&] { return tracker.snapshots()->newest()->lists; };
        QTRY_COMPARE(names(lists().seeds), std::string("ana "));
        QTRY_COMPARE(names(lists().peers), std::string("ben "));
        QVERIFY(ana.call("user.disconnect").has_value());
        QTRY_COMPARE(names(lists().users), std::string("ben "));
        QTRY_COMPARE(tracker.server().peers().size(), 1U);
    }

    void addsTheTrackersUpAndCountsAUserOnce()
    {
        System system;
        net::TrackerHost one(system.coordinator.tracker("one"));
        net::TrackerHost two(system.coordinator.tracker("two"));
        QVERIFY(one.start().has_value());
        QVERIFY(two.start().has_value());
        QTRY_VERIFY(one.isRegistered() && two.isRegistered());
        std::vector<std::unique_ptr<Role>> users;
        for (const char *name : {"aaaaaa", "bbbbbb", "cccccc"}) {
            users.push_back(std::make_unique<Role>(system.coordinator.endpoint(), "user", name));
            QVERIFY(users.back()->call("user.connect", tagged(name)).has_value());
        }
        announces(one, "aaaaaa", 0, "7001");
        announces(two, "aaaaaa", 0, "7001", "%02"); // a seed at both
        announces(two, "bbbbbb", 5, "7002", "%02");
        announces(one, "zzzzzz", 0, "7009"); // no user of the system
        net::StatisticsHost statistics(system.statistics());
        statistics.start();
        QTRY_COMPARE(statistics.nSeeds(), 2U);
        QTRY_COMPARE(statistics.nPeers(), 2U);
        const auto counts = statistics.snapshots()->newest()->counts;
        QCOMPARE(counts.users, 4U);
        QCOMPARE(counts.trackers.size(), 2U);
        QCOMPARE(counts.trackers[0].users + counts.trackers[1].users, 7U);
    }

    void goesOnWithoutATrackerThatDiesWhileItIsAsked()
    {
        System system;
        Role console(system.coordinator.endpoint(), "console", "c");
        {
            Role silent(system.coordinator.endpoint(), "tracker", "silent");
            silent.client.onCall = [&](const QString &, const QJsonObject &) {
                silent.client.stop(); // in the middle of the call
                return QJsonObject();
            };
            QVERIFY(silent
                        .call("tracker.register",
                              {{QStringLiteral("announce"),
                                QJsonArray{QStringLiteral("udp://127.0.0.1:1")}}})
                        .has_value());
            QTRY_VERIFY(!silent.client.isReady());
        }
        QVERIFY(console.call("statistics.counts").has_value());
        QTRY_COMPARE(system.coordinator.snapshot()->trackers.size(), 0U);
    }

    void reckonsSeedTimesAsByHand()
    {
        System system;
        Role ana(system.coordinator.endpoint(), "user", "ana");
        Role ben(system.coordinator.endpoint(), "user", "ben");
        QVERIFY(ana.call("user.connect", tagged("aaaaaa")).has_value());
        QVERIFY(ben.call("user.connect", tagged("bbbbbb")).has_value());
        net::StatisticsHost statistics(system.statistics());
        statistics.start();
        QTRY_VERIFY(!statistics.snapshots()->newest()->history.empty());
        QCOMPARE(statistics.timeSeed(), 0.0);
        system.setSeconds(2000);
        QVERIFY(ana.call("torrent.seeding", torrentJson(1)).has_value());
        system.setSeconds(2100);
        QVERIFY(ben.call("torrent.seeding", torrentJson(1)).has_value());
        system.setSeconds(5725); // an hour, two minutes and five seconds after ana's start
        QVERIFY(ana.call("user.disconnect").has_value());
        system.setSeconds(6100);
        QTRY_COMPARE(statistics.times(), (roles::SeedTimes{1, 1, (3725.0 + 4000) / 2, 3725}));
        QVERIFY(ben.call("torrent.removed", torrentJson(1)).has_value());
        system.setSeconds(9999);
        QTRY_COMPARE(statistics.times(), (roles::SeedTimes{2, 0, (3725.0 + 4000) / 2, 3862.5}));
        // One that comes later is told what has been.
        auto late = system.statistics();
        late.control.name = "late";
        net::StatisticsHost other(late);
        other.start();
        QTRY_COMPARE(other.times(), statistics.times());
        QCOMPARE(statistics.snapshots()->newest()->faults, roles::SeedStatistics::Faults{});
    }

    // item 69
    void getsItsSystemBackAfterARestart()
    {
        const Sandbox sandbox;
        net::CoordinatorOptions options;
        options.stateFile = sandbox / "state.json";
        System system(options);
        const base::Endpoint endpoint = system.coordinator.endpoint();
        net::TrackerHost tracker(system.coordinator.tracker("Tracker1"));
        QVERIFY(tracker.start().has_value());
        QTRY_VERIFY(tracker.isRegistered());
        net::StatisticsHost statistics(system.statistics());
        statistics.start();
        Role ana(endpoint, "user", "ana");
        QVERIFY(ana.call("user.connect", tagged("aaaaaa")).has_value());
        system.setSeconds(1000);
        QVERIFY(ana.call("torrent.seeding", torrentJson(1)).has_value());
        QVERIFY(ana.call("upload.assign", torrentJson(1)).has_value());
        QTRY_COMPARE(statistics.times().running, 1U);
        announces(tracker, "aaaaaa", 0, "7001");
        system.coordinator.host.reset();
        QTRY_VERIFY(!ana.client.isReady());
        QTRY_VERIFY(!tracker.isRegistered());

        system.setSeconds(1500);
        RunningCoordinator again(system.withClock(options), endpoint.port);
        QVERIFY(again.started.has_value());
        QTRY_VERIFY(tracker.isRegistered()); // by itself
        QTRY_VERIFY(ana.client.isReady());
        QVERIFY(ana.call("user.connect", tagged("aaaaaa")).has_value());
        QVERIFY(ana.call("torrent.seeding", torrentJson(1)).has_value());
        QTRY_COMPARE(again.snapshot()->torrents.size(), 1U);
        QCOMPARE(again.snapshot()->torrents[0].torrent.tracker, std::string("Tracker1"));
        system.setSeconds(2000);
        QVERIFY(ana.call("user.disconnect").has_value());
        QTRY_COMPARE(statistics.times(), (roles::SeedTimes{1, 0, 1000, 1000})); // one stay
        QTRY_COMPARE(tracker.server().peers().size(), 0U);
    }

    void disconnectsAUserThatStaysAwayLongerThanTheLease()
    {
        System system;
        net::TrackerHost tracker(system.coordinator.tracker("Tracker1"));
        QVERIFY(tracker.start().has_value());
        QTRY_VERIFY(tracker.isRegistered());
        {
            Role ana(system.coordinator.endpoint(), "user", "ana");
            QVERIFY(ana.call("user.connect", tagged("aaaaaa")).has_value());
            QVERIFY(ana.call("torrent.seeding", torrentJson(1)).has_value());
        }
        const auto users = [&] { return system.coordinator.snapshot()->users; };
        QTRY_VERIFY(users().size() == 1 && users()[0].isAway);
        const auto listed = [&] { return names(tracker.snapshots()->newest()->lists.users); };
        QTRY_COMPARE(listed(), std::string("ana "));
        system.setSeconds(1031);
        QTRY_COMPARE(listed(), std::string());
        QTRY_VERIFY(users().empty());
    }

    void keepsPeersOfUsersThatComeBackToAForgetfulCoordinator()
    {
        net::CoordinatorOptions options;
        options.lease = std::chrono::seconds(3);
        System system(options);
        const base::Endpoint endpoint = system.coordinator.endpoint();
        net::TrackerHost tracker(system.coordinator.tracker("Tracker1"));
        QVERIFY(tracker.start().has_value());
        QTRY_VERIFY(tracker.isRegistered());
        Role ana(endpoint, "user", "ana");
        Role ben(endpoint, "user", "ben");
        QVERIFY(ana.call("user.connect", tagged("aaaaaa")).has_value());
        QVERIFY(ben.call("user.connect", tagged("bbbbbb")).has_value());
        QTRY_COMPARE(tracker.snapshots()->newest()->lists.users.size(), 2U);
        announces(tracker, "aaaaaa", 0, "7001");
        announces(tracker, "bbbbbb", 0, "7002");
        system.coordinator.host.reset();
        QTRY_VERIFY(!tracker.isRegistered());
        ben.client.stop();
        RunningCoordinator again(system.withClock(options), endpoint.port); // it has no state
        QTRY_VERIFY(tracker.isRegistered() && ana.client.isReady());
        QCOMPARE(tracker.server().peers().size(), 2U);
        QVERIFY(ana.call("user.connect", tagged("aaaaaa")).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(tracker.server().peers().size(), 1U, 30'000);
        QTRY_COMPARE(names(tracker.snapshots()->newest()->lists.seeds), std::string("ana "));
    }

    void startsWithNoStateThatIsDamaged()
    {
        const Sandbox sandbox;
        net::CoordinatorOptions options;
        options.stateFile = sandbox / "state.json";
        for (const char *text : {"", "{", "[]", "{\"format\":99}", "{\"format\":1}"}) {
            std::ofstream(options.stateFile) << text;
            const RunningCoordinator coordinator(options);
            QVERIFY(!coordinator.started.has_value());
            QVERIFY(coordinator.started.error().where.starts_with(options.stateFile.string()));
        }
    }

    void goesOnWithAFullDiskAndSaysSo()
    {
        const Sandbox sandbox;
        net::CoordinatorOptions options;
        options.stateFile = sandbox / "state.json";
        RunningCoordinator coordinator(options);
        Role console(coordinator.endpoint(), "console", "c");
        {
            const FullDisk full;
            QVERIFY(console.call("limits.set", {{QStringLiteral("maxN"), 9}}).has_value());
            QVERIFY(coordinator.logs("the state is not on disk"));
        }
        QVERIFY(coordinator.logs("the state is on disk again"));
        QCOMPARE(net::loadCoordinator(options.stateFile)->limits.maxN, 9U);
    }

    void keepsItsStateAsItWas()
    {
        const Sandbox sandbox;
        roles::CoordinatorState state;
        state.limits = {7, 65536, 0};
        state.announcements = {3, "a \"quoted\" text", "två"};
        state.heardAt = 12345;
        base::InfoHash hash;
        hash.bytes.fill(7);
        state.torrents = {{hash, "<b>.bin", 1ULL << 50, "Tracker1"}};
        roles::KnownUser user{.name = "ana", .tag = "aaaaaa", .isAway = true, .lostAt = 99};
        user.torrents[hash] = {.seeds = true};
        state.users = {user};
        state.events = {{roles::SeedEvent::Kind::Ended, "ana", hash, 55, "node", 8}};
        const auto file = sandbox / "state.json";
        QVERIFY(net::saveCoordinator(file, state).has_value());
        QCOMPARE(*net::loadCoordinator(file), state);
    }
};

QTEST_GUILESS_MAIN(TestRoleStatistics)
#include "tst_rolestatistics.moc"
