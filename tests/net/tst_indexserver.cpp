// The index server's addresses and rules. Items are those of the catalogue of hostile inputs.

#include "net/httprequestreader.h"
#include "support/filesizelimit.h"
#include "support/runningindex.h"

#include <QTest>

using namespace support;

namespace {

constexpr const char *Json = "Accept: application/json\r\n";

base::InfoHash hashOf(const base::Bytes &torrent)
{
    return wire::Metainfo::parse(torrent)->infoHash;
}

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestIndexServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void storesListsAndHandsOutATorrent()
    {
        RunningIndex index;
        QVERIFY(index.started);
        const base::Bytes torrent = torrentNamed("lecture notes.pdf");
        const std::string hash = hashOf(torrent).hex();
        QVERIFY(index.uploads(torrent).starts_with("HTTP/1.1 201 "));
        QVERIFY(has(index.gets("/?q=NOTES"), "lecture notes.pdf"));
        QVERIFY(has(index.gets("/?q=film"), "0 torrents"));
        const std::string details = index.gets("/torrent/" + hash);
        QVERIFY(has(details, "127.0.0.1:1.16384.lecture notes.pdf"));
        QVERIFY(has(details, "magnet:?xt=urn:btih:" + hash));
        const std::string file = index.gets("/torrent/" + hash + ".torrent");
        QVERIFY(has(file, "Content-Type: application/x-bittorrent\r\n"));
        QVERIFY(has(file, "attachment; filename=\"" + hash + ".torrent\""));
        QCOMPARE(bodyOf(file), std::string(base::asText(torrent)));
    }

    void saysTheSameInJson()
    {
        RunningIndex index;
        const base::Bytes torrent = torrentNamed("a");
        QVERIFY(has(index.uploads(torrent), "\"stored\": true"));
        const std::string list = index.gets("/", Json);
        QVERIFY(has(list, "\"info_hash\": \"" + hashOf(torrent).hex()));
        QVERIFY(has(list, "\"seeds\": null"));
        QVERIFY(has(index.gets("/torrent/" + hashOf(torrent).hex(), Json), "\"file_list\""));
        QVERIFY(has(index.gets("/nothing", Json), "\"status\": 404"));
        QVERIFY(has(index.gets("/", "Accept: text/html,application/json\r\n"), "<!DOCTYPE html>"));
    }

    void takesAFormWithItsOwner()
    {
        RunningIndex index;
        const base::Bytes torrent = torrentNamed("a");
        const auto form = [](const std::string &name, std::string_view value) {
            return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n"
                + std::string(value) + "\r\n";
        };
        const std::string type = "Content-Type: multipart/form-data; boundary=B\r\n";
        const std::string answer = index.exchanges(
            post("/upload", form("torrent", base::asText(torrent)) + form("owner", "me") + "--B--",
                 type + "Origin: http://127.0.0.1\r\n"));
        QVERIFY(answer.starts_with("HTTP/1.1 201 "));
        const std::string remove = "/torrent/" + hashOf(torrent).hex() + "/remove";
        QVERIFY(index.exchanges(post(remove, form("owner", "you") + "--B--", type))
                    .starts_with("HTTP/1.1 403 "));
        QCOMPARE(index.size(), 1U);
        QVERIFY(index.exchanges(post(remove, form("owner", "me") + "--B--", type))
                    .starts_with("HTTP/1.1 200 "));
        QCOMPARE(index.files(), 0U);
        QVERIFY(
            index.exchanges(post("/upload", "--B\r\nnonsense", type)).starts_with("HTTP/1.1 400 "));
    }

    // item 61
    void refusesAMalformedTorrentAndNamesTheField()
    {
        RunningIndex index;
        for (const std::string body :
             {"", "x", "d4:infod6:lengthi-1e4:name1:aee", "de", "<html>"}) {
            const std::string answer = index.uploads(base::asBytes(body));
            QVERIFY(answer.starts_with("HTTP/1.1 400 "));
            QVERIFY(has(answer, "\"where\""));
        }
        QVERIFY(has(index.uploads(base::asBytes("de")), "info"));
        QVERIFY(index.exchanges(post("/torrents", "x", "")).starts_with("HTTP/1.1 415 "));
        QCOMPARE(index.files(), 0U);
    }

