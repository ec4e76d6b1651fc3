#include "app/cli/command.h"

#include <cstdio>
#include <fmt/format.h>

namespace app {

int report(const base::Error &error)
{
    fmt::print(stderr, "torrarium: {}\n", error.text());
    return error.code == base::ErrorCode::Usage ? UsageError : Failure;
}

} // namespace app
