#include "net/lanmessage.h"

#include "net/controlfields.h"
#include "net/controlmessage.h"
#include "net/controlproof.h"

#include <QJsonDocument>

#include <limits>

namespace net {

namespace {

constexpr std::size_t EpochDigits = 16;

} // namespace

QByteArray lanMessage(const FoundCoordinator &coordinator)
{
    return QJsonDocument(
               QJsonObject{{QStringLiteral("torrarium"), QStringLiteral("coordinator")},
                           {QStringLiteral("version"), ControlVersion},
                           {QStringLiteral("port"), coordinator.endpoint.port},
                           {QStringLiteral("wantsKey"), coordinator.wantsKey},
                           {QStringLiteral("epoch"), QString::fromStdString(coordinator.epoch)}})
        .toJson(QJsonDocument::Compact);
}

base::Expected<FoundCoordinator> parseLanMessage(const QByteArray &datagram,
                                                 const base::Endpoint &sender)
{
    const std::string from = sender.text();
    const QJsonDocument document
        = datagram.size() <= MaxLanMessage ? QJsonDocument::fromJson(datagram) : QJsonDocument();
    const QJsonObject object = document.object();
    if (object[QStringLiteral("torrarium")] != QStringLiteral("coordinator"))
        return base::fail(base::ErrorCode::Malformed, from, "it is no coordinator's announcement");
    if (object[QStringLiteral("version")] != ControlVersion)
        return base::fail(base::ErrorCode::Unsupported, from, "it is of another version");
    ControlFields fields(object);
    FoundCoordinator found;
    found.endpoint = sender;
    found.endpoint.port = static_cast<std::uint16_t>(
        fields.number("port", std::numeric_limits<std::uint16_t>::max()));
    found.wantsKey = object[QStringLiteral("wantsKey")].toBool();
    found.epoch = fields.text("epoch", EpochDigits);
    if (const auto checked = fields.check(); !checked)
        return tl::unexpected(checked.error().within(from));
    if (!found.endpoint.isDialable() || !isHex(found.epoch, EpochDigits))
        return base::fail(base::ErrorCode::Malformed, from, "its port or epoch is none");
    return found;
}

} // namespace net
