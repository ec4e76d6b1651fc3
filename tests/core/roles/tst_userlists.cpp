#include "core/roles/userlists.h"
#include "core/wire/clientname.h"

#include <QTest>

namespace {

/// A tracker's table and lists; torrents and hosts are numbers.
struct Tracker {
    roles::SwarmTable table{roles::SwarmTableOptions{.key = {}}};
    roles::UserLists lists;
    base::Rng rng{1};

    void announce(std::uint8_t host, std::uint8_t torrent, std::uint64_t left,
                  const std::string &tag)
    {
        wire::AnnounceRequest request;
        request.infoHash.bytes.fill(torrent);
        request.peerId = wire::makePeerId(rng, tag);
        request.port = 6881;
        request.left = left;
        table.announce(request, base::Endpoint::fromV4(0x0a000000U + host, 1), base::Time{}, rng);
    }

    [[nodiscard]] roles::TrackerLists all() const { return lists.lists(table.entries()); }
};

std::string names(const std::vector<roles::ListedUser> &users)
{
    std::string text;
    for (const auto &user : users)
        text += user.name + " ";
    return text;
}

} // namespace

class TestUserLists : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsWhoSeedsSomethingAndWhoNothing()
    {
        Tracker tracker;
        QVERIFY(tracker.lists.connect("ana", "aaaaaa"));
        QVERIFY(tracker.lists.connect("ben", "bbbbbb"));
        QVERIFY(tracker.lists.connect("carl", "cccccc"));
        tracker.announce(1, 1, 0, "aaaaaa");
        tracker.announce(1, 2, 5, "aaaaaa"); // seeds one, downloads another: a seed
        tracker.announce(2, 1, 5, "bbbbbb");
        const roles::TrackerLists lists = tracker.all();
        QCOMPARE(names(lists.users), std::string("ana ben carl "));
        QCOMPARE(names(lists.seeds), std::string("ana "));
        QCOMPARE(names(lists.peers), std::string("ben carl "));
        QCOMPARE(lists.users[0], (roles::ListedUser{"ana", "aaaaaa", 1, 1}));
    }

    void listsClientsThatAreNoUsersByTheirAddress()
    {
        Tracker tracker;
        QVERIFY(tracker.lists.connect("ana", "aaaaaa"));
        tracker.announce(7, 1, 0, "random");
        QCOMPARE(names(tracker.all().users), std::string("10.0.0.7:6881 ana "));
        QCOMPARE(names(tracker.all().seeds), std::string("10.0.0.7:6881 "));
    }

    void forgetsAUserWhoDisconnects()
    {
        Tracker tracker;
        QVERIFY(tracker.lists.connect("ana", "aaaaaa"));
        QVERIFY(!tracker.lists.connect("ana", "bbbbbb"));
        // Enough for the lists to keep an index, seeds and downloaders in turn.
        for (std::uint8_t host = 1; host <= 100; ++host)
            tracker.announce(host, 1, host % 3, host % 2 == 0 ? "aaaaaa" : "cccccc");
        const auto tag = tracker.lists.disconnect("ana");
        QCOMPARE(tag, std::optional<std::string>("aaaaaa"));
        QVERIFY(!tracker.lists.disconnect("ana"));
        const auto isAna = [&](const base::PeerId &id) { return roles::userTagOf(id) == *tag; };
        QCOMPARE(tracker.table.forgetIf(isAna), 50U);
        QCOMPARE(tracker.table.forgetIf(isAna), 0U);
        QCOMPARE(tracker.all().users.size(), 50U);
        for (const auto &peer : tracker.table.entries())
            QCOMPARE(roles::userTagOf(peer.id), std::string("cccccc"));
    }

    void knowsATagWhenItSeesOne()
    {
        QVERIFY(roles::isUserTag("aZ09bb"));
        for (const char *text : {"", "aaaaa", "aaaaaaa", "aaa aa", "aaa-aa", "aaaaa\xc3"})
            QVERIFY(!roles::isUserTag(text));
    }
};

QTEST_APPLESS_MAIN(TestUserLists)
#include "tst_userlists.moc"
