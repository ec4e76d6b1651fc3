#pragma once

#include "net/httpconnection.h"
#include "net/httprequestreader.h"

namespace net {

/// A client's connection to a site of documents: requests with fields and bodies of bounded size.
class HttpSiteConnection : public HttpConnection
{
public:
    /// What connections of one site share; outlives them.
    struct Shared {
        HttpSite &site;
        std::size_t maxBody; ///< bytes of one request's body
        HttpBodyBudget budget{};
    };

    HttpSiteConnection(int descriptor, const base::Endpoint &remote, Shared &shared);

protected:
    void take(std::string_view bytes) override;
    [[nodiscard]] bool isInRequest() const override { return m_isInRequest; }

private:
    void answer(const HttpReply &reply, HttpMethod method, bool keepAlive);
    void beginNext();

    Shared &m_shared;
    std::optional<HttpRequestReader> m_reader;
    std::string m_input; ///< what the reader could not take yet
    bool m_isInRequest = false;
};

} // namespace net
