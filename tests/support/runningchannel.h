#pragma once

#include "net/controlclient.h"
#include "net/controlserver.h"
#include "support/rawclient.h"

#include <QJsonDocument>

namespace support {

inline const std::string JoinKey = "correct horse";

inline net::ControlServerOptions onLoopback(const std::string &key = {})
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

inline std::string hello(const QString &name, const QJsonValue &version = net::ControlVersion)
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
inline std::string hello()
{
    return hello(QStringLiteral("raw"));
}

inline std::string prove(const std::string &hmac)
{
    const QJsonObject params{{QStringLiteral("hmac"), QString::fromStdString(hmac)}};
    return net::controlCall(2, QStringLiteral("prove"), params).toStdString();
}

inline std::string call(const char *method, const QJsonObject &params = {})
{
    return net::controlCall(3, QString::fromLatin1(method), params).toStdString();
}

inline QJsonObject resultIn(const std::string &line)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(line))
        .object()[QStringLiteral("result")]
        .toObject();
}

/// What a raw client has to prove after the challenge that it has heard.
inline net::ControlProof proofAfter(const std::string &challengeLine)
{
    const QJsonObject challenge = resultIn(challengeLine);
    net::ControlProof proof;
    proof.role = "user";
    proof.name = "raw";
    proof.instance = std::string(32, '7');
    proof.nonce = std::string(64, '9');
    proof.challenge = challenge[QStringLiteral("challenge")].toString().toStdString();
    proof.epoch = challenge[QStringLiteral("epoch")].toString().toStdString();
    return proof;
}

/// What proves the key to that challenge.
inline std::string proofFor(const std::string &challengeLine)
{
    return proofAfter(challengeLine).hmac(JoinKey, net::ControlProof::Side::Role).toStdString();
}

} // namespace support
