// The control channel with clients that keep to it and clients that do not (docs/protocol.md).

#include "net/controlclient.h"
#include "net/controlserver.h"
#include "support/rawclient.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace support;

namespace {

const std::string Key = "correct horse";

net::ControlServerOptions onLoopback(const std::string &key = {})
{
    net::ControlServerOptions options;
    options.listen.port = 0;
    options.joinKey = key;
    return options;
}

/// A server that answers "echo" with its params, and "never" never.
struct Channel {
    explicit Channel(const net::ControlServerOptions &options = onLoopback())
        : server(options)
    {
        server.onCall = [](const net::ControlMember &, const QString &method,
                           const QJsonObject &params, const net::ControlLink::Answer &answer) {
            if (method == QStringLiteral("echo"))
                answer(params);
            else if (method != QStringLiteral("never"))
                answer(base::fail(base::ErrorCode::Unsupported, method.toStdString(),
                                  "there is no such method"));
        };
        server.onWelcome = [] { return QJsonObject{{QStringLiteral("lease"), 30}}; };
        started = server.start().has_value();
    }

    net::ControlClientOptions as(const std::string &name, const std::string &key = {},
                                 const std::string &role = "user") const
    {
        net::ControlClientOptions options;
        options.server = *server.endpoint();
        options.role = role;
        options.name = name;
        options.joinKey = key;
        options.firstRetry = std::chrono::milliseconds(10);
        return options;
    }

    net::ControlServer server;
    bool started = false;
};

std::string hello(const QString &name, const QJsonValue &version = net::ControlVersion)
{
    const QJsonObject params{
        {QStringLiteral("version"), version},
        {QStringLiteral("role"), QStringLiteral("user")},
        {QStringLiteral("name"), name},
        {QStringLiteral("instance"), QString(32, QLatin1Char('7'))},
        {QStringLiteral("nonce"), QString(64, QLatin1Char('9'))},
    };
    return net::controlCall(1, QStringLiteral("hello"), params).toStdString();
}

/// Of the one that everybody here is who uses RawClient.
std::string hello()
{
    return hello(QStringLiteral("raw"));
}

std::string prove(const std::string &hmac)
{
    const QJsonObject params{{QStringLiteral("hmac"), QString::fromStdString(hmac)}};
    return net::controlCall(2, QStringLiteral("prove"), params).toStdString();
}

std::string call(const char *method, const QJsonObject &params = {})
{
    return net::controlCall(3, QString::fromLatin1(method), params).toStdString();
}

QJsonObject resultIn(const std::string &line)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(line))
        .object()[QStringLiteral("result")]
        .toObject();
}

/// What proves the key to the challenge that a raw client has heard.
std::string proofFor(const std::string &challengeLine, const std::string &key = Key)
{
    const QJsonObject challenge = resultIn(challengeLine);
    net::ControlProof proof;
    proof.role = "user";
    proof.name = "raw";
    proof.instance = std::string(32, '7');
    proof.nonce = std::string(64, '9');
    proof.challenge = challenge[QStringLiteral("challenge")].toString().toStdString();
    proof.epoch = challenge[QStringLiteral("epoch")].toString().toStdString();
    return proof.hmac(key, net::ControlProof::Side::Role).toStdString();
}

} // namespace

