#pragma once

#include "core/base/expected.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace net {

/// A file on disk that goes into a torrent.
struct ContentFile {
    std::filesystem::path location;
    std::string path; ///< below the content folder, '/' between elements; the name of a single file
    std::uint64_t length = 0; ///< bytes
};

/// What a torrent is made of, in the order of its bytes.
struct ContentList {
    std::string name; ///< of the file or folder
    bool isFolder = false;
    std::vector<ContentFile> files; ///< sorted by path, byte by byte, so that it is always the same
    std::uint64_t totalLength = 0; ///< bytes
};

/// Lists a file or everything in a folder, hidden files too; empty folders are left out. An error
/// names the path: something that is neither file nor folder (symbolic links among them), a name
/// that cannot stand in a torrent (wire::safeElement), names that differ only in case, no bytes at
/// all.
base::Expected<ContentList> listContent(const std::filesystem::path &content);

} // namespace net
