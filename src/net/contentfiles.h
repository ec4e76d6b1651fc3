#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/wire/bitfield.h"
#include "net/contentlayout.h"
#include "net/safeopen.h"

#include <list>
#include <optional>
#include <span>
#include <sys/uio.h>
#include <unordered_map>

namespace net {

/// What tells that a file is still the one that was verified.
struct FileStamp {
    std::uint64_t inode = 0;
    std::uint64_t size = 0; ///< bytes
    std::int64_t modified = 0; ///< ns since 1970
    bool operator==(const FileStamp &) const = default;
};

/// How a read ended that must not wait for the disk.
enum class ReadOutcome { Done, WouldWait, Failed };

/// Reads and writes ranges of a torrent in its files. Keeps few descriptors open (the least
/// recently used one goes). Not for two threads: each has an instance of its own.
class ContentFiles
{
public:
    /// Descriptors kept open by one instance.
    static constexpr std::size_t maxOpen = 32;

    explicit ContentFiles(ContentLayout layout);

    /// Reads all of `into` from that offset of the torrent; waits for the disk. Padding reads as
    /// zeros.
    base::Expected<void> read(std::uint64_t offset, std::span<std::uint8_t> into);
    /// The same, unless the bytes are not in memory.
    ReadOutcome readIfCached(std::uint64_t offset, std::span<std::uint8_t> into);
    /// Writes the buffers one after the other at that offset of the torrent, into `temporal`.
    base::Expected<void> write(std::uint64_t offset, std::span<const iovec> buffers);

    /// Whether the bytes of that range may be there: false when a file is missing, too short, or
    /// all of the range is a hole.
    bool mayHold(std::uint64_t offset, std::uint64_t length);
    /// The stamp of a file wherever it lies; nothing when it is missing.
    std::optional<FileStamp> stamp(std::size_t file);
    /// Gives every file that lacks a piece its size in `temporal` (sparse). A larger file of the
    /// same name is somebody else's: an error.
    base::Expected<void> makeFiles(const wire::Bitfield &have);
    /// Moves every file from `temporal` to `shared`; an error when one of its name is there.
    base::Expected<void> promote();
    /// Flushes what was written to the device.
    void sync();
    /// Forgets the open descriptors, so that files are looked up again.
    void closeAll();

    [[nodiscard]] const ContentLayout &layout() const { return m_layout; }

private:
    struct Open {
        std::size_t file = 0;
        bool writable = false;
        Descriptor descriptor;
    };
    base::Expected<int> descriptor(std::size_t file, bool writable);
    base::Expected<void> demote(std::size_t file);
    [[nodiscard]] const wire::FileEntry &entry(std::size_t file) const
    {
        return m_layout.metainfo->files[file];
    }

    ContentLayout m_layout;
    /// Whether RWF_NOWAIT works here. File systems without it live in memory (tmpfs), where a plain
    /// read does not wait.
    bool m_knowsNoWait = true;
    std::list<Open> m_open; ///< most recently used first
    std::unordered_map<std::size_t, std::list<Open>::iterator> m_index;
};

} // namespace net
