#include "core/wire/extensionhandshake.h"

#include <cstdlib>

/// What was understood of a handshake is written and understood the same way again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto handshake = wire::ExtensionHandshake::decode({data, size});
    if (!handshake)
        return 0;
    if (handshake->messages.size() > wire::maxExtensions)
        std::abort();
    const auto again = wire::ExtensionHandshake::decode(handshake->encoded());
    if (!again || *again != *handshake)
        std::abort();
    auto updated = *handshake;
    updated.update(*again);
    if (updated != *handshake)
        std::abort();
    return 0;
}
