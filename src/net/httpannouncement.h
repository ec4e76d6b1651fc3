#pragma once

#include "net/announcement.h"

#include <QSslSocket>
#include <QUrl>

#include <memory>
#include <string>

namespace net {

/// Announces over HTTP or HTTPS (BEP 3): one GET with a connection of its own, at most five
/// redirects, never from https to http. Certificates are checked. Bodies come uncompressed and have
/// at most 4 MiB.
class HttpAnnouncement : public Announcement
{
    Q_OBJECT
public:
    HttpAnnouncement(const QUrl &url, const wire::AnnounceRequest &request,
                     QObject *parent = nullptr);
    ~HttpAnnouncement() override;

    void start() override;

private:
    class Reply;

    void dial();
    void sendRequest();
    void readSome();
    void ended();
    void judge();
    void follow(const std::string &location);
    void failWith(base::ErrorCode code, const std::string &detail);

    QUrl m_url;
    wire::AnnounceRequest m_request;
    int m_redirects = 0;
    std::unique_ptr<QSslSocket> m_socket;
    std::unique_ptr<Reply> m_reply;
};

} // namespace net
