#pragma once

#include "core/base/expected.h"
#include "core/wire/bitfield.h"
#include "net/contentfiles.h"

#include <filesystem>
#include <vector>

namespace net {

/// What a peer knew when it stopped: its pieces, and how its files looked then. It is only believed
/// when every file still looks the same; anything else means a full check (items 72 to 74, 76).
struct ResumeData {
    base::InfoHash infoHash;
    wire::Bitfield have;
    std::vector<FileStamp> stamps; ///< one a file

    /// Writes it with a checksum, atomically: temporary file, fsync, rename.
    [[nodiscard]] base::Expected<void> save(const std::filesystem::path &file) const;
    /// Reads it; an error when it is missing, damaged, of another torrent or of a newer version.
    static base::Expected<ResumeData> load(const std::filesystem::path &file,
                                           const wire::Metainfo &metainfo);
};

} // namespace net
