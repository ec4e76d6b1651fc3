#include "net/controlmessage.h"

#include "core/base/text.h"

#include <QJsonDocument>

#include <array>

namespace net {

namespace {

constexpr qsizetype MaxMethod = 64;
constexpr qsizetype MaxId = 64;
constexpr std::size_t MaxDetail = 1024;
constexpr int UnknownFault = -32603;

/// How errors travel: the numbers below -32099 are JSON-RPC's own.
constexpr std::array<std::pair<base::ErrorCode, int>, 9> Codes{{
    {base::ErrorCode::Malformed, -32700},
    {base::ErrorCode::Unsupported, -32601},
    {base::ErrorCode::Usage, -32602},
    {base::ErrorCode::Io, -32603},
    {base::ErrorCode::Limit, -32001},
    {base::ErrorCode::NotFound, -32002},
    {base::ErrorCode::Busy, -32003},
    {base::ErrorCode::Cancelled, -32004},
    {base::ErrorCode::Denied, -32005},
}};

int toNumber(base::ErrorCode code)
{
    for (const auto &[known, number] : Codes) {
        if (known == code)
            return number;
    }
    return UnknownFault;
}

base::ErrorCode toCode(int number)
{
    for (const auto &[code, known] : Codes) {
        if (known == number)
            return code;
    }
    return base::ErrorCode::Io;
}

/// QJsonDocument goes as deep as the bytes ask for, up to its own, far larger limit.
bool isTooDeep(const QByteArray &line)
{
    int depth = 0;
    bool inText = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (inText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inText = false;
        } else if (c == '"') {
            inText = true;
        } else if (c == '{' || c == '[') {
            if (++depth > MaxControlDepth)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

tl::unexpected<base::Error> malformed(const char *detail)
{
    return base::fail(base::ErrorCode::Malformed, {}, detail);
}

bool isId(const QJsonValue &id)
{
    return id.isDouble() || (id.isString() && id.toString().size() <= MaxId);
}

base::Error readFault(const QJsonObject &fault)
{
    const auto clean = [&](const QJsonValue &text) {
        return base::cleanText(text.toString().toStdString(), MaxDetail);
    };
    return {toCode(fault[QStringLiteral("code")].toInt()),
            clean(fault[QStringLiteral("data")].toObject()[QStringLiteral("where")]),
            clean(fault[QStringLiteral("message")])};
}

base::Expected<ControlMessage> readRequest(const QJsonObject &object)
{
    ControlMessage message;
    message.method = object[QStringLiteral("method")].toString();
    if (message.method.isEmpty() || message.method.size() > MaxMethod)
        return malformed("the method is not a name of at most 64 characters");
    const QJsonValue params = object[QStringLiteral("params")];
    if (!params.isUndefined() && !params.isObject())
        return malformed("the params are not an object");
    message.params = params.toObject();
    message.id = object[QStringLiteral("id")];
    if (message.id.isUndefined())
        return message;
    if (!isId(message.id))
        return malformed("the id is neither a number nor a short string");
    message.kind = ControlMessage::Kind::Call;
    return message;
}

base::Expected<ControlMessage> readAnswer(const QJsonObject &object)
{
    ControlMessage message;
    message.id = object[QStringLiteral("id")];
    const QJsonValue result = object[QStringLiteral("result")];
    const QJsonValue fault = object[QStringLiteral("error")];
    if (result.isObject() && fault.isUndefined()) {
        message.kind = ControlMessage::Kind::Result;
        message.params = result.toObject();
    } else if (fault.isObject() && result.isUndefined()) {
        message.kind = ControlMessage::Kind::Fault;
        message.error = readFault(fault.toObject());
    } else {
        return malformed("there is neither a method, nor a result object, nor an error object");
    }
    return message;
}

QByteArray toLine(QJsonObject object)
{
    object[QStringLiteral("jsonrpc")] = QStringLiteral("2.0");
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

base::Expected<ControlMessage> parseControlLine(const QByteArray &line)
{
    if (isTooDeep(line))
        return malformed("the line is nested too deep");
    const QJsonDocument document = QJsonDocument::fromJson(line);
    if (!document.isObject())
        return malformed("the line is not a JSON object");
    const QJsonObject object = document.object();
    if (object[QStringLiteral("jsonrpc")] != QStringLiteral("2.0"))
        return malformed("the line is not JSON-RPC 2.0");
    return object.contains(QStringLiteral("method")) ? readRequest(object) : readAnswer(object);
}

QByteArray controlCall(qint64 id, const QString &method, const QJsonObject &params)
{
    return toLine({{QStringLiteral("id"), id},
                   {QStringLiteral("method"), method},
                   {QStringLiteral("params"), params}});
}

QByteArray controlNotice(const QString &method, const QJsonObject &params)
{
    return toLine({{QStringLiteral("method"), method}, {QStringLiteral("params"), params}});
}

QByteArray controlAnswer(const QJsonValue &id, const base::Expected<QJsonObject> &answer)
{
    if (answer)
        return toLine({{QStringLiteral("id"), id}, {QStringLiteral("result"), *answer}});
    const base::Error &error = answer.error();
    QJsonObject fault{{QStringLiteral("code"), toNumber(error.code)},
                      {QStringLiteral("message"), QString::fromStdString(error.detail)}};
    if (!error.where.empty())
        fault[QStringLiteral("data")]
            = QJsonObject{{QStringLiteral("where"), QString::fromStdString(error.where)}};
    return toLine({{QStringLiteral("id"), id}, {QStringLiteral("error"), fault}});
}

} // namespace net
