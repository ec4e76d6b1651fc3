// The coordinator as roles see it over the control channel (docs/protocol.md).

#include "support/runningcoordinator.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace support;
using base::ErrorCode;

namespace {

std::string trackerIn(const base::Expected<QJsonObject> &answer)
{
    if (!answer)
        return answer.error().detail;
    return (*answer)[QStringLiteral("tracker")][QStringLiteral("name")].toString().toStdString();
}

QJsonObject announce(const char *url = "http://127.0.0.1:1/announce")
{
    return {{QStringLiteral("announce"), QJsonArray{QString::fromLatin1(url)}}};
}

} // namespace

class TestCoordinatorHost : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsAUserAllItNeeds()
    {
        net::CoordinatorOptions options;
        options.pieceSize = 32768;
        options.maxN = 3;
        options.announcementBottom = "below";
        RunningCoordinator coordinator(options);
        Role tracker(coordinator.endpoint(), "tracker", "Tracker1");
        QVERIFY(tracker.call("tracker.register", announce()).has_value());
        Role index(coordinator.endpoint(), "index", "index");
        QVERIFY(index
                    .call("index.register",
                          {{QStringLiteral("url"), QStringLiteral("http://127.0.0.1:2/")},
                           {QStringLiteral("token"), QStringLiteral("secret")}})
                    .has_value());
        Role user(coordinator.endpoint(), "user", "ana");
        const QJsonObject facts = *user.call("user.connect", tagged("aaaaaa"));
        QCOMPARE(facts[QStringLiteral("pieceSize")].toInt(), 32768);
        QCOMPARE(facts[QStringLiteral("maxN")].toInt(), 3);
        QCOMPARE(facts[QStringLiteral("lease")].toInt(), 30);
        QCOMPARE(facts[QStringLiteral("index")].toString(), QStringLiteral("http://127.0.0.1:2/"));
        QCOMPARE(facts[QStringLiteral("uploadToken")].toString(), QStringLiteral("secret"));
        QCOMPARE(facts[QStringLiteral("announcements")][QStringLiteral("bottom")].toString(),
                 QStringLiteral("below"));
        QCOMPARE(facts[QStringLiteral("trackers")][0][QStringLiteral("name")].toString(),
                 QStringLiteral("Tracker1"));
        QCOMPARE(tracker.hears("user.connected")[QStringLiteral("tag")].toString(),
                 QStringLiteral("aaaaaa"));
        index.client.stop();
        QVERIFY(user.hears("index.changed")[QStringLiteral("index")].toString().isEmpty());
    }

    void letsAUserDisconnectItselfAlone()
    {
        RunningCoordinator coordinator;
        Role ana(coordinator.endpoint(), "user", "ana");
        Role ben(coordinator.endpoint(), "user", "ben");
        Role tracker(coordinator.endpoint(), "tracker", "Tracker1");
        QVERIFY(tracker.call("tracker.register", announce()).has_value());
        QVERIFY(ana.call("user.connect", tagged("aaaaaa")).has_value());
        QVERIFY(ben.call("user.connect", tagged("bbbbbb")).has_value());
        QCOMPARE(ana.call("user.connect", tagged("aaaaaa")).error().detail,
                 std::string("already connected"));
        const QJsonObject ofAna{{QStringLiteral("user"), QStringLiteral("ana")}};
        QCOMPARE(ben.refusal("user.disconnect", ofAna), ErrorCode::Denied);
        QCOMPARE(coordinator.host->snapshots()->newest()->log.empty(), false);
        QVERIFY(ana.call("user.disconnect", ofAna).has_value());
        QCOMPARE(tracker.hears("user.disconnected")[QStringLiteral("user")].toString(),
                 QStringLiteral("ana"));
        QCOMPARE(ana.call("user.disconnect").error().detail, std::string("already disconnected"));
        QCOMPARE(ana.refusal("upload.assign", torrentJson(1)), ErrorCode::NotFound);
        QTRY_COMPARE(coordinator.snapshot()->users.size(), 1U);
    }

    void assignsUploadsToTrackersThatAreThere()
    {
        RunningCoordinator coordinator;
        Role user(coordinator.endpoint(), "user", "ana");
        QVERIFY(user.call("user.connect", tagged("aaaaaa")).has_value());
        QCOMPARE(trackerIn(user.call("upload.assign", torrentJson(1))),
                 std::string("no tracker is available"));
        auto one = std::make_unique<net::TrackerHost>(coordinator.tracker("one"));
        QVERIFY(one->start().has_value());
        QTRY_VERIFY(one->isRegistered());
        net::TrackerHost two(coordinator.tracker("two"));
        QVERIFY(two.start().has_value());
        QTRY_VERIFY(two.isRegistered());
        QCOMPARE(trackerIn(user.call("upload.assign", torrentJson(1))), std::string("two"));
        QCOMPARE(trackerIn(user.call("upload.assign", torrentJson(2))), std::string("one"));
        QCOMPARE(trackerIn(user.call("upload.assign", torrentJson(2))), std::string("one"));
        one.reset(); // it dies
        QTRY_COMPARE(user.hears("trackers.changed")[QStringLiteral("trackers")].toArray().size(),
                     1);
        QCOMPARE(trackerIn(user.call("upload.assign", torrentJson(3))), std::string("two"));
        two.disconnectFromCoordinator();
        QTRY_COMPARE(trackerIn(user.call("upload.assign", torrentJson(4))),
                     std::string("no tracker is available"));
        two.connectToCoordinator();
        QTRY_COMPARE(trackerIn(user.call("upload.assign", torrentJson(4))), std::string("two"));
    }

    void listsATrackerOfOneNameOnce()
    {
        RunningCoordinator coordinator;
        net::TrackerHost first(coordinator.tracker("Tracker1"));
        QVERIFY(first.start().has_value());
        QTRY_VERIFY(first.isRegistered());
        net::TrackerHost second(coordinator.tracker("Tracker1"));
        QSignalSpy refused(&second, &net::TrackerHost::refused);
        QVERIFY(second.start().has_value());
        QTRY_COMPARE(refused.size(), 1);
        QVERIFY(coordinator.logs("another tracker has this name"));
        QVERIFY(first.isRegistered());
        QTRY_COMPARE(coordinator.snapshot()->trackers.size(), 1U);
    }

    // item 68
    void changesWhatEverybodyIsToldWholeOrNotAtAll_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("negative") << QStringLiteral("maxN") << QJsonValue(-1);
        QTest::newRow("2^63") << QStringLiteral("maxN") << QJsonValue(9223372036854775808.0);
        QTest::newRow("a fraction") << QStringLiteral("maxN") << QJsonValue(1.5);
        QTest::newRow("text") << QStringLiteral("maxN") << QJsonValue(QStringLiteral("4"));
        QTest::newRow("nothing") << QStringLiteral("maxN") << QJsonValue();
        QTest::newRow("no power of two") << QStringLiteral("pieceSize") << QJsonValue(100'000);
        QTest::newRow("unknown") << QStringLiteral("maxPeers") << QJsonValue(4);
    }
    void changesWhatEverybodyIsToldWholeOrNotAtAll()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        RunningCoordinator coordinator;
        Role console(coordinator.endpoint(), "console", "c");
        const roles::Limits before = coordinator.snapshot()->limits;
        QJsonObject params{{QStringLiteral("pieceSize"), 65536}, {QStringLiteral("maxN"), 9}};
        params[key] = value;
        QCOMPARE(console.refusal("limits.set", params), ErrorCode::Usage);
        coordinator.host->setLimits(before.pieceSize, before.maxN); // publishes
        QTRY_COMPARE(coordinator.snapshot()->limits.version, before.version + 1);
        QCOMPARE(coordinator.snapshot()->limits.pieceSize, before.pieceSize);
        QCOMPARE(coordinator.snapshot()->limits.maxN, before.maxN);
    }

    // item 68
    void learnsWhichLimitsEachRoleApplied()
    {
        RunningCoordinator coordinator;
        net::TrackerHost tracker(coordinator.tracker("Tracker1"));
        QVERIFY(tracker.start().has_value());
        Role console(coordinator.endpoint(), "console", "c");
        QTRY_VERIFY(tracker.isRegistered());
        const auto set = console.call("limits.set", {{QStringLiteral("maxN"), 9}});
        const auto version = static_cast<std::uint64_t>((*set)[QStringLiteral("version")].toInt());
        QTRY_VERIFY(std::ranges::any_of(coordinator.snapshot()->members, [&](const auto &member) {
            return member.name == "Tracker1" && member.limitsVersion == version;
        }));
        QCOMPARE(coordinator.snapshot()->limits.maxN, 9U);
        QTRY_COMPARE(tracker.snapshots()->newest()->limits.maxN, 9U);
    }

    void publishesAnnouncementsLiveForConsolesOnly()
    {
        RunningCoordinator coordinator;
        Role user(coordinator.endpoint(), "user", "ana");
        QVERIFY(user.call("user.connect", tagged("aaaaaa")).has_value());
        const QJsonObject text{{QStringLiteral("right"), QStringLiteral("news")}};
        QCOMPARE(user.refusal("announcements.set", text), ErrorCode::Denied);
        QCOMPARE(user.refusal("limits.set", {{QStringLiteral("maxN"), 1}}), ErrorCode::Denied);
        Role console(coordinator.endpoint(), "console", "c");
        for (const QString &bad : {QString(1025, QLatin1Char('x')), QStringLiteral("\033[2J")})
            QCOMPARE(console.refusal("announcements.set", {{QStringLiteral("right"), bad}}),
                     ErrorCode::Usage);
        coordinator.host->setAnnouncements(QStringLiteral("fine"), QString(1025, QLatin1Char('x')));
        QVERIFY(coordinator.logs("the announcements stay as they are: right"));
        QVERIFY(console.call("announcements.set", text).has_value());
        QCOMPARE(user.hears("announcements.changed")[QStringLiteral("right")].toString(),
                 QStringLiteral("news"));
    }

    void refusesParametersOfWrongTypes_data()
    {
        QTest::addColumn<QString>("role");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QJsonObject>("params");
        const auto row = [](const char *role, const char *method, const QJsonObject &params = {}) {
            const QByteArray json = QJsonDocument(params).toJson(QJsonDocument::Compact);
            QTest::addRow("%s %s", method, json.constData())
                << QString::fromLatin1(role) << QByteArray(method) << params;
        };
        row("user", "user.connect");
        row("user", "user.connect", {{QStringLiteral("tag"), 5}});
        row("user", "upload.assign");
        row("user", "torrent.seeding", {{QStringLiteral("infoHash"), QStringLiteral("xyz")}});
        row("user", "torrent.removed");
        row("tracker", "tracker.register");
        row("tracker", "tracker.register", announce("file:///etc/passwd"));
        row("tracker", "tracker.register", announce("udp://a/\"\"\""));
        row("index", "index.register", {{QStringLiteral("url"), QStringLiteral("javascript:1")}});
        row("statistics", "limits.applied", {{QStringLiteral("version"), -1}});
        row("console", "users.list", {{QStringLiteral("count"), 1'000'000}});
    }
    void refusesParametersOfWrongTypes()
    {
        QFETCH(QString, role);
        QFETCH(QByteArray, method);
        QFETCH(QJsonObject, params);
        RunningCoordinator coordinator;
        Role client(coordinator.endpoint(), role.toStdString(), "x");
        if (method != "user.connect" && role == QStringLiteral("user"))
            QVERIFY(client.call("user.connect", tagged("aaaaaa")).has_value());
        QCOMPARE(client.refusal(method, params), ErrorCode::Usage);
        QCOMPARE(client.refusal("no.such.method"), ErrorCode::Unsupported);
        QVERIFY(client.call("members.list").has_value());
    }

    // item 70
    void refusesAFloodAndServesTheOthers()
    {
        net::CoordinatorOptions options;
        options.clock = [] { return std::int64_t{1'000'000}; };
        RunningCoordinator coordinator(options);
        Role flood(coordinator.endpoint(), "user", "ana");
        std::size_t refused = 0;
        std::size_t answered = 0;
        const auto keep = [&](const base::Expected<QJsonObject> &answer) {
            ++answered;
            refused += !answer && answer.error().code == ErrorCode::Limit ? 1 : 0;
        };
        for (int round = 0; round < 11; ++round) {
            for (int i = 0; i < 200; ++i)
                flood.client.call(QStringLiteral("trackers.list"), {}, keep);
            QTRY_COMPARE(answered, static_cast<std::size_t>(200 * (round + 1)));
        }
        QCOMPARE(refused, 200U);
        QTRY_COMPARE(coordinator.snapshot()->dropped, 200U);
        Role other(coordinator.endpoint(), "user", "ben");
        QVERIFY(other.call("trackers.list").has_value());
    }

    void pagesItsLists()
    {
        RunningCoordinator coordinator;
        Role user(coordinator.endpoint(), "user", "ana");
        QVERIFY(user.call("user.connect", tagged("aaaaaa")).has_value());
        for (int i = 0; i < 5; ++i)
            QVERIFY(user.call(i < 2 ? "torrent.seeding" : "torrent.downloading", torrentJson(i))
                        .has_value());
        const QJsonObject page = *user.call(
            "torrents.list", {{QStringLiteral("from"), 1}, {QStringLiteral("count"), 2}});
        QCOMPARE(page[QStringLiteral("total")].toInt(), 5);
        const QJsonArray items = page[QStringLiteral("items")].toArray();
        QCOMPARE(items.size(), 2);
        QCOMPARE(items[0][QStringLiteral("name")].toString(), QStringLiteral("file1"));
        QCOMPARE(items[0][QStringLiteral("seeds")].toInt(), 1);
        QCOMPARE(items[1][QStringLiteral("downloads")].toInt(), 1);
        const QJsonObject users = *user.call("users.list");
        QCOMPARE(users[QStringLiteral("items")][0][QStringLiteral("seeds")].toInt(), 2);
        const QJsonObject past = *user.call("users.list", {{QStringLiteral("from"), 99}});
        QCOMPARE(past[QStringLiteral("items")].toArray().size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCoordinatorHost)
#include "tst_coordinatorhost.moc"
