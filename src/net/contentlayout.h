#pragma once

#include "core/base/ids.h"
#include "core/wire/metainfo.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace net {

/// Where a peer's content lies: the thesis's two folders. A file is in `temporal` while pieces of
/// it are missing, and in `shared` once the whole torrent is verified. Immutable; shared by the
/// threads that touch the files.
struct ContentLayout {
    std::filesystem::path shared;
    std::filesystem::path temporal;
    std::shared_ptr<const wire::Metainfo> metainfo;
};

/// A run of bytes inside one file.
struct FileSlice {
    std::size_t file = 0; ///< index into Metainfo::files
    std::uint64_t offset = 0; ///< bytes from the file's start
    std::uint64_t length = 0; ///< bytes
};

/// The files that hold those bytes of the torrent, in order; empty files are left out.
std::vector<FileSlice> slicesOf(const wire::Metainfo &metainfo, std::uint64_t offset,
                                std::uint64_t length);

} // namespace net
