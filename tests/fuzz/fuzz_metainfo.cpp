#include "core/wire/metainfo.h"

#include <cstdlib>
#include <set>

/// Whether a path stays below the folder it is put into.
static bool isSafe(std::string_view path)
{
    while (true) {
        const std::size_t slash = path.find('/');
        const std::string_view element = path.substr(0, slash);
        if (element.empty() || element == "." || element == ".." || element.size() > 255
            || element.find('\0') != std::string_view::npos)
            return false;
        if (slash == std::string_view::npos)
            return true;
        path.remove_prefix(slash + 1);
    }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto metainfo = wire::Metainfo::parse({data, size});
    if (!metainfo)
        return 0;
    if (metainfo->pieceHashes.size() != metainfo->geometry.pieceCount())
        std::abort();
    std::uint64_t offset = 0;
    std::set<std::string_view> paths;
    for (const wire::FileEntry &file : metainfo->files) {
        if (!isSafe(file.path) || file.offset != offset)
            std::abort();
        if (!file.padding && !paths.insert(file.path).second)
            std::abort();
        offset += file.length;
    }
    if (offset != metainfo->geometry.totalLength())
        std::abort();
    return 0;
}
