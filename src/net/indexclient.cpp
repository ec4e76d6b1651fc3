#include "net/indexclient.h"

#include "core/base/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QTimer>
#include <QUrl>

namespace net {

namespace {

constexpr qint64 maxListBytes = 4 * 1024 * 1024; // 50 torrents with long names
constexpr qint64 maxTorrentBytes = 10'000'000;
constexpr int answerTime = 20'000; // ms without a byte
constexpr std::size_t maxNameCharacters = 1000;
constexpr std::size_t maxFaultCharacters = 300;

std::optional<std::uint32_t> countAt(const QJsonObject &from, const QString &key)
{
    const double number = from[key].toDouble(-1);
    if (number < 0 || number > UINT32_MAX)
        return std::nullopt;
    return static_cast<std::uint32_t>(number);
}

std::optional<IndexOffer> readOffer(const QJsonObject &from)
{
    const auto infoHash
        = base::InfoHash::fromHex(from[QStringLiteral("info_hash")].toString().toStdString());
    const double size = from[QStringLiteral("size")].toDouble(-1);
    if (!infoHash || size < 0)
        return std::nullopt;
    return IndexOffer{
        *infoHash,
        base::cleanText(from[QStringLiteral("name")].toString().toStdString(), maxNameCharacters),
        static_cast<std::uint64_t>(size), countAt(from, QStringLiteral("seeds")),
        countAt(from, QStringLiteral("peers"))};
}

IndexOffers readOffers(const QByteArray &body)
{
    const QJsonObject from = QJsonDocument::fromJson(body).object();
    IndexOffers read;
    for (const QJsonValue value : from[QStringLiteral("torrents")].toArray()) {
        if (auto offer = readOffer(value.toObject()))
            read.offers.push_back(std::move(*offer));
    }
    read.page = countAt(from, QStringLiteral("page")).value_or(1);
    read.pages = countAt(from, QStringLiteral("pages")).value_or(1);
    read.total = countAt(from, QStringLiteral("total")).value_or(0);
    return read;
}

} // namespace

IndexClient::IndexClient(QObject *parent)
    : QObject(parent)
{
}

IndexClient::~IndexClient()
{
    const auto replies = m_network.findChildren<QNetworkReply *>();
    for (QNetworkReply *reply : replies) {
        reply->disconnect(this);
        reply->abort();
    }
}

std::optional<QNetworkRequest> IndexClient::request(const QString &target, const Body &done) const
{
    if (m_url.isEmpty()) {
        const base::Error error{base::ErrorCode::NotFound, "index",
                                "the coordinator knows of no index"};
        QTimer::singleShot(0, this, [done, error] { done(tl::unexpected(error)); });
        return std::nullopt;
    }
    QNetworkRequest request(QUrl(m_url).resolved(QUrl(target)));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(answerTime);
    request.setRawHeader("Accept", "application/json");
    request.setRawHeader("Accept-Encoding", "identity");
    return request;
}

void IndexClient::follow(QNetworkReply *reply, qint64 limit, const Body &done)
{
    connect(reply, &QNetworkReply::downloadProgress, this, [reply, limit](qint64 received) {
        if (received > limit)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, done] {
        reply->deleteLater();
        const QByteArray body = reply->isOpen() ? reply->readAll() : QByteArray();
        if (reply->error() != QNetworkReply::NoError)
            done(tl::unexpected(faultOf(*reply, body)));
        else
            done(body);
    });
}

/// What the index answered in its own words, else what the network says.
base::Error IndexClient::faultOf(QNetworkReply &reply, const QByteArray &body) const
{
    const QJsonObject fault
        = QJsonDocument::fromJson(body).object()[QStringLiteral("error")].toObject();
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    std::string detail = fault[QStringLiteral("detail")].toString().toStdString();
    if (detail.empty())
        detail = reply.errorString().toStdString();
    const std::string where = "index " + m_url.toStdString();
    return {status == 404 ? base::ErrorCode::NotFound : base::ErrorCode::Io, where,
            base::cleanText(detail, maxFaultCharacters)};
}

void IndexClient::search(const std::string &text, std::uint32_t page, const Done<IndexOffers> &done)
{
    const Body read = [done](const base::Expected<QByteArray> &body) {
        done(body ? base::Expected<IndexOffers>(readOffers(*body)) : tl::unexpected(body.error()));
    };
    const QByteArray escaped = QUrl::toPercentEncoding(QString::fromStdString(text));
    const auto asked = request(
        QStringLiteral("/?q=%1&page=%2").arg(QString::fromLatin1(escaped)).arg(page), read);
    if (asked)
        follow(m_network.get(*asked), maxListBytes, read);
}

void IndexClient::fetch(const base::InfoHash &infoHash, const Done<base::Bytes> &done)
{
    const Body read = [done](const base::Expected<QByteArray> &body) {
        done(body ? base::Expected<base::Bytes>(base::Bytes(body->begin(), body->end()))
                  : tl::unexpected(body.error()));
    };
    const auto asked = request(
        QStringLiteral("/torrent/%1.torrent").arg(QString::fromStdString(infoHash.hex())), read);
    if (asked)
        follow(m_network.get(*asked), maxTorrentBytes, read);
}

void IndexClient::upload(base::ByteView torrent, const Done<bool> &done)
{
    const Body read = [done](const base::Expected<QByteArray> &body) {
        if (!body)
            done(tl::unexpected(body.error()));
        else
            done(QJsonDocument::fromJson(*body).object()[QStringLiteral("stored")].toBool());
    };
    auto asked = request(QStringLiteral("/torrents"), read);
    if (!asked)
        return;
    asked->setHeader(QNetworkRequest::ContentTypeHeader,
                     QByteArrayLiteral("application/x-bittorrent"));
    if (!m_token.isEmpty())
        asked->setRawHeader("Authorization", "Bearer " + m_token);
    const QByteArray bytes(reinterpret_cast<const char *>(torrent.data()),
                           static_cast<qsizetype>(torrent.size()));
    follow(m_network.post(*asked, bytes), maxListBytes, read);
}

} // namespace net
