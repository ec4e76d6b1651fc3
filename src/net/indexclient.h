#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/base/ids.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

class QNetworkReply;

namespace net {

/// A torrent as an index lists it.
struct IndexOffer {
    base::InfoHash infoHash;
    std::string name; ///< one safe line
    std::uint64_t size = 0; ///< bytes
    std::optional<std::uint32_t> seeds; ///< absent = nobody knows
    std::optional<std::uint32_t> peers;
};

/// A page of a search.
struct IndexOffers {
    std::vector<IndexOffer> offers;
    std::uint32_t page = 1;
    std::uint32_t pages = 1;
    std::uint64_t total = 0; ///< of all pages
};

/// Talks with an index server (docs/index-server.md) over HTTP. Answers are limited in size and
/// time; each call ends in exactly one `done`, never before it returns; none after the object's
/// end. An error tells what the index said. Lives in one thread.
class IndexClient : public QObject
{
    Q_OBJECT
public:
    template <typename T> using Done = std::function<void(const base::Expected<T> &)>;

    explicit IndexClient(QObject *parent = nullptr);
    ~IndexClient() override;

    /// Where the index is ("http://1.2.3.4:8080/"); empty = there is none, and every call fails.
    void setUrl(const std::string &url) { m_url = QString::fromStdString(url); }
    /// The secret uploads must know; empty = none.
    void setUploadToken(const std::string &token) { m_token = QByteArray::fromStdString(token); }

    /// Torrents with all words of the text in their names; empty = all. `page` counts from 1.
    void search(const std::string &text, std::uint32_t page, const Done<IndexOffers> &done);
    /// The bytes of a .torrent file.
    void fetch(const base::InfoHash &infoHash, const Done<base::Bytes> &done);
    /// Stores a .torrent file; false = it was there already, with its own trackers.
    void upload(base::ByteView torrent, const Done<bool> &done);

private:
    using Body = std::function<void(const base::Expected<QByteArray> &)>;

    [[nodiscard]] std::optional<QNetworkRequest> request(const QString &target,
                                                         const Body &done) const;
    void follow(QNetworkReply *reply, qint64 limit, const Body &done);
    [[nodiscard]] base::Error faultOf(QNetworkReply &reply, const QByteArray &body) const;

    QString m_url;
    QByteArray m_token;
    QNetworkAccessManager m_network;
};

} // namespace net
