#include "core/base/bytes.h"
#include "core/lab/distributiontime.h"
#include "core/lab/scenario.h"
#include "core/lab/setupcheck.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto scenario = lab::Scenario::parse(base::asText({data, size}), "f");
    if (!scenario) {
        // Whoever wrote it is told where to look.
        if (!scenario.error().where.starts_with("f:") || scenario.error().detail.empty())
            std::abort();
        return 0;
    }
    if (lab::findFlaw(scenario->setup))
        std::abort();
    const auto bound = lab::minimumDistributionTime(scenario->setup);
    if (bound && bound->count() < 0)
        std::abort();
    return 0;
}
