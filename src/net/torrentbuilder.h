#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace net {

/// What torrent to make.
struct TorrentOrder {
    std::filesystem::path content; ///< file or folder
    std::uint32_t pieceLength = 0; ///< bytes; 0 = wire::suggestedPieceLength
    std::vector<std::vector<std::string>> announceTiers; ///< BEP 12; may be empty
    bool isPrivate = false; ///< BEP 27
    std::string comment; ///< left out when empty
    std::string createdBy; ///< left out when empty
    std::optional<std::int64_t> creationDate; ///< seconds since 1970; left out when absent
    unsigned threads = 0; ///< that read and hash; 0 = one a core
};

/// Told how far hashing is: bytes hashed so far, of how many. Called in the thread that builds,
/// about ten times a second and once at the end.
using HashProgress = std::function<void(std::uint64_t hashed, std::uint64_t total)>;

/// Reads and hashes the content on all cores and returns the bytes of its .torrent file, which
/// wire::Metainfo::parse accepts. Equal content and order give equal bytes.
///
/// Blocks until it is done; `cancelled` may be set by another thread and ends it with Cancelled in
/// well under a second. An error names the file that is missing, unreadable, changed while it was
/// read or unfit for a torrent (listContent).
base::Expected<base::Bytes> buildTorrent(const TorrentOrder &order, const HashProgress &progress,
                                         const std::atomic<bool> &cancelled);

} // namespace net
