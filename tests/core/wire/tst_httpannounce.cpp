#include "core/wire/bencode.h"
#include "core/wire/httpannounce.h"

#include <QTest>

#include <chrono>

using namespace std::chrono_literals;
using base::Endpoint;
using wire::AnnounceEvent;
using wire::AnnounceRequest;
using wire::AnnounceResponse;

namespace {

const std::string hash = "info_hash=aaaaaaaaaaaaaaaaaaaa";
const std::string id = "&peer_id=-TM0100-bbbbbbbbbbbb";
const std::string rest = "&port=6881&uploaded=1&downloaded=2&left=3";

/// The failure reason for that query.
std::string faultOf(const std::string &query)
{
    const auto request = wire::parseAnnounceQuery(query);
    return request ? "accepted" : request.error().detail;
}

AnnounceRequest parsed(const std::string &more)
{
    return wire::parseAnnounceQuery(hash + id + rest + more).value_or(AnnounceRequest());
}

base::Expected<AnnounceResponse> decoded(const std::string &text)
{
    return wire::decodeAnnounceReply(base::asBytes(text));
}

std::string encoded(const AnnounceResponse &response, wire::PeerListForm form)
{
    base::Bytes bytes;
    wire::appendAnnounceReply(bytes, response, form);
    return std::string(base::asText(bytes));
}

wire::ListedPeer peer(std::uint32_t address, std::uint16_t port)
{
    return {Endpoint::fromV4(address, port), std::nullopt};
}

} // namespace

