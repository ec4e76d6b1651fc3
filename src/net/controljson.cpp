#include "net/controljson.h"

#include "net/controlfields.h"

namespace net {

namespace {

constexpr std::size_t MaxText = 256;

} // namespace

QJsonObject toJson(const roles::Limits &limits)
{
    return {{QStringLiteral("version"), jsonNumber(limits.version)},
            {QStringLiteral("pieceSize"), jsonNumber(limits.pieceSize)},
            {QStringLiteral("maxN"), jsonNumber(limits.maxN)}};
}

QJsonObject toJson(const roles::Announcements &announcements)
{
    return {{QStringLiteral("version"), jsonNumber(announcements.version)},
            {QStringLiteral("bottom"), jsonText(announcements.bottom)},
            {QStringLiteral("right"), jsonText(announcements.right)}};
}

QJsonObject toJson(const roles::RegisteredTracker &tracker)
{
    QJsonArray urls;
    for (const std::string &url : tracker.announce)
        urls.append(jsonText(url));
    return {{QStringLiteral("name"), jsonText(tracker.name)}, {QStringLiteral("announce"), urls}};
}

QJsonObject toJson(const std::optional<roles::RegisteredIndex> &index)
{
    QJsonObject object{{QStringLiteral("index"), index ? jsonText(index->url) : QString()}};
    if (index && !index->token.empty())
        object[QStringLiteral("uploadToken")] = jsonText(index->token);
    return object;
}

QJsonObject toJson(const roles::SeedEvent &event)
{
    return {{QStringLiteral("user"), jsonText(event.user)},
            {QStringLiteral("infoHash"), jsonText(event.infoHash.hex())},
            {QStringLiteral("at"), static_cast<qint64>(event.at)},
            {QStringLiteral("node"), jsonText(event.node)},
            {QStringLiteral("sequence"), jsonNumber(event.sequence)}};
}

QJsonObject userJson(const std::string &user, const std::string &tag)
{
    return {{QStringLiteral("user"), jsonText(user)}, {QStringLiteral("tag"), jsonText(tag)}};
}

QString noticeOf(const roles::SeedEvent &event)
{
    return event.kind == roles::SeedEvent::Kind::Started ? QStringLiteral("seed.started")
                                                         : QStringLiteral("seed.ended");
}

base::Expected<roles::SeedEvent> readSeedEvent(roles::SeedEvent::Kind kind,
                                               const QJsonObject &params)
{
    ControlFields fields(params);
    roles::SeedEvent event{kind,
                           fields.text("user", MaxText),
                           fields.infoHash("infoHash"),
                           static_cast<std::int64_t>(fields.number("at")),
                           fields.text("node", MaxText),
                           fields.number("sequence")};
    if (auto checked = fields.check(); !checked)
        return tl::unexpected(checked.error());
    return event;
}

} // namespace net
