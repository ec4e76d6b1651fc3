// Clients and coordinators that do not keep to the control channel (docs/protocol.md).

#include "support/runningchannel.h"

#include <QSignalSpy>
#include <QTest>

using namespace support;

Q_DECLARE_METATYPE(std::string net::ControlProof::*)

class TestHostileControl : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // item 67
    void refusesAWrongOrMissingKeyForGood()
    {
        Channel channel(onLoopback(JoinKey));
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
        QVERIFY(refusedThere[0][1].value<base::Error>().text().find(JoinKey) == std::string::npos);
        QCOMPARE(channel.server.members().size(), 0U);
    }

    // item 67
    void refusesAProofThatWasUsedBefore()
    {
        Channel channel(onLoopback(JoinKey));
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
    void takesNoProofMadeForSomethingElse_data()
    {
        using net::ControlProof;
        QTest::addColumn<std::string ControlProof::*>("field");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, std::string ControlProof::*field, char value) {
            QTest::newRow(name) << field << QString(16, QLatin1Char(value));
        };
        row("another epoch", &ControlProof::epoch, '0');
        row("another role", &ControlProof::role, 'r');
        row("another name", &ControlProof::name, 'n');
        row("another process", &ControlProof::instance, '0');
        row("another connection", &ControlProof::nonce, '0');
    }
    void takesNoProofMadeForSomethingElse()
    {
        using Field = std::string net::ControlProof::*;
        QFETCH(Field, field);
        QFETCH(QString, value);
        Channel channel(onLoopback(JoinKey));
        RawClient client(*channel.server.endpoint());
        client.send(hello());
        QVERIFY(client.hears("challenge"));
        net::ControlProof proof = proofAfter(client.heard());
        proof.*field = value.toStdString();
        client.send(prove(proof.hmac(JoinKey, net::ControlProof::Side::Role).toStdString()));
        QVERIFY(client.isClosed());
        QVERIFY(client.heard().find("-32005") != std::string::npos);
        // Nor the coordinator's own, reflected.
        RawClient mirror(*channel.server.endpoint());
        mirror.send(hello());
        QVERIFY(mirror.hears("challenge"));
        proof = proofAfter(mirror.heard());
        mirror.send(prove(proof.hmac(JoinKey, net::ControlProof::Side::Coordinator).toStdString()));
        QVERIFY(mirror.isClosed());
        QVERIFY(mirror.heard().find("-32005") != std::string::npos);
        QCOMPARE(channel.server.refusals(), 2U);
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
        net::ControlClient client(open.as("ana", JoinKey));
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
        auto options = open.as("ben", JoinKey);
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

    void keepsTheDoorFreeOfAThousandIdleConnections()
    {
        Channel channel(onLoopback(JoinKey));
        std::vector<std::unique_ptr<RawClient>> idle;
        for (int i = 0; i < 1000; ++i) {
            idle.push_back(std::make_unique<RawClient>(*channel.server.endpoint()));
            if (i % 50 == 0)
                QCoreApplication::processEvents();
        }
        net::ControlClient client(channel.as("ana", JoinKey));
        client.start();
        QTRY_VERIFY(client.isReady());
        QVERIFY(channel.server.entries() <= 64);
    }

    void noticesAnEndThatFellSilent()
    {
        auto options = onLoopback();
        options.pulse = std::chrono::milliseconds(20);
        options.silence = std::chrono::milliseconds(1500);
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

QTEST_GUILESS_MAIN(TestHostileControl)
#include "tst_hostilecontrol.moc"
