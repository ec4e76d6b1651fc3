#include "core/base/bytes.h"
#include "net/httprequestreader.h"

#include <cstdlib>

/// However a request with a body is cut, it ends the same way, within its limits, and gives its
/// part of the budget back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t maxBody = 200;
    const std::string_view bytes = base::asText({data, size});
    net::HttpBodyBudget budget{.limit = 1000};
    std::string bodies[2];
    bool whole[2] = {false, false};
    for (const int part : {0, 1}) {
        net::HttpRequestReader reader({}, maxBody, budget);
        std::string input;
        const std::size_t step = part == 0 ? size : 1;
        for (std::size_t at = 0; at < size && !reader.isWhole() && !reader.refusal(); at += step) {
            input += bytes.substr(at, step);
            input.erase(0, reader.take(input));
        }
        whole[part] = reader.isWhole();
        bodies[part] = reader.request().body;
        if (bodies[part].size() > maxBody || budget.used != bodies[part].size())
            std::abort();
    }
    if (budget.used != 0 || whole[0] != whole[1] || (whole[0] && bodies[0] != bodies[1]))
        std::abort();
    return 0;
}
