#include "net/httptracker.h"

#include "core/wire/httpannounce.h"
#include "core/wire/scrape.h"
#include "net/httpheadconnection.h"

#include <fmt/format.h>

namespace net {

void HttpTracker::answer(const HttpRequestHead &head, const base::Endpoint &remote,
                         std::string &out)
{
    m_body.clear();
    if (head.path == "/announce") {
        announce(head.query, remote);
    } else if (head.path == "/scrape") {
        scrape(head.query);
    } else if (head.path == "/") {
        appendHttpAnswer(out, HttpStatus::Ok, indexPage(), head);
        return;
    } else {
        appendHttpAnswer(out, HttpStatus::NotFound, reasonPhrase(HttpStatus::NotFound), head);
        return;
    }
    appendHttpAnswer(out, HttpStatus::Ok, base::asText(m_body), head);
}

void HttpTracker::announce(std::string_view query, const base::Endpoint &remote)
{
    const auto request = wire::parseAnnounceQuery(query);
    if (request)
        wire::appendAnnounceReply(m_body, m_desk.announce(*request, remote),
                                  wire::peerListForm(*request));
    else
        wire::appendFailure(m_body, request.error().detail);
}

void HttpTracker::scrape(std::string_view query)
{
    const auto hashes = wire::parseScrapeQuery(query);
    if (!hashes) {
        wire::appendFailure(m_body, hashes.error().detail);
        return;
    }
    std::vector<wire::ScrapeEntry> entries;
    for (const base::InfoHash &infoHash : *hashes)
        entries.push_back(m_desk.scrape(infoHash));
    wire::appendScrapeReply(m_body, std::move(entries));
}

std::string HttpTracker::indexPage() const
{
    return fmt::format("Torrarium tracker\n\nswarms: {}\nannounces: {}\n\n"
                       "/announce  where clients announce (BEP 3)\n"
                       "/scrape    counts of named torrents (BEP 48)\n",
                       m_desk.table().size(), m_desk.announces());
}

} // namespace net
