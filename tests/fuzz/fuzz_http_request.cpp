#include "core/base/bytes.h"
#include "net/httprequesthead.h"

#include <cstdlib>

/// However a request's head is cut, it is decided on at the same byte, and its views lie inside it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace net;
    const std::string_view bytes = base::asText({data, size});
    std::size_t seen = 0;
    std::size_t decidedAt = 0;
    for (std::size_t part = 1; part <= size && decidedAt == 0; ++part) {
        if (requesthead::isDecided(bytes.substr(0, part), seen))
            decidedAt = part;
    }
    std::size_t fresh = 0;
    if (requesthead::isDecided(bytes, fresh) != (decidedAt != 0))
        std::abort();
    if (decidedAt == 0)
        return 0;
    const auto head = requesthead::read(bytes.substr(0, decidedAt));
    if (!head)
        return 0;
    const auto inside = [&](std::string_view part) {
        return part.empty()
            || (part.data() >= bytes.data() && part.data() + part.size() <= bytes.data() + size);
    };
    if (head->length > decidedAt || !inside(head->path) || !inside(head->query))
        std::abort();
    return 0;
}