class TestControlChannel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carriesCallsAndNoticesBothWays()
    {
        Channel channel(onLoopback(Key));
        net::ControlClient client(channel.as("ana", Key));
        client.onCall = [](const QString &, const QJsonObject &params) { return params; };
        QSignalSpy ready(&client, &net::ControlClient::ready);
        QSignalSpy notified(&client, &net::ControlClient::notified);
        client.start();
        QTRY_COMPARE(ready.size(), 1);
        QCOMPARE(ready[0][0].toJsonObject()[QStringLiteral("lease")], QJsonValue(30));
        const QJsonObject value{{QStringLiteral("x"), 1}};
        std::vector<QJsonObject> answers;
        const auto keep = [&](const base::Expected<QJsonObject> &answer) {
            if (answer)
                answers.push_back(*answer);
        };
        client.call(QStringLiteral("echo"), value, keep);
        const std::uint64_t id = channel.server.members().front().id;
        channel.server.call(id, QStringLiteral("back"), value, keep);
        channel.server.notifyAll("user", QStringLiteral("news"), value);
        QTRY_COMPARE(answers.size(), 2U);
        QVERIFY(answers[0] == value && answers[1] == value);
        QTRY_COMPARE(notified.size(), 1);
        QCOMPARE(notified[0][0].toString(), QStringLiteral("news"));
    }

    void provesTheKeyAsThePageTells()
    {
        const net::ControlProof proof{"user",
                                      "ana",
                                      "000102030405060708090a0b0c0d0e0f",
                                      std::string(64, 'a'),
                                      std::string(64, 'b'),
                                      "0011223344556677"};
        QCOMPARE(proof.hmac(Key, net::ControlProof::Side::Role),
                 QByteArray("0ba68394624fd2ee18264420429e7b1d98df2d42b4b33415621315c24dbbb440"));
        QCOMPARE(proof.hmac(Key, net::ControlProof::Side::Coordinator),
                 QByteArray("fdb6f52ab68af31541efdde6cdbf1240acff514ad8a9925220becded7d9dadcb"));
    }

    void demandsAKeyBeyondLoopback()
    {
        auto options = onLoopback();
        options.listen = base::Endpoint::fromV4(0, 0);
        net::ControlServer open(options);
        QCOMPARE(open.start().error().code, base::ErrorCode::Usage);
        options.joinKey = "short";
        net::ControlServer guessable(options);
        QCOMPARE(guessable.start().error().code, base::ErrorCode::Usage);
        options.joinKey = Key;
        net::ControlServer closed(options);
        QVERIFY(closed.start().has_value());
    }

    // item 67
    void refusesAWrongOrMissingKeyForGood()
    {
        Channel channel(onLoopback(Key));
        QSignalSpy refusedThere(&channel.server, &net::ControlServer::refused);
        for (const std::string &key : {std::string("wrong horse"), std::string()}) {
            net::ControlClient client(channel.as("ana", key));
            QSignalSpy refused(&client, &net::ControlClient::refused);
            client.start();
            QTRY_COMPARE(refused.size(), 1);
            QCOMPARE(refused[0][0].value<base::Error>().code, base::ErrorCode::Denied);
            QVERIFY(!client.isReady());
        }
        QCOMPARE(channel.server.refusals(), 1U); // without a key there is nothing to prove
        QTRY_COMPARE(refusedThere.size(), 1);
        QVERIFY(refusedThere[0][1].value<base::Error>().text().find(Key) == std::string::npos);
        QCOMPARE(channel.server.members().size(), 0U);
    }

    // item 67
    void refusesAProofThatWasUsedBefore()
    {
        Channel channel(onLoopback(Key));
        RawClient first(*channel.server.endpoint());
        first.send(hello());
        QVERIFY(first.hears("challenge"));
        const std::string proof = proofFor(first.heard());
        first.send(prove(proof));
        QVERIFY(first.hears("\"hmac\""));
        // The same proof to another challenge, and a second one to the same challenge.
        RawClient second(*channel.server.endpoint());
        second.send(hello());
        QVERIFY(second.hears("challenge"));
        second.send(prove(proof) + prove(proofFor(second.heard())));
        QVERIFY(second.isClosed());
        QVERIFY(second.heard().find("-32005") != std::string::npos);
        QVERIFY(second.heard().find("\"hmac\"") == std::string::npos);
        QCOMPARE(channel.server.members().size(), 1U);
    }

    // item 67
    void letsWrongKeysWaitLongerEachTime()
    {
        net::Refusals refusals;
        const auto remote = base::Endpoint::fromV4(1, 2);
        const auto other = base::Endpoint::fromV4(2, 2);
        const std::chrono::milliseconds now{1000};
        QCOMPARE(refusals.delay(remote, now).count(), 0);
        std::vector<std::int64_t> delays;
        for (int i = 0; i < 8; ++i) {
            refusals.add(remote, now);
            delays.push_back(refusals.delay(remote, now).count());
        }
        QCOMPARE(delays, (std::vector<std::int64_t>{100, 200, 400, 800, 1600, 3200, 5000, 5000}));
        QCOMPARE(refusals.delay(other, now).count(), 0);
        QCOMPARE(refusals.delay(remote, now + std::chrono::minutes(11)).count(), 0);
    }

    // item 67
    void takesNoCoordinatorThatDoesNotKnowTheKey()
    {
        Channel open;
        net::ControlClient client(open.as("ana", Key));
        QSignalSpy refused(&client, &net::ControlClient::refused);
        client.start();
        QTRY_COMPARE(refused.size(), 1);
        // It challenges, believes anything, and cannot prove anything itself.
        QTcpServer impostor;
        QVERIFY(impostor.listen(QHostAddress::LocalHost));
        std::unique_ptr<QTcpSocket> socket;
        QObject::connect(&impostor, &QTcpServer::newConnection, this, [&] {
            socket.reset(impostor.nextPendingConnection());
            const auto text = [](int length) { return QString(length, QLatin1Char('c')); };
            socket->write(net::controlAnswer(1,
                                             QJsonObject{{QStringLiteral("challenge"), text(64)},
                                                         {QStringLiteral("epoch"), text(16)}}));
            socket->write(net::controlAnswer(2, QJsonObject{{QStringLiteral("hmac"), text(64)}}));
        });
        auto options = open.as("ben", Key);
        options.server = base::Endpoint::fromV4(0x7f000001, impostor.serverPort());
        net::ControlClient deceived(options);
        QSignalSpy saw(&deceived, &net::ControlClient::refused);
        QSignalSpy ready(&deceived, &net::ControlClient::ready);
        deceived.start();
        QTRY_COMPARE(saw.size(), 1);
        QCOMPARE(ready.size(), 0);
        socket.reset();
    }

    void endsAConnectionThatSpeaksSomethingElse_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("not JSON") << QByteArray("GET / HTTP/1.1\r\n");
        QTest::newRow("not an object") << QByteArray("[1,2]\n");
        QTest::newRow("not UTF-8") << QByteArray("{\"jsonrpc\":\"\xff\xfe\"}\n");
        QTest::newRow("another version of JSON-RPC") << QByteArray("{\"jsonrpc\":\"1.0\"}\n");
        QTest::newRow("a method that is a number")
            << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}\n");
        QTest::newRow("params that are a list")
            << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\",\"params\":[]}\n");
        QTest::newRow("an id that is an object")
            << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"echo\"}\n");
        QTest::newRow("neither call nor answer") << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1}\n");
        QTest::newRow("deep") << QByteArray(QByteArray(60'000, '[') + '\n');
        QTest::newRow("long") << QByteArray("{\"jsonrpc\":\"" + QByteArray(66'000, 'x') + "\"}\n");
        QTest::newRow("endless") << QByteArray(200'000, ' ');
    }
    void endsAConnectionThatSpeaksSomethingElse()
    {
        QFETCH(QByteArray, line);
        Channel channel;
        RawClient client(*channel.server.endpoint());
        client.send(hello());
        QVERIFY(client.hears("lease"));
        client.send(line.toStdString());
        QVERIFY(client.isClosed());
        QTRY_COMPARE(channel.server.members().size(), 0U);
        if (line.size() < 100'000) // else the rest of the line may reset the connection first
            QVERIFY(client.heard().find("-32700") != std::string::npos);
    }

    void goesOnAfterAnUnknownMethodAndAnUnknownAnswer()
    {
        Channel channel;
        RawClient client(*channel.server.endpoint());
        client.send(hello());
        QVERIFY(client.hears("lease"));
        client.send(call("format.disk"));
        QVERIFY(client.hears("-32601"));
        client.send("{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}\n"
                    "{\"jsonrpc\":\"2.0\",\"method\":\"no.such.notice\"}\n"
                    + call("echo", {{QStringLiteral("still"), 1}}));
        QVERIFY(client.hears("still"));
    }

    void letsNobodyInWithoutAProperHello_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("another call")
            << QByteArray::fromStdString(call("echo")) << QByteArray("-32005");
        QTest::newRow("a proof first")
            << QByteArray::fromStdString(prove("x")) << QByteArray("-32005");
        const auto with = [](const QString &name, const QJsonValue &version = 1) {
            return QByteArray::fromStdString(hello(name, version));
        };
        const QByteArray bad = "-32602";
        QTest::newRow("version 2") << with(QStringLiteral("a"), 2) << QByteArray("-32601");
        QTest::newRow("version text")
            << with(QStringLiteral("a"), QStringLiteral("1")) << QByteArray("-32601");
        QTest::newRow("no name") << with(QString()) << bad;
        QTest::newRow("a long name") << with(QString(65, QLatin1Char('n'))) << bad;
        QTest::newRow("a newline in it") << with(QStringLiteral("a\nuser")) << bad;
        QTest::newRow("a terminal's control") << with(QStringLiteral("a\033[2J")) << bad;
    }
    void letsNobodyInWithoutAProperHello()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, code);
        Channel channel;
        const std::string heard
            = RawClient::exchange(*channel.server.endpoint(), line.toStdString());
        QVERIFY(heard.find(code.toStdString()) != std::string::npos);
        QCOMPARE(channel.server.members().size(), 0U);
    }

    void givesANameToOneAtATime()
    {
        Channel channel;
        net::ControlClient first(channel.as("Tracker1", {}, "tracker"));
        first.start();
        QTRY_VERIFY(first.isReady());
        net::ControlClient second(channel.as("Tracker1", {}, "tracker"));
        QSignalSpy refused(&second, &net::ControlClient::refused);
        second.start();
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused[0][0].value<base::Error>().code, base::ErrorCode::Busy);
        QVERIFY(first.isReady());
        net::ControlClient user(channel.as("Tracker1"));
        user.start();
        QTRY_VERIFY(user.isReady()); // another role
        first.stop();
        QTRY_COMPARE(channel.server.members().size(), 1U);
        second.start();
        QTRY_VERIFY(second.isReady());
    }

    void letsTheSameProcessTakeItsPlaceAgain()
    {
        Channel channel;
        QSignalSpy left(&channel.server, &net::ControlServer::left);
        RawClient ghost(*channel.server.endpoint());
        ghost.send(hello());
        QVERIFY(ghost.hears("lease"));
        RawClient again(*channel.server.endpoint());
        again.send(hello());
        QVERIFY(again.hears("lease"));
        QVERIFY(ghost.isClosed());
        QCOMPARE(left.size(), 1);
        QCOMPARE(channel.server.members().size(), 1U);
    }

    void keepsTheDoorFreeOfAThousandIdleConnections()
    {
        Channel channel(onLoopback(Key));
        std::vector<std::unique_ptr<RawClient>> idle;
        for (int i = 0; i < 1000; ++i) {
            idle.push_back(std::make_unique<RawClient>(*channel.server.endpoint()));
            if (i % 50 == 0)
                QCoreApplication::processEvents();
        }
        net::ControlClient client(channel.as("ana", Key));
        client.start();
        QTRY_VERIFY(client.isReady());
        QVERIFY(channel.server.entries() <= 64);
    }

    void tellsACallerThatTheOtherEndDied()
    {
        Channel channel;
        net::ControlClient client(channel.as("ana"));
        client.start();
        QTRY_VERIFY(client.isReady());
        QSignalSpy lost(&client, &net::ControlClient::lost);
        std::vector<base::ErrorCode> errors;
        const auto keep = [&](const base::Expected<QJsonObject> &answer) {
            errors.push_back(answer.error().code);
        };
        client.call(QStringLiteral("never"), {}, keep);
        const auto endpoint = *channel.server.endpoint();
        channel.server.stop();
        QTRY_COMPARE(lost.size(), 1);
        QCOMPARE(errors, std::vector{base::ErrorCode::Cancelled});
        client.call(QStringLiteral("echo"), {}, keep);
        QCOMPARE(errors.size(), 2U);
        auto options = onLoopback();
        options.listen = endpoint;
        Channel restarted(options);
        QVERIFY(restarted.started);
        QTRY_VERIFY(client.isReady()); // by itself
    }

    void failsTheCallsOfARoleThatDiesMeanwhile()
    {
        Channel channel;
        auto client = std::make_unique<RawClient>(*channel.server.endpoint());
        client->send(hello());
        QVERIFY(client->hears("lease"));
        std::optional<base::Error> error;
        channel.server.call(channel.server.members().front().id, QStringLiteral("tracker.counts"),
                            {}, [&](const auto &answer) { error = answer.error(); });
        QVERIFY(client->hears("tracker.counts"));
        client.reset();
        QTRY_VERIFY(error.has_value());
        QCOMPARE(error->code, base::ErrorCode::Cancelled);
        QTRY_COMPARE(channel.server.members().size(), 0U);
    }

    void noticesAnEndThatFellSilent()
    {
        auto options = onLoopback();
        options.pulse = std::chrono::milliseconds(20);
        options.silence = std::chrono::milliseconds(200);
        Channel channel(options);
        RawClient silent(*channel.server.endpoint());
        silent.send(hello());
        auto lively = channel.as("ana");
        lively.pulse = options.pulse;
        net::ControlClient client(lively);
        client.start();
        QTRY_VERIFY(client.isReady());
        QVERIFY(silent.isClosed());
        QVERIFY(silent.heard().find("\"ping\"") != std::string::npos);
        QVERIFY(client.isReady());
    }

    void cutsOffAnEndThatDoesNotRead()
    {
        Channel channel;
        QTcpSocket stuck;
        stuck.setReadBufferSize(1);
        stuck.connectToHost(QHostAddress::LocalHost, channel.server.endpoint()->port);
        stuck.write(QByteArray::fromStdString(hello()));
        QTRY_COMPARE(channel.server.members().size(), 1U);
        const QJsonObject bulk{{QStringLiteral("x"), QString(60'000, QLatin1Char('x'))}};
        for (int i = 0; i < 1000 && !channel.server.members().empty(); ++i) {
            channel.server.notifyAll("user", QStringLiteral("news"), bulk);
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(channel.server.members().size(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestControlChannel)
#include "tst_controlchannel.moc"
