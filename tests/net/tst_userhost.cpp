#include "support/filesizelimit.h"
#include "support/runningsystem.h"

#include <QSignalSpy>
#include <QTest>

#include <fstream>

using support::eventually;
using support::RunningSystem;

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t fileSize = 1'000'000; // bytes, 16 pieces with a short last one

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

/// The info-hash in the facts of an answer.
base::InfoHash hashOf(const base::Expected<net::UserAnswer> &answer)
{
    if (!answer)
        return {};
    const QString text = answer->facts[QStringLiteral("infoHash")].toString();
    return base::InfoHash::fromHex(text.toStdString()).value_or(base::InfoHash());
}

std::string trackerOf(const base::Expected<net::UserAnswer> &answer)
{
    return answer ? answer->facts[QStringLiteral("tracker")].toString().toStdString()
                  : answer.error().text();
}

bool downloads(net::UserHost &user, const std::string &what)
{
    return RunningSystem::run(user, "download " + what).has_value()
        && eventually([&user] { return user.unfinished() == 0; });
}

std::vector<std::string> namesOf(const net::CoordinatorSnapshot &state)
{
    std::vector<std::string> names;
    for (const auto &user : state.users)
        names.push_back(user.name);
    return names;
}

} // namespace

/// Users in a whole system on loopback: coordinator, trackers, index, statistics.
class TestUserHost : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sharesSearchesAndDownloadsUnderSeveralTrackers()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        net::UserHost &ben = system.addUser("ben");
        system.give("ana", "one lecture.bin", fileSize, 1);
        system.give("ana", "two.bin", fileSize, 2);
        const auto one = RunningSystem::run(ana, "share \"one lecture.bin\"");
        const auto two = RunningSystem::run(ana, "upload two.bin");
        QVERIFY2(one && two, trackerOf(one).c_str());
        QVERIFY(trackerOf(one) != trackerOf(two)); // round robin
        const auto found = RunningSystem::run(ben, "search LECTURE");
        QVERIFY(found);
        QCOMPARE(found->lines.size(), 2U);
        QVERIFY(has(found->lines[0], "one lecture.bin 1000000 bytes"));
        QVERIFY(downloads(ben, "one lecture.bin"));
        QVERIFY(downloads(ben, hashOf(two).hex()));
        QVERIFY(system.haveTheSame("ana", "ben", "one lecture.bin"));
        QVERIFY(system.haveTheSame("ana", "ben", "two.bin"));
        QVERIFY(!fs::exists(system.home("ben") / "temporal" / "two.bin"));
        QVERIFY(eventually([&] { return system.seedsOf(hashOf(one)) == 2; }));
        QVERIFY(eventually([&] { return system.statistics->nSeeds() == 2; }));
        QCOMPARE(system.statistics->nPeers(), 0U);
    }

    void sharesAFolder()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        net::UserHost &ben = system.addUser("ben");
        const fs::path album = system.sandbox / "album";
        support::writeContent(album / "a.bin", 100'000, 1);
        support::writeContent(album / "more" / "b.bin", 200'000, 2);
        const auto shared = RunningSystem::run(ana, "share " + album.string());
        QVERIFY2(shared, trackerOf(shared).c_str());
        QVERIFY(downloads(ben, "album"));
        QVERIFY(system.haveTheSame("ana", "ben", "album/more/b.bin"));
    }

    void disconnectEndsBothAndConnectGoesOn()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        net::UserHost &ben = system.addUser("ben");
        system.give("ana", "a.bin", fileSize, 1);
        const auto shared = RunningSystem::run(ana, "share a.bin");
        QVERIFY(eventually([&] { return system.seedsOf(hashOf(shared)) == 1; }));
        QCOMPARE(RunningSystem::tells(ana, "disconnect"), std::string("disconnected"));
        QVERIFY(has(RunningSystem::tells(ana, "disconnect"), "already disconnected"));
        QVERIFY(eventually([&] { return system.seedsOf(hashOf(shared)) == 0; }));
        QVERIFY(
            eventually([&] { return namesOf(system.state()) == std::vector<std::string>{"ben"}; }));
        QVERIFY(has(RunningSystem::tells(ana, "share a.bin"), "you are disconnected"));
        QVERIFY(has(RunningSystem::tells(ana, "download a.bin"), "you are disconnected"));

        QVERIFY(RunningSystem::run(ben, "download a.bin")); // from nobody, so far
        QCOMPARE(RunningSystem::tells(ana, "connect"), std::string("connected as ana, 2 trackers"));
        QVERIFY(has(RunningSystem::tells(ana, "connect"), "already connected"));
        QVERIFY(eventually([&] { return ben.unfinished() == 0; }));
        QVERIFY(system.haveTheSame("ana", "ben", "a.bin"));
    }

    void aNewStartGoesOnWithSharesAndDownloads()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        net::UserHost *ben = &system.addUser("ben");
        system.give("ana", "a.bin", fileSize, 1);
        const auto shared = RunningSystem::run(ana, "share a.bin");
        QVERIFY(RunningSystem::run(ana, "disconnect"));
        QVERIFY(RunningSystem::run(*ben, "download a.bin"));
        system.killUser("ben");
        system.killUser("ana");
        ben = &system.addUser("ben");
        QCOMPARE(ben->unfinished(), 1U);
        system.addUser("ana");
        QVERIFY(eventually([&] { return ben->unfinished() == 0; }));
        QVERIFY(system.haveTheSame("ana", "ben", "a.bin"));
        QVERIFY(has(RunningSystem::tells(*ben, "list"), "sharing a.bin"));
    }

    void servesNoMoreThanMaxNOverAllTorrents()
    {
        RunningSystem system({.maxN = 1});
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        for (const std::string name : {"a.bin", "b.bin", "c.bin"}) {
            system.give("ana", name, 4 * fileSize, static_cast<std::uint64_t>(name[0]));
            QVERIFY(RunningSystem::run(ana, "share " + name));
        }
        QCOMPARE(ana.torrents().maxN(), 1U);
        std::uint32_t most = 0;
        QTimer watch;
        connect(&watch, &QTimer::timeout, this, [&] {
            std::uint32_t served = 0;
            for (const net::UserTorrentRow &row : ana.torrents().rows())
                served += row.served;
            most = std::max(most, served);
        });
        watch.start(0);
        std::vector<net::UserHost *> others;
        for (const std::string name : {"ben", "cleo", "dan"})
            others.push_back(&system.addUser(name));
        for (std::size_t i = 0; i < others.size(); ++i)
            QVERIFY(RunningSystem::run(
                *others[i], "download " + std::string(1, static_cast<char>('a' + i)) + ".bin"));
        QVERIFY(eventually([&] {
            return std::ranges::all_of(others, [](auto *user) { return user->unfinished() == 0; });
        }));
        QCOMPARE(most, 1U);
        QVERIFY(system.haveTheSame("ana", "dan", "c.bin"));
    }

    void saysWhichTorrentItNeeds()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        QCOMPARE(RunningSystem::tells(ana, "download film.bin"),
                 std::string("download: you need film.bin.torrent: the index has none of that "
                             "name"));
        QVERIFY(has(RunningSystem::tells(ana, "download " + std::string(40, 'a')), "you need "));
        QCOMPARE(ana.unfinished(), 0U);
    }

    void isToldThatThereIsNoTracker()
    {
        RunningSystem system({.trackers = 0});
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        system.give("ana", "a.bin", fileSize, 1);
        QVERIFY(has(RunningSystem::tells(ana, "share a.bin"), "no tracker is available"));
        QVERIFY(RunningSystem::run(ana, "disconnect"));
        QCOMPARE(RunningSystem::tells(ana, "connect"),
                 std::string("connected as ana; no tracker is available"));
    }

    void keepsTwoTorrentsOfOneNameApart()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        net::UserHost &ben = system.addUser("ben");
        net::UserHost &cleo = system.addUser("cleo");
        system.give("ana", "a.bin", fileSize, 1);
        system.give("ben", "a.bin", fileSize, 2);
        const auto first = RunningSystem::run(ana, "share a.bin");
        const auto second = RunningSystem::run(ben, "share a.bin");
        QVERIFY(first && second);
        const std::string told = RunningSystem::tells(cleo, "download a.bin");
        QVERIFY2(has(told, "2 torrents are called \"a.bin\"") && has(told, hashOf(first).hex()),
                 told.c_str());
        QVERIFY(downloads(cleo, hashOf(second).hex()));
        QVERIFY(system.haveTheSame("ben", "cleo", "a.bin"));
        QVERIFY(has(RunningSystem::tells(cleo, "download " + hashOf(first).hex()),
                    "another torrent of that name is here"));
    }

    void theSameContentIsOneTorrentWithTwoSeeds()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        net::UserHost &ben = system.addUser("ben");
        system.give("ana", "a.bin", fileSize, 1);
        system.give("ben", "a.bin", fileSize, 1);
        const auto first = RunningSystem::run(ana, "share a.bin");
        const auto second = RunningSystem::run(ben, "share a.bin");
        QVERIFY(first && second);
        QVERIFY(has(second->lines.front(), "the index has it already"));
        QVERIFY(eventually([&] { return system.seedsOf(hashOf(first)) == 2; }));
    }

    void hearsThatTheIndexsDiskIsFullAndGoesOn()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        system.give("ana", "a.bin", fileSize, 1);
        {
            const support::FullDisk disk;
            const std::string told = RunningSystem::tells(ana, "share a.bin");
            QVERIFY2(has(told, "index http://127.0.0.1:"), told.c_str());
        }
        const auto shared = RunningSystem::run(ana, "share a.bin");
        QVERIFY2(shared, trackerOf(shared).c_str());
    }

    void aTrackerThatDisconnectsGetsNoMoreAndItsTorrentsGoOn()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        net::UserHost &ben = system.addUser("ben");
        for (const std::string name : {"a.bin", "b.bin", "c.bin", "d.bin"})
            system.give("ana", name, fileSize, static_cast<std::uint64_t>(name[0]));
        const auto a = RunningSystem::run(ana, "share a.bin");
        const auto b = RunningSystem::run(ana, "share b.bin");
        QVERIFY(trackerOf(a) != trackerOf(b));
        const bool gaveA = trackerOf(a) == "Tracker1";
        system.trackers[0]->disconnectFromCoordinator();
        QVERIFY(eventually([&] { return system.state().trackers.size() == 1; }));
        QCOMPARE(trackerOf(RunningSystem::run(ana, "share c.bin")), std::string("Tracker2"));
        QCOMPARE(trackerOf(RunningSystem::run(ana, "share d.bin")), std::string("Tracker2"));
        QVERIFY(downloads(ben, gaveA ? "a.bin" : "b.bin")); // of Tracker1
        system.trackers[0]->connectToCoordinator();
        QVERIFY(eventually([&] { return system.state().trackers.size() == 2; }));
    }

    void noticesWhatComesToItsFolderAndWhatGoes()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        system.give("ana", "a.bin", fileSize, 1);
        QVERIFY(eventually([&] {
            return ana.snapshots()->newest()->notUploaded == std::vector<std::string>{"a.bin"};
        }));
        const auto shared = RunningSystem::run(ana, "share a.bin");
        QVERIFY(eventually([&] { return system.seedsOf(hashOf(shared)) == 1; }));
        fs::remove(system.shared("ana", "a.bin"));
        QVERIFY(eventually([&] { return system.seedsOf(hashOf(shared)) == 0; }));
        QVERIFY(eventually([&] { return ana.snapshots()->newest()->torrents.empty(); }));
    }

    void goesOnWhileTheCoordinatorIsAwayAndComesBackToIt()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        net::UserHost &ben = system.addUser("ben");
        system.give("ana", "a.bin", fileSize, 1);
        const auto shared = RunningSystem::run(ana, "share a.bin");
        QVERIFY(eventually([&] { return system.statistics->nSeeds() == 1; }));
        system.killCoordinator();
        QVERIFY(eventually([&] { return !ana.isRegistered() && !ben.isRegistered(); }));
        QVERIFY(downloads(ben, "a.bin"));
        QVERIFY(!RunningSystem::run(ben, "share a.bin"));
        QVERIFY(system.restartCoordinator());
        QVERIFY(eventually([&] { return ana.isRegistered() && ben.isRegistered(); }));
        QVERIFY(system.isUp());
        QVERIFY(eventually([&] { return system.statistics->nSeeds() == 2; }));
        system.give("ben", "b.bin", fileSize, 2);
        QVERIFY(RunningSystem::run(ben, "share b.bin"));
    }

    void hearsOfNewLimitsAndAnnouncements()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        system.coordinator->setLimits(32768, 7);
        system.coordinator->setAnnouncements(QStringLiteral("below"), QStringLiteral("beside"));
        const auto panel = [&] { return ana.snapshots()->newest(); };
        QVERIFY(eventually([&] { return panel()->maxN == 7 && panel()->pieceSize == 32768; }));
        QVERIFY(eventually([&] { return panel()->announcementBottom == "below"; }));
        QCOMPARE(panel()->announcementRight, std::string("beside"));
        system.give("ana", "a.bin", fileSize, 1);
        QVERIFY(RunningSystem::run(ana, "share a.bin"));
        QCOMPARE(ana.torrents().rows().front().pieces, 31U); // 1,000,000 / 32,768
    }

    void oneHomeHoldsOneUserAndOneNameToo()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        system.addUser("ana");
        net::UserOptions options;
        options.coordinator = *system.coordinator->endpoint();
        options.name = "ana";
        options.home = system.home("ana");
        net::UserHost sameHome(options);
        const auto started = sameHome.start();
        QVERIFY(!started);
        QVERIFY(started.error().code == base::ErrorCode::Busy);
        options.home = system.sandbox / "elsewhere";
        net::UserHost sameName(options);
        QSignalSpy refused(&sameName, &net::UserHost::refused);
        QVERIFY(sameName.start());
        QVERIFY(eventually([&] { return refused.count() == 1; }));
    }

    void leavesWithinSeconds()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        system.give("ana", "a.bin", fileSize, 1);
        const auto shared = RunningSystem::run(ana, "share a.bin");
        QVERIFY(eventually([&] { return system.seedsOf(hashOf(shared)) == 1; }));
        QSignalSpy stopped(&ana, &net::UserHost::stopped);
        ana.stop();
        QVERIFY(eventually([&] { return stopped.count() == 1; }));
        QCOMPARE(system.seedsOf(hashOf(shared)), 0U);
        QVERIFY(eventually([&] { return system.state().users.empty(); }));
    }
};

QTEST_GUILESS_MAIN(TestUserHost)
#include "tst_userhost.moc"
