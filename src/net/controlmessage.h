#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace net {

/// The version of the control channel (docs/protocol.md).
inline constexpr int ControlVersion = 1;
/// The longest line, bytes with its newline.
inline constexpr qsizetype MaxControlLine = 64 * 1024;
/// How deep objects and arrays may lie in each other.
inline constexpr int MaxControlDepth = 16;

/// One message of the control channel: JSON-RPC 2.0, an object a line.
struct ControlMessage {
    enum class Kind { Call, Notice, Result, Fault };

    Kind kind = Kind::Notice;
    QJsonValue id; ///< of the call; what an answer refers to
    QString method; ///< of a call or notice
    QJsonObject params; ///< of a call or notice; or the result
    base::Error error; ///< of a fault
};

/// Reads a line. Malformed when it is not JSON, nested too deep or no message.
base::Expected<ControlMessage> parseControlLine(const QByteArray &line);

// Each gives the line with its newline.
QByteArray controlCall(qint64 id, const QString &method, const QJsonObject &params);
QByteArray controlNotice(const QString &method, const QJsonObject &params);
QByteArray controlAnswer(const QJsonValue &id, const base::Expected<QJsonObject> &answer);

} // namespace net
