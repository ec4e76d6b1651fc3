#include "net/indexclient.h"
#include "net/torrentlookup.h"
#include "support/rawclient.h"

#include <QTcpServer>
#include <QTest>

#include <fmt/format.h>
#include <optional>

using support::eventually;

namespace {

std::string answerOf(const std::string &body, const std::string &status = "200 OK")
{
    return fmt::format("HTTP/1.1 {}\r\nContent-Type: application/json\r\n"
                       "Content-Length: {}\r\nConnection: close\r\n\r\n{}",
                       status, body.size(), body);
}

/// Says the same to whoever asks, whatever was asked; `endless` goes on with bytes until hung up
/// on.
class LyingIndex
{
public:
    explicit LyingIndex(std::string answer, bool endless = false)
        : m_answer(std::move(answer))
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, endless] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            ++m_asked;
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                m_heard += socket->readAll().toStdString();
                socket->write(m_answer.data(), static_cast<qint64>(m_answer.size()));
            });
            if (endless)
                QObject::connect(socket, &QTcpSocket::bytesWritten, socket, [this, socket] {
                    const QByteArray more(256 * 1024, 'x');
                    if (socket->bytesToWrite() == 0)
                        m_told += socket->write(more);
                });
        });
    }

    std::string url() const
    {
        return "http://127.0.0.1:" + std::to_string(m_server.serverPort()) + "/";
    }
    [[nodiscard]] int asked() const { return m_asked; }
    [[nodiscard]] qint64 told() const { return m_told; }
    [[nodiscard]] const std::string &heard() const { return m_heard; }

private:
    std::string m_answer;
    QTcpServer m_server;
    std::string m_heard;
    int m_asked = 0;
    qint64 m_told = 0;
};

template <typename T> struct Outcome {
    std::shared_ptr<std::optional<base::Expected<T>>> value
        = std::make_shared<std::optional<base::Expected<T>>>();

    net::IndexClient::Done<T> taker() const
    {
        return [value = value](const base::Expected<T> &result) { value->emplace(result); };
    }
    base::Expected<T> wait() const
    {
        if (!eventually([this] { return value->has_value(); }))
            return base::fail(base::ErrorCode::Cancelled, "", "no answer came");
        return **value;
    }
};

} // namespace

/// A user against an index that errs or lies.
class TestIndexClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leavesOutWhatIsNoTorrentAndShowsNoControlCharacters()
    {
        LyingIndex index(answerOf(
            "{\"page\":1,\"pages\":1,\"total\":3,\"torrents\":[1,{\"info_hash\":\"zz\",\"size\":1},"
            "{\"info_hash\":\""
            + std::string(40, 'a')
            + "\",\"name\":\"a\\u001b[2Jb\",\"size\":7,\"seeds\":-4,\"peers\":2}]}"));
        net::IndexClient client;
        client.setUrl(index.url());
        const Outcome<net::IndexOffers> found;
        client.search("x y", 1, found.taker());
        const auto offers = found.wait();
        QVERIFY(offers);
        QCOMPARE(offers->offers.size(), 1U);
        QCOMPARE(offers->offers.front().name, std::string("a [2Jb"));
        QVERIFY(!offers->offers.front().seeds);
        QCOMPARE(offers->offers.front().peers.value_or(0), 2U);
        QVERIFY(index.heard().starts_with("GET /?q=x%20y&page=1 "));
    }

    void tellsWhatTheIndexSaid()
    {
        LyingIndex index(answerOf(
            "{\"error\":{\"status\":507,\"where\":\"disk\",\"detail\":\"the disk is full\"}}",
            "507 Insufficient Storage"));
        net::IndexClient client;
        client.setUrl(index.url());
        client.setUploadToken("secret");
        const Outcome<bool> stored;
        client.upload(base::Bytes{'d', 'e'}, stored.taker());
        const auto result = stored.wait();
        QVERIFY(!result);
        QCOMPARE(result.error().detail, std::string("the disk is full"));
        QVERIFY(index.heard().find("Authorization: Bearer secret") != std::string::npos);
    }

    void givesUpAnAnswerWithoutEnd()
    {
        LyingIndex index("HTTP/1.1 200 OK\r\nContent-Type: application/x-bittorrent\r\n\r\n", true);
        net::IndexClient client;
        client.setUrl(index.url());
        const Outcome<base::Bytes> fetched;
        client.fetch({}, fetched.taker());
        QVERIFY(!fetched.wait());
        QVERIFY(index.told() < 40'000'000);
    }

    void followsNoRedirect()
    {
        LyingIndex elsewhere(answerOf("{}"));
        LyingIndex index("HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url()
                         + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        net::IndexClient client;
        client.setUrl(index.url());
        const Outcome<net::IndexOffers> found;
        client.search("", 1, found.taker());
        (void)found.wait();
        QCOMPARE(index.asked(), 1);
        QCOMPARE(elsewhere.asked(), 0);
    }

    void readsNoMorePagesThanItMust()
    {
        LyingIndex index(answerOf("{\"page\":1,\"pages\":4000000000,\"total\":9,\"torrents\":[]}"));
        net::IndexClient client;
        client.setUrl(index.url());
        const Outcome<base::Bytes> fetched;
        net::lookUpTorrent(client, "a name", fetched.taker());
        const auto result = fetched.wait();
        QVERIFY(!result);
        QVERIFY(result.error().code == base::ErrorCode::NotFound);
        QCOMPARE(index.asked(), 20);
    }

    void failsWithoutAnIndexAndWithOneThatIsGone()
    {
        net::IndexClient client;
        const Outcome<net::IndexOffers> none;
        client.search("", 1, none.taker());
        QVERIFY(!none.wait());
        client.setUrl("http://127.0.0.1:1/");
        const Outcome<net::IndexOffers> gone;
        client.search("", 1, gone.taker());
        QVERIFY(!gone.wait());
    }

    void saysNothingAfterItsEnd()
    {
        LyingIndex index(answerOf("{}"));
        const Outcome<net::IndexOffers> found;
        {
            net::IndexClient client;
            client.setUrl(index.url());
            client.search("", 1, found.taker());
        }
        QVERIFY(!found.value->has_value());
    }
};

QTEST_GUILESS_MAIN(TestIndexClient)
#include "tst_indexclient.moc"
