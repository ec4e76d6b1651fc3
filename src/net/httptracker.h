#pragma once

#include "net/httprequesthead.h"
#include "net/trackerdesk.h"

#include <string>

namespace net {

/// What a tracker says over HTTP: /announce (BEP 3, 7, 23), /scrape (BEP 48) and a plain page at /.
/// Requests the protocol refuses are answered with a bencoded failure reason and status 200, as
/// clients expect.
class HttpTracker
{
public:
    explicit HttpTracker(TrackerDesk &desk)
        : m_desk(desk)
    {
    }

    /// Appends the whole answer.
    void answer(const HttpRequestHead &head, const base::Endpoint &remote, std::string &out);

private:
    void announce(std::string_view query, const base::Endpoint &remote);
    void scrape(std::string_view query);
    [[nodiscard]] std::string indexPage() const;

    TrackerDesk &m_desk;
    base::Bytes m_body; ///< kept for its memory
};

} // namespace net
