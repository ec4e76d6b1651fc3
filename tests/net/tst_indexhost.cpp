#include "support/runningindex.h"
#include "support/runningsystem.h"

#include <QTest>

using support::eventually;
using support::RunningSystem;

namespace {

net::IndexHostOptions optionsFor(const RunningSystem &system, const std::string &name)
{
    net::IndexHostOptions options;
    options.index.http = base::Endpoint::fromV4(0x7f000001, 0);
    options.index.folder = system.sandbox / name;
    options.coordinator = *system.coordinator->endpoint();
    options.name = name;
    return options;
}

} // namespace

/// The index as a role: under a coordinator.
class TestIndexHost : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsUsersWhereItIsAndAsksTheCoordinatorsTrackers()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        QCOMPARE(system.index->url(), system.index->server().url());
        QVERIFY(eventually([&] { return system.state().indexUrl == system.index->url(); }));
        const net::UserHost &ana = system.addUser("ana");
        QVERIFY(
            eventually([&] { return ana.snapshots()->newest()->index == system.index->url(); }));
        QVERIFY(
            eventually([&] { return system.index->snapshots()->newest()->trackers.size() == 2; }));
    }

    void showsTheCountsOfWhatItsUsersShare()
    {
        RunningSystem system;
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        system.give("ana", "a.bin", 100'000, 1);
        QVERIFY(RunningSystem::run(ana, "share a.bin"));
        const auto counts = [&] {
            const auto panel = system.index->snapshots()->newest();
            return panel->page.rows.empty() ? std::nullopt : panel->page.rows.front().entry.counts;
        };
        QVERIFY(eventually([&] { return counts() == roles::IndexCounts{1, 0}; }));
    }

    void showsWhatThePanelSearchesFor()
    {
        RunningSystem system({.trackers = 0});
        QVERIFY(system.isUp());
        for (const std::string name : {"one", "two"})
            QVERIFY(system.index->server().library().add(
                support::torrentNamed(name, static_cast<std::uint8_t>(name[0])), ""));
        system.index->setQuery({.text = "TWO"});
        const auto panel = system.index->snapshots()->newest();
        QCOMPARE(panel->page.rows.size(), 1U);
        QCOMPARE(panel->page.rows.front().entry.name, std::string("two"));
        QCOMPARE(panel->torrents, 2U);
        QVERIFY(!panel->log.empty());
    }

    void usersGetItsUploadTokenFromTheCoordinator()
    {
        RunningSystem system({.trackers = 1});
        QVERIFY(system.isUp());
        system.index.reset();
        QVERIFY(eventually([&] { return system.state().indexUrl.empty(); }));
        net::IndexHostOptions options = optionsFor(system, "guarded");
        options.index.uploadToken = "secret";
        system.index = std::make_unique<net::IndexHost>(options);
        QVERIFY(system.index->start());
        QVERIFY(system.isUp());
        net::UserHost &ana = system.addUser("ana");
        system.give("ana", "a.bin", 100'000, 1);
        QVERIFY(RunningSystem::run(ana, "share a.bin"));
        const std::string refused = support::RawClient::exchange(
            *system.index->server().endpoint(),
            support::post("/torrents", base::asText(support::torrentNamed("b"))));
        QVERIFY(refused.starts_with("HTTP/1.1 401 "));
    }

    void servesOnWhenTheCoordinatorWillNotHaveIt()
    {
        RunningSystem system({.trackers = 0});
        QVERIFY(system.isUp());
        net::IndexHost second(optionsFor(system, "Index")); // the name is in use
        std::string why;
        connect(&second, &net::IndexHost::refused, &second,
                [&why](const base::Error &error) { why = error.text(); });
        QVERIFY(second.start());
        QVERIFY(eventually([&] { return !why.empty(); }));
        QVERIFY(!second.isRegistered());
        QVERIFY(!second.snapshots()->newest()->fault.empty()
                || eventually([&] { return !second.snapshots()->newest()->fault.empty(); }));
        QVERIFY(support::RawClient::exchange(*second.server().endpoint(),
                                             "GET / HTTP/1.1\r\nHost: localhost\r\n"
                                             "Connection: close\r\n\r\n")
                    .starts_with("HTTP/1.1 200 "));
    }

    void comesBackToACoordinatorThatWasAway()
    {
        RunningSystem system({.trackers = 1});
        QVERIFY(system.isUp());
        system.killCoordinator();
        QVERIFY(eventually([&] { return !system.index->isRegistered(); }));
        QVERIFY(system.restartCoordinator());
        QVERIFY(system.isUp());
        QVERIFY(eventually([&] { return system.state().indexUrl == system.index->url(); }));
    }
};

QTEST_GUILESS_MAIN(TestIndexHost)
#include "tst_indexhost.moc"
