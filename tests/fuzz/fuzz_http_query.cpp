#include "core/wire/httpannounce.h"
#include "core/wire/scrape.h"

#include <cstdlib>

/// What was understood of an announce is written and understood the same way again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view query = base::asText({data, size});
    if (const auto hashes = wire::parseScrapeQuery(query); hashes && hashes->empty())
        std::abort();
    const auto request = wire::parseAnnounceQuery(query);
    if (!request)
        return 0;
    if (request->port == 0)
        std::abort();
    std::string target;
    wire::appendAnnounceQuery(target, *request);
    const auto again = wire::parseAnnounceQuery(std::string_view(target).substr(1));
    if (!again || *again != *request)
        std::abort();
    return 0;
}
