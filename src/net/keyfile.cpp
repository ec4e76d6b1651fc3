#include "net/keyfile.h"

#include "net/torrentfile.h"

namespace net {

namespace {

constexpr std::size_t maxKeyBytes = 1024;

} // namespace

base::Expected<std::string> readKeyFile(const std::filesystem::path &path)
{
    const auto bytes = readWhole(path, maxKeyBytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (bytes->size() > maxKeyBytes)
        return base::fail(base::ErrorCode::Limit, path.string(), "a key has at most 1 KiB");
    std::string key(base::asText(*bytes));
    while (!key.empty() && (key.back() == '\n' || key.back() == '\r'))
        key.pop_back();
    return key;
}

} // namespace net
