#include "net/useranswer.h"

#include "core/base/units.h"

#include <QJsonArray>

#include <fmt/format.h>

namespace net {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

std::string countText(const std::optional<std::uint32_t> &count)
{
    return count ? std::to_string(*count) : "?";
}

QJsonValue countValue(const std::optional<std::uint32_t> &count)
{
    return count ? QJsonValue(static_cast<qint64>(*count)) : QJsonValue();
}

std::string lineOf(const UserTorrentRow &row)
{
    std::string line = fmt::format("{} {} {} {}/{} pieces", nameOf(row.state), row.name, row.size,
                                   row.have, row.pieces);
    if (row.state == UserTorrentState::Downloading)
        line += ", down " + base::formatRate(static_cast<std::uint64_t>(row.downRate));
    if (row.served > 0)
        line += ", up " + base::formatRate(static_cast<std::uint64_t>(row.upRate));
    return row.fault.empty() ? line : line + ", " + row.fault;
}

QJsonObject factsOf(const UserTorrentRow &row)
{
    return {{QStringLiteral("name"), text(row.name)},
            {QStringLiteral("infoHash"), text(row.infoHash.hex())},
            {QStringLiteral("size"), static_cast<qint64>(row.size)},
            {QStringLiteral("state"), QString::fromLatin1(nameOf(row.state))},
            {QStringLiteral("pieces"), static_cast<qint64>(row.pieces)},
            {QStringLiteral("have"), static_cast<qint64>(row.have)},
            {QStringLiteral("served"), static_cast<qint64>(row.served)},
            {QStringLiteral("waiting"), static_cast<qint64>(row.waiting)},
            {QStringLiteral("tracker"), text(row.tracker)},
            {QStringLiteral("fault"), text(row.fault)}};
}

} // namespace

const char *nameOf(UserTorrentState state)
{
    switch (state) {
    case UserTorrentState::Checking:
        return "checking";
    case UserTorrentState::Downloading:
        return "downloading";
    case UserTorrentState::Sharing:
        return "sharing";
    case UserTorrentState::Paused:
        return "paused";
    case UserTorrentState::Faulty:
        return "faulty";
    }
    return "";
}

UserAnswer answerOf(const IndexOffers &found)
{
    UserAnswer answer;
    QJsonArray torrents;
    for (const IndexOffer &offer : found.offers) {
        answer.lines.push_back(fmt::format("found {} {} bytes, {} seeds, {} peers, {}", offer.name,
                                           offer.size, countText(offer.seeds),
                                           countText(offer.peers), offer.infoHash.hex()));
        torrents.append(QJsonObject{{QStringLiteral("name"), text(offer.name)},
                                    {QStringLiteral("infoHash"), text(offer.infoHash.hex())},
                                    {QStringLiteral("size"), static_cast<qint64>(offer.size)},
                                    {QStringLiteral("seeds"), countValue(offer.seeds)},
                                    {QStringLiteral("peers"), countValue(offer.peers)}});
    }
    answer.lines.push_back(found.total == 1 ? "1 torrent"
                                            : fmt::format("{} torrents", found.total));
    if (found.total > found.offers.size())
        answer.lines.back() += fmt::format(", the first {} are shown", found.offers.size());
    answer.facts = {{QStringLiteral("torrents"), torrents},
                    {QStringLiteral("total"), static_cast<qint64>(found.total)}};
    return answer;
}

UserAnswer answerOf(const UserSnapshot &user)
{
    UserAnswer answer;
    QJsonArray torrents;
    for (const UserTorrentRow &row : user.torrents) {
        answer.lines.push_back(lineOf(row));
        torrents.append(factsOf(row));
    }
    QJsonArray files;
    for (const std::string &name : user.notUploaded) {
        answer.lines.push_back("not uploaded " + name);
        files.append(text(name));
    }
    if (answer.lines.empty())
        answer.lines.emplace_back("nothing shared, nothing downloaded");
    answer.facts = {{QStringLiteral("torrents"), torrents},
                    {QStringLiteral("notUploaded"), files},
                    {QStringLiteral("served"), static_cast<qint64>(user.served)},
                    {QStringLiteral("maxN"), static_cast<qint64>(user.maxN)},
                    {QStringLiteral("registered"), user.registered}};
    return answer;
}

} // namespace net
