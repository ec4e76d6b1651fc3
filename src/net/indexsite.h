#pragma once

#include "net/httprequest.h"
#include "net/indexview.h"

#include <memory>

namespace net {

/// Who may ask the index server, and who may upload.
struct IndexAccess {
    std::vector<std::string> hosts; ///< names it is asked by, besides loopback and IP addresses
    std::string uploadToken; ///< wanted at uploads; empty = none
};

/// What the index server says: its addresses, methods and who may use them. Requests are checked
/// against DNS rebinding (Host) and forged forms (Origin); tokens are the only right to change
/// anything, there are no cookies.
class IndexSite : public HttpSite
{
public:
    IndexSite(TorrentLibrary &library, IndexAccess access);
    ~IndexSite() override;

    HttpReply answer(const HttpRequest &request) override;
    HttpReply refusal(HttpStatus status, const std::string &detail,
                      const HttpRequest &request) override;

private:
    struct Fault {
        HttpStatus status;
        base::Error error;
    };
    using Answer = tl::expected<HttpReply, Fault>;

    [[nodiscard]] const IndexView &viewFor(const HttpRequest &request) const;
    [[nodiscard]] HttpReply faultReply(const Fault &fault, const HttpRequest &request) const;
    [[nodiscard]] HttpReply reply(HttpStatus status, const HttpRequest &request,
                                  std::string body) const;

    Answer route(const HttpRequest &request);
    Answer list(const HttpRequest &request) const;
    Answer torrentAddress(const HttpRequest &request);
    Answer details(const HttpRequest &request, const base::InfoHash &infoHash) const;
    Answer download(const base::InfoHash &infoHash) const;
    Answer upload(const HttpRequest &request);
    Answer remove(const HttpRequest &request, const base::InfoHash &infoHash);

    [[nodiscard]] std::optional<Fault> checkHost(const HttpRequest &request) const;

    TorrentLibrary &m_library;
    IndexAccess m_access;
    std::unique_ptr<IndexView> m_pages;
    std::unique_ptr<IndexView> m_json;
};

} // namespace net
