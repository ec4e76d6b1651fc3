#include "app/buildcommit.h"

#include <torrariumcommit.h> // the build makes it, see src/app/CMakeLists.txt

namespace app {

std::string_view buildCommit()
{
    return TORRARIUM_COMMIT;
}

} // namespace app
