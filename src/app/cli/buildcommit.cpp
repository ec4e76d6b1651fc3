#include "app/cli/buildcommit.h"

#include "torrariumcommit.h"

namespace app {

std::string_view buildCommit()
{
    return TORRARIUM_COMMIT;
}

} // namespace app
