#include "net/contentlayout.h"

#include <algorithm>

namespace net {

std::vector<FileSlice> slicesOf(const wire::Metainfo &metainfo, std::uint64_t offset,
                                std::uint64_t length)
{
    std::vector<FileSlice> slices;
    const auto &files = metainfo.files;
    // The last file that starts at or before the offset; empty files share their start with the
    // next.
    auto at = std::ranges::upper_bound(files, offset, {}, &wire::FileEntry::offset);
    auto index = static_cast<std::size_t>(at - files.begin());
    while (index > 0 && (index == files.size() || files[index].offset > offset))
        --index;
    for (; length > 0 && index < files.size(); ++index) {
        const wire::FileEntry &file = files[index];
        if (offset >= file.offset + file.length)
            continue;
        const std::uint64_t inside = offset - file.offset;
        const std::uint64_t take = std::min(length, file.length - inside);
        slices.push_back({index, inside, take});
        offset += take;
        length -= take;
    }
    return slices;
}

} // namespace net
