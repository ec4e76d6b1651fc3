#include "net/userlease.h"

#include "core/base/text.h"
#include "core/wire/announceurl.h"

#include <QJsonArray>

#include <cmath>

namespace net {

namespace {

constexpr qsizetype maxTrackers = 1000;
constexpr std::size_t maxTextCharacters = 2000;
constexpr double maxPieceSize = 64 * 1024 * 1024; // bytes
constexpr double maxMaxN = 1'000'000;
constexpr double maxVersion = 9'007'199'254'740'992.0; // 2^53

tl::unexpected<base::Error> wrong(const QString &key, const char *why)
{
    return base::fail(base::ErrorCode::Malformed, key.toStdString(), why);
}

/// A whole number from 0 to `most`.
base::Expected<double> numberAt(const QJsonObject &from, const QString &key, double most)
{
    const QJsonValue value = from[key];
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number < 0 || number > most || number != std::floor(number))
        return wrong(key, "it is not a whole number in its range");
    return number;
}

/// Text in one line, without control characters; empty when it is missing.
std::string textAt(const QJsonObject &from, const QString &key)
{
    return base::cleanText(from[key].toString().toStdString(), maxTextCharacters);
}

} // namespace

base::Expected<void> applyLimits(UserLease &lease, const QJsonObject &from)
{
    const auto pieceSize = numberAt(from, QStringLiteral("pieceSize"), maxPieceSize);
    const auto maxN = numberAt(from, QStringLiteral("maxN"), maxMaxN);
    const auto version = numberAt(from, QStringLiteral("version"), maxVersion);
    for (const auto *read : {&pieceSize, &maxN, &version}) {
        if (!*read)
            return tl::unexpected(read->error());
    }
    lease.pieceSize = static_cast<std::uint32_t>(*pieceSize);
    lease.maxN = static_cast<std::uint32_t>(*maxN);
    lease.version = static_cast<std::uint64_t>(*version);
    return {};
}

base::Expected<void> applyAnnouncements(UserLease &lease, const QJsonObject &from)
{
    lease.bottom = textAt(from, QStringLiteral("bottom"));
    lease.right = textAt(from, QStringLiteral("right"));
    return {};
}

base::Expected<UserTracker> readUserTracker(const QJsonObject &from)
{
    UserTracker tracker{textAt(from, QStringLiteral("name")), {}};
    const QString key = QStringLiteral("announce");
    for (const QJsonValue url : from[key].toArray()) {
        if (tracker.announce.size() < wire::maxAnnounceUrls
            && wire::isAnnounceUrl(url.toString().toStdString()))
            tracker.announce.push_back(url.toString().toStdString());
    }
    if (tracker.announce.empty())
        return wrong(key, "it holds no announce URL");
    return tracker;
}

base::Expected<void> applyTrackers(UserLease &lease, const QJsonObject &from)
{
    const QString key = QStringLiteral("trackers");
    if (!from[key].isArray() || from[key].toArray().size() > maxTrackers)
        return wrong(key, "it is not a list of trackers");
    std::vector<UserTracker> trackers;
    for (const QJsonValue value : from[key].toArray()) {
        auto tracker = readUserTracker(value.toObject());
        if (!tracker)
            return tl::unexpected(tracker.error().within(key.toStdString()));
        trackers.push_back(std::move(*tracker));
    }
    lease.trackers = std::move(trackers);
    return {};
}

base::Expected<void> applyIndex(UserLease &lease, const QJsonObject &from)
{
    const std::string url = textAt(from, QStringLiteral("index"));
    if (!url.empty() && !url.starts_with("http://") && !url.starts_with("https://"))
        return wrong(QStringLiteral("index"), "it is not an http URL");
    lease.index = url;
    lease.uploadToken = textAt(from, QStringLiteral("uploadToken"));
    return {};
}

base::Expected<UserLease> readUserLease(const QJsonObject &from)
{
    UserLease lease;
    if (auto read = applyLimits(lease, from); !read)
        return tl::unexpected(read.error());
    if (auto read = applyAnnouncements(lease, from[QStringLiteral("announcements")].toObject());
        !read)
        return tl::unexpected(read.error());
    if (auto read = applyTrackers(lease, from); !read)
        return tl::unexpected(read.error());
    if (auto read = applyIndex(lease, from); !read)
        return tl::unexpected(read.error());
    return lease;
}

} // namespace net