    // item 61
    void refusesBodiesThatAreTooLongOrLie()
    {
        RunningIndex index;
        const std::string head = "POST /torrents HTTP/1.1\r\nHost: localhost\r\n"
                                 "Content-Type: application/x-bittorrent\r\n";
        const auto status
            = [&](const std::string &rest) { return statusOf(index.exchanges(head + rest)); };
        const std::string tooLong = "HTTP/1.1 413";
        QCOMPARE(status("Content-Length: 20000000\r\n\r\nd"), tooLong);
        QCOMPARE(status("Content-Length: 18446744073709551615\r\n\r\nd"), tooLong);
        const std::string chunk = "100000\r\n" + std::string(0x100000, 'x') + "\r\n";
        std::string chunks = "Transfer-Encoding: chunked\r\n\r\n";
        for (int i = 0; i < 11; ++i)
            chunks += chunk;
        QCOMPARE(status(chunks), tooLong);
        const std::string bad = "HTTP/1.1 400";
        QCOMPARE(status("Content-Length: 1\r\nContent-Length: 2\r\n\r\nd"), bad);
        QCOMPARE(status("Content-Length: -1\r\n\r\nd"), bad);
        QCOMPARE(status("Transfer-Encoding: chunked\r\n\r\n1;" + std::string(20'000, 'x')), bad);
        QCOMPARE(status("Transfer-Encoding: chunked\r\n\r\nzz\r\n"), bad);
        QCOMPARE(status("Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx"),
                 std::string("HTTP/1.1 415"));
        QCOMPARE(index.files(), 0U);
        QVERIFY(index.gets("/").starts_with("HTTP/1.1 200 "));
    }

    // item 62
    void keepsTheFirstTorrentAndItsOwner()
    {
        RunningIndex index;
        const base::Bytes torrent = torrentNamed("same", 1);
        QVERIFY(index.uploads(torrent, "X-Owner-Token: me\r\n").starts_with("HTTP/1.1 201 "));
        const std::string again = index.uploads(torrent, "X-Owner-Token: you\r\n");
        QVERIFY(again.starts_with("HTTP/1.1 200 ") && has(again, "\"stored\": false"));
        QVERIFY(index.uploads(torrentNamed("same", 2)).starts_with("HTTP/1.1 201 "));
        QVERIFY(has(index.gets("/"), "<code title="));
        const auto removal = [&](const std::string &token) {
            return statusOf(index.exchanges(
                "DELETE /torrent/" + hashOf(torrent).hex()
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + token + "\r\n"));
        };
        QCOMPARE(removal(""), std::string("HTTP/1.1 403"));
        QCOMPARE(removal("X-Owner-Token: you\r\n"), std::string("HTTP/1.1 403"));
        QCOMPARE(removal("X-Owner-Token: me\r\n"), std::string("HTTP/1.1 200"));
        QCOMPARE(removal("X-Owner-Token: me\r\n"), std::string("HTTP/1.1 404"));
        QCOMPARE(index.size(), 1U);
    }

    // item 63
    void answersOnlyFortyDigitsAsId()
    {
        RunningIndex index;
        for (const std::string id : {"..", "../../etc/passwd", "%2e%2e%2fx", "", "/", "x.torrent",
                                     "../x.torrent", "%00.torrent", "/remove"})
            QCOMPARE(statusOf(index.gets("/torrent/" + id)), std::string("HTTP/1.1 404"));
        QCOMPARE(statusOf(index.gets("/torrent/" + std::string(40, 'a'))),
                 std::string("HTTP/1.1 404"));
        QVERIFY(index.uploads(torrentNamed("../escape")).starts_with("HTTP/1.1 400 "));
        QCOMPARE(index.files(), 0U);
    }

    // item 64
    void escapesNamesOnPagesAndInHeads()
    {
        RunningIndex index;
        const base::Bytes torrent
            = torrentNamed("<script>alert('1')</script>\"&\x1b[31m\xe2\x80\xae\r\nX: y");
        const std::string answer = index.uploads(torrent, "Accept: text/html\r\n");
        const std::string hash = hashOf(torrent).hex();
        for (const std::string &page :
             {answer, index.gets("/"), index.gets("/torrent/" + hash),
              index.gets("/torrent/" + hash, Json), index.gets("/torrent/" + hash + ".torrent")}) {
            const std::string seen
                = has(page, "x-bittorrent\r\n") ? page.substr(0, page.find("\r\n\r\n")) : page;
            QVERIFY(!has(seen, "<script") || has(seen, "application/json"));
            QVERIFY(!has(seen, "\x1b") && !has(seen, "\xe2\x80\xae") && !has(seen, "\r\nX: y"));
        }
        QVERIFY(has(index.gets("/?q=%3Cscript%3E%22"), "value=\"&lt;script&gt;&quot;\""));
    }

    // item 64
    void boundsQueriesAndPages()
    {
        RunningIndex index;
        QVERIFY(index.uploads(torrentNamed("a")).starts_with("HTTP/1.1 201 "));
        for (const std::string page : {"-1", "0", "1000000000", "99999999999999999999"})
            QVERIFY(has(index.gets("/?page=" + page, Json), "\"total\": 1"));
        const auto status = [&](const std::string &target) { return statusOf(index.gets(target)); };
        QCOMPARE(status("/?page=x"), std::string("HTTP/1.1 400"));
        QCOMPARE(status("/?sort=x"), std::string("HTTP/1.1 400"));
        QCOMPARE(status("/?q=%zz"), std::string("HTTP/1.1 400"));
        QCOMPARE(status("/?q=" + std::string(300, 'a')), std::string("HTTP/1.1 400"));
        QCOMPARE(status("/?q=" + std::string(5000, 'a')), std::string("HTTP/1.1 414"));
        QCOMPARE(status("/?q=" + std::string(1024 * 1024, 'a')), std::string("HTTP/1.1 431"));
        QCOMPARE(statusOf(index.exchanges("PUT / HTTP/1.1\r\nHost: localhost\r\n"
                                          "Connection: close\r\n\r\n")),
                 std::string("HTTP/1.1 405"));
        QCOMPARE(statusOf(index.exchanges("GET / HTTP/1.1\r\nHost: localhost\r\n"
                                          "Content-Length: 1\r\n\r\nx")),
                 std::string("HTTP/1.1 413"));
    }

    // item 65
    void rebuildsItselfFromItsFiles()
    {
        RunningIndex index;
        const base::Bytes torrent = torrentNamed("kept");
        QVERIFY(index.server.library().add(torrent, "me"));
        support::writeText(
            QString::fromStdString(
                (index.sandbox / "torrents" / (std::string(40, 'a') + ".torrent")).string()),
            "cut");
        index.server.stop();
        net::IndexServer again(index.inSandbox({}));
        std::vector<std::string> warnings;
        connect(&again.library(), &net::TorrentLibrary::warned, &again,
                [&](const std::string &text) { warnings.push_back(text); });
        QVERIFY(again.start());
        QCOMPARE(again.library().entries().size(), 1U);
        QCOMPARE(warnings.size(), 1U);
        QVERIFY(has(warnings[0], std::string(40, 'a')));
        QVERIFY(again.library().remove(hashOf(torrent), "me"));
    }

    // item 66
    void refusesForeignHostsAndForeignForms()
    {
        net::IndexOptions options;
        options.hosts = {"lab.example"};
        RunningIndex index(options);
        const auto byHost = [&](const std::string &host) {
            return statusOf(
                index.exchanges("GET / HTTP/1.1\r\nConnection: close\r\n" + host + "\r\n"));
        };
        for (const std::string host : {"evil.example", "127.0.0.1.evil.example", "x", ""})
            QCOMPARE(byHost("Host: " + host + "\r\n"), std::string("HTTP/1.1 421"));
        QCOMPARE(byHost(""), std::string("HTTP/1.1 421"));
        for (const std::string host : {"localhost:8080", "127.0.0.1", "[::1]:80", "lab.example:1"})
            QCOMPARE(byHost("Host: " + host + "\r\n"), std::string("HTTP/1.1 200"));
        for (const std::string origin : {"null", "http://evil.example", "http://127.0.0.1:99"})
            QVERIFY(index.uploads(torrentNamed("a"), "Origin: " + origin + "\r\n")
                        .starts_with("HTTP/1.1 403 "));
        QCOMPARE(index.size(), 0U);
    }

    void takesUploadsOnlyWithTheToken()
    {
        net::IndexOptions options;
        options.uploadToken = "secret";
        RunningIndex index(options);
        const base::Bytes torrent = torrentNamed("a");
        QVERIFY(index.uploads(torrent).starts_with("HTTP/1.1 401 "));
        QVERIFY(
            index.uploads(torrent, "Authorization: Bearer secre\r\n").starts_with("HTTP/1.1 401 "));
        QVERIFY(index.uploads(torrent, "Authorization: Bearer secret\r\n")
                    .starts_with("HTTP/1.1 201 "));
    }

    void saysThatTheDiskIsFullAndGoesOn()
    {
        RunningIndex index;
        std::vector<std::string> warnings;
        connect(&index.server.library(), &net::TorrentLibrary::warned, &index.server,
                [&](const std::string &text) { warnings.push_back(text); });
        {
            const FullDisk disk;
            const std::string answer = index.uploads(torrentNamed("a"));
            QVERIFY2(answer.starts_with("HTTP/1.1 507 "), answer.c_str());
        }
        QCOMPARE(index.files(), 0U);
        QCOMPARE(warnings.size(), 1U);
        QVERIFY(index.uploads(torrentNamed("a")).starts_with("HTTP/1.1 201 "));
    }

    // item 61
    void holdsNoMoreBodiesThanItsBudget()
    {
        net::HttpBodyBudget budget{.limit = 10};
        const std::string request = "POST / HTTP/1.1\r\nContent-Length: 8\r\n\r\n12345678";
        {
            net::HttpRequestReader first({}, 100, budget);
            first.take(request);
            QVERIFY(first.isWhole());
            net::HttpRequestReader second({}, 100, budget);
            second.take(request);
            QVERIFY(second.refusal()->status == net::HttpStatus::ServiceUnavailable);
        }
        net::HttpRequestReader third({}, 100, budget);
        third.take(request);
        QVERIFY(third.isWhole());
    }

    void showsSeedsAndPeersOfAllowedTrackersOnly()
    {
        const RunningTracker tracker;
        net::IndexOptions options;
        options.trackers = {tracker.server.announceUrl()};
        options.scrapeInterval = std::chrono::milliseconds(20);
        RunningIndex index(options);
        const RunningTracker stranger;
        const base::Bytes torrent = torrentNamed("a", 1, tracker.server.announceUrl());
        const base::Bytes other = torrentNamed("b", 2, stranger.server.announceUrl());
        QVERIFY(index.server.library().add(torrent, ""));
        QVERIFY(index.server.library().add(other, ""));
        std::string escaped;
        for (const std::uint8_t byte : hashOf(torrent).bytes)
            escaped += fmt::format("%{:02x}", byte);
        tracker.asks("/announce?info_hash=" + escaped + "&peer_id=" + std::string(20, 'p')
                     + "&port=7000&uploaded=0&downloaded=0&left=0");
        const auto counts = [&](const base::Bytes &of) {
            return index.server.library().get(hashOf(of))->entry.counts;
        };
        QVERIFY(support::eventually([&] { return counts(torrent) == roles::IndexCounts{1, 0}; }));
        QVERIFY(!counts(other));
        QVERIFY(has(index.gets("/", Json), "\"seeds\": 1"));
    }

    void stopsTwice()
    {
        RunningIndex index;
        RawClient client(*index.server.endpoint());
        client.send("POST /torrents HTTP/1.1\r\n");
        index.server.stop();
        index.server.stop();
        QVERIFY(client.isClosed());
        QVERIFY(!index.server.endpoint());
    }
};

QTEST_GUILESS_MAIN(TestIndexServer)
#include "tst_indexserver.moc"
