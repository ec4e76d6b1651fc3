#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/base/ids.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace net {

/// .torrent files in a folder, each "<info-hash in hex>.torrent" with its owner's digest beside it
/// in "<info-hash in hex>.owner". Files are whole or not there: written beside, synced, renamed. No
/// name from outside ever becomes a path.
class TorrentShelf
{
public:
    /// A file of the shelf.
    struct Item {
        base::InfoHash infoHash;
        base::Bytes torrent;
        std::string owner; ///< empty when nobody owns it
        std::int64_t written = 0; ///< seconds since 1970
    };

    explicit TorrentShelf(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }

    /// Makes the folder if it is missing, and lists the info-hashes it holds, in their order.
    [[nodiscard]] base::Expected<std::vector<base::InfoHash>> open() const;
    [[nodiscard]] base::Expected<Item> item(const base::InfoHash &infoHash) const;
    /// The bytes of the .torrent file.
    [[nodiscard]] base::Expected<base::Bytes> torrent(const base::InfoHash &infoHash) const;
    /// An error's `where` is the path; nothing is left behind then.
    [[nodiscard]] base::Expected<void> put(const base::InfoHash &infoHash, base::ByteView torrent,
                                           const std::string &owner) const;
    [[nodiscard]] base::Expected<void> remove(const base::InfoHash &infoHash) const;

private:
    [[nodiscard]] std::filesystem::path pathOf(const base::InfoHash &infoHash,
                                               const char *extension) const;

    std::filesystem::path m_folder;
};

} // namespace net