class TestHttpAnnounce : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsTheRequestItWrites()
    {
        AnnounceRequest request;
        for (int i = 0; i < 20; ++i) {
            request.infoHash.bytes[i] = static_cast<std::uint8_t>(i * 13);
            request.peerId.bytes[i] = static_cast<std::uint8_t>(255 - i);
        }
        request.port = 51413;
        request.uploaded = std::uint64_t{1} << 40;
        request.downloaded = 5;
        request.left = 7;
        request.event = AnnounceEvent::Completed;
        request.key = 0xdeadbeef;
        request.numWant = 200;
        request.noPeerId = true;
        request.claimedAddress = *Endpoint::parse("[2001:db8::1]:0");
        request.trackerId = "a&b=c\xff";
        std::string target = "/announce";
        wire::appendAnnounceQuery(target, request);
        QVERIFY(target.starts_with("/announce?info_hash="));
        const auto read = wire::parseAnnounceQuery(target.substr(target.find('?') + 1));
        QVERIFY(read);
        QVERIFY(*read == request);
    }

    void goesOnWithAQueryTheUrlHasAlready()
    {
        std::string target = "/announce?passkey=1";
        wire::appendAnnounceQuery(target, AnnounceRequest());
        QVERIFY(target.starts_with("/announce?passkey=1&info_hash=%00%00"));
    }

    // item 46
    void carriesEveryByteValueInBothCasesOfEscapes()
    {
        for (const char *format : {"%%%02x", "%%%02X"}) {
            for (int first = 0; first < 256; first += 20) {
                std::string query = "info_hash=";
                for (int i = 0; i < 20; ++i)
                    query += QString::asprintf(format, (first + i) % 256).toStdString();
                const auto request = wire::parseAnnounceQuery(query + id + rest);
                QVERIFY(request);
                for (int i = 0; i < 20; ++i)
                    QCOMPARE(request->infoHash.bytes[i], (first + i) % 256);
            }
        }
    }

    // item 46
    void refusesBadInfoHashes()
    {
        QCOMPARE(faultOf("peer_id=x"), std::string("peer_id is not 20 percent-encoded bytes"));
        QCOMPARE(faultOf(id.substr(1) + rest), std::string("info_hash is missing"));
        QCOMPARE(faultOf(""), std::string("info_hash is missing"));
        const std::string reason = "info_hash is not 20 percent-encoded bytes";
        for (const std::string &value :
             {std::string(19, 'a'), std::string(21, 'a'), std::string(10'000, 'a'), std::string(),
              std::string("aaaaaaaaaaaaaaaaa%g0"), std::string("aaaaaaaaaaaaaaaaaaa%4"),
              std::string("aaaaaaaaaaaaaaaaaaa%")})
            QCOMPARE(faultOf("info_hash=" + value + id + rest), reason);
        QCOMPARE(faultOf(hash + "&" + hash + id + rest), std::string("info_hash comes twice"));
    }

    // item 47
    void refusesBadPortsAndPeerIds()
    {
        const std::string reason = "port is not a number between 1 and 65535";
        for (const char *port :
             {"", "0", "-1", "65536", "text", "18446744073709551697", "80x", " 80", "+80"})
            QCOMPARE(faultOf(hash + id + "&left=0&port=" + port), reason);
        QCOMPARE(faultOf(hash + id + "&left=0"), std::string("port is missing"));
        QCOMPARE(faultOf(hash + rest), std::string("peer_id is missing"));
        QCOMPARE(faultOf(hash + "&peer_id=" + std::string(8192, 'p') + rest),
                 std::string("peer_id is not 20 percent-encoded bytes"));
    }

    // item 48
    void refusesTotalsThatAreNone()
    {
        for (const char *key : {"uploaded", "downloaded", "left"}) {
            for (const char *value :
                 {"-1", "text", "1180591620717411303424", "9223372036854775808", ""})
                QCOMPARE(faultOf(hash + id + "&port=1&left=1&" + key + "=" + value),
                         std::string(key) == "left"
                             ? "left comes twice"
                             : std::string(key) + " is not a number of bytes");
        }
        QCOMPARE(faultOf(hash + id + "&port=1&left=-1"),
                 std::string("left is not a number of bytes"));
        QCOMPARE(faultOf(hash + id + "&port=1"), std::string("left is missing"));
        QCOMPARE(faultOf(hash + id + "&port=1&left=9223372036854775807"), std::string("accepted"));
    }

    // item 49
    void readsNumwantAsFarAsItMakesSense()
    {
        QVERIFY(!parsed("").numWant);
        QVERIFY(!parsed("&numwant=-1").numWant);
        QVERIFY(!parsed("&numwant=text").numWant);
        QVERIFY(!parsed("&numwant=").numWant);
        QCOMPARE(parsed("&numwant=0").numWant.value(), 0U);
        QCOMPARE(parsed("&numwant=1000000").numWant.value(), 1'000'000U);
        QCOMPARE(parsed("&numwant=18446744073709551616").numWant.value(), 0xffffffffU);
    }

    // item 50
    void takesUnknownEventsAsNone()
    {
        QCOMPARE(parsed("&event=started").event, AnnounceEvent::Started);
        QCOMPARE(parsed("&event=stopped").event, AnnounceEvent::Stopped);
        QCOMPARE(parsed("&event=paused").event, AnnounceEvent::Paused);
        QCOMPARE(parsed("&event=Completed").event, AnnounceEvent::None);
        QCOMPARE(parsed("&event=").event, AnnounceEvent::None);
    }

    void readsTheOptionalParameters()
    {
        QVERIFY(parsed("").compact);
        QVERIFY(!parsed("&compact=0").compact);
        QVERIFY(parsed("&no_peer_id=1").noPeerId);
        QCOMPARE(parsed("&key=0000002a").key, 42U);
        QVERIFY(parsed("&key=hello").key != parsed("&key=world").key);
        QCOMPARE(parsed("&ip=10.0.0.1").claimedAddress->addressText(), std::string("10.0.0.1"));
        QCOMPARE(parsed("&ip=%3a%3a1").claimedAddress->addressText(), std::string("::1"));
        QVERIFY(!parsed("&ip=example.org").claimedAddress);
        QVERIFY(!parsed("&ip=" + std::string(1000, '1')).claimedAddress);
        QVERIFY(parsed("&&strange&=&x").port == 6881);
    }

    void writesRepliesInEachForm()
    {
        AnnounceResponse response;
        response.interval = 900s;
        response.complete = 1;
        response.incomplete = 2;
        response.peers = {peer(0x7f000001, 0x1234), {*Endpoint::parse("[::1]:4660"), std::nullopt}};
        response.peers[0].peerId.emplace().bytes.fill('i');
        const std::string head = "d8:completei1e10:incompletei2e8:intervali900e";
        QCOMPARE(encoded(response, wire::PeerListForm::Compact),
                 head + std::string("5:peers6:\x7f\0\0\x01\x12\x34", 15)
                     + std::string("6:peers618:\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x12\x34"
                                   "e",
                                   30));
        QCOMPARE(encoded(response, wire::PeerListForm::Dictionaries),
                 head + "5:peersld2:ip9:127.0.0.17:peer id20:iiiiiiiiiiiiiiiiiiii4:porti4660ee"
                     + "d2:ip3:::14:porti4660eeee");
        QCOMPARE(encoded(response, wire::PeerListForm::WithoutIds),
                 head + "5:peersld2:ip9:127.0.0.14:porti4660eed2:ip3:::14:porti4660eeee");
    }

    void readsTheReplyItWrites()
    {
        AnnounceResponse response;
        response.interval = 900s;
        response.minInterval = 300s;
        response.complete = 1;
        response.incomplete = 2;
        response.trackerId = "t";
        response.warning = "slow down";
        response.peers = {peer(0x7f000001, 0x1234), {*Endpoint::parse("[::1]:4660"), std::nullopt}};
        for (const auto form : {wire::PeerListForm::Compact, wire::PeerListForm::Dictionaries})
            QVERIFY(decoded(encoded(response, form)).value() == response);
    }

    void writesAnEmptyPeerListAndFailures()
    {
        QCOMPARE(encoded(AnnounceResponse(), wire::PeerListForm::Compact),
                 std::string("d8:intervali1800e5:peers0:e"));
        base::Bytes bytes;
        wire::appendFailure(bytes, "port is missing");
        QCOMPARE(base::asText(bytes), std::string_view("d14:failure reason15:port is missinge"));
        QCOMPARE(wire::decodeAnnounceReply(bytes).error().detail, std::string("port is missing"));
    }

    // item 59
    void refusesWhatIsNoReply()
    {
        for (const char *text :
             {"", "<html>", "i1e", "le", "d8:interval", "d8:intervali5e", "d5:peers99:abce"})
            QVERIFY(!decoded(text));
        QVERIFY(!decoded(std::string(100'000, 'l')));
        QVERIFY(!decoded("4300000:" + std::string(4'300'000, 'x')));
        QCOMPARE(decoded("d14:failure reason6:\x1b[2J\n!e").error().detail, std::string(" [2J !"));
    }

    // item 60
    void clampsTheInterval()
    {
        const auto interval = [](const char *value) {
            return decoded("d8:interval" + std::string(value) + "e")->interval;
        };
        QVERIFY(interval("i0e") == 60s);
        QVERIFY(interval("i-5e") == 60s);
        QVERIFY(interval("i9223372036854775807e") == 24h);
        QVERIFY(interval("i9223372036854775808e") == 24h);
        QVERIFY(interval("i-9223372036854775809e") == 60s);
        QVERIFY(interval("2:hi") == 1800s);
        QVERIFY(decoded("de")->interval == 1800s);
    }

    // item 43
    void skipsPeersNobodyCanDial()
    {
        const std::string peers("\x7f\0\0\x01\0\0" // port 0
                                "\xe0\0\0\x01\0\x50" // multicast
                                "\0\0\0\0\0\x50"
                                "\x0a\0\0\x01\0\x50"
                                "\x0a\0\0\x01\0\x50" // again
                                "odd",
                                33);
        QCOMPARE(decoded("d5:peers33:" + peers + "e")->peers, (std::vector{peer(0x0a000001, 80)}));
        QCOMPARE(decoded("d5:peersld2:ip8:10.0.0.14:porti80eed2:ip4:name4:porti1eei5ed4:porti1ee"
                         "d2:ip8:10.0.0.24:porti65536eed2:ip8:10.0.0.34:porti-1eeee")
                     ->peers,
                 (std::vector{peer(0x0a000001, 80)}));
    }

    void readsABoundedNumberOfPeers()
    {
        std::string peers;
        for (int i = 0; i < 5000; ++i) {
            peers += std::string("\x0a\0", 2);
            peers += static_cast<char>(i / 256);
            peers += static_cast<char>(i % 256);
            peers += std::string("\0\x50", 2);
        }
        QCOMPARE(decoded("d5:peers30000:" + peers + "e")->peers.size(), wire::maxListedPeers);
    }

    void parsesManyRequestsASecond()
    {
        std::string target;
        AnnounceRequest request;
        request.port = 1;
        wire::appendAnnounceQuery(target, request);
        const std::string query = target.substr(1);
        const auto start = std::chrono::steady_clock::now();
        std::uint64_t ports = 0;
        for (int i = 0; i < 20'000; ++i)
            ports += wire::parseAnnounceQuery(query)->port;
        const auto took = std::chrono::steady_clock::now() - start;
        QCOMPARE(ports, 20'000U);
        qInfo("%.2f us each", std::chrono::duration<double, std::micro>(took).count() / 20'000);
    }
};

QTEST_APPLESS_MAIN(TestHttpAnnounce)
#include "tst_httpannounce.moc"
