// The control channel between ends that keep to it (docs/protocol.md).

#include "support/runningchannel.h"

#include <QSignalSpy>
#include <QTest>

using namespace support;

class TestControlChannel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carriesCallsAndNoticesBothWays()
    {
        Channel channel(onLoopback(JoinKey));
        net::ControlClient client(channel.as("ana", JoinKey));
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
        QCOMPARE(proof.hmac(JoinKey, net::ControlProof::Side::Role),
                 QByteArray("0ba68394624fd2ee18264420429e7b1d98df2d42b4b33415621315c24dbbb440"));
        QCOMPARE(proof.hmac(JoinKey, net::ControlProof::Side::Coordinator),
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
        options.joinKey = JoinKey;
        net::ControlServer closed(options);
        QVERIFY(closed.start().has_value());
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
};

QTEST_GUILESS_MAIN(TestControlChannel)
#include "tst_controlchannel.moc"
