#pragma once

#include "core/roles/coordinator.h"

#include <QJsonArray>
#include <QJsonObject>

namespace net {

// The coordinator's values as they travel over the control channel (docs/protocol.md).

inline QString jsonText(const std::string &text)
{
    return QString::fromStdString(text);
}

inline qint64 jsonNumber(std::uint64_t number)
{
    return static_cast<qint64>(number);
}

QJsonObject toJson(const roles::Limits &limits);
QJsonObject toJson(const roles::Announcements &announcements);
QJsonObject toJson(const roles::RegisteredTracker &tracker);
/// `index` and, where there is one, `uploadToken`.
QJsonObject toJson(const std::optional<roles::RegisteredIndex> &index);
QJsonObject toJson(const roles::SeedEvent &event);

/// `user` and `tag`.
QJsonObject userJson(const std::string &user, const std::string &tag);
/// "seed.started" or "seed.ended".
QString noticeOf(const roles::SeedEvent &event);

/// A seed event as a notice tells it, or Usage.
base::Expected<roles::SeedEvent> readSeedEvent(roles::SeedEvent::Kind kind,
                                               const QJsonObject &params);

} // namespace net
