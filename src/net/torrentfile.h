#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/wire/metainfo.h"

#include <filesystem>

namespace net {

/// Reads and checks a .torrent file of at most 10 MB. An error's `where` starts with the path.
base::Expected<wire::Metainfo> readTorrentFile(const std::filesystem::path &path);

/// Reads a file; of one longer than `limit` bytes, one byte more than that, so that the caller sees
/// it. An error's `where` is the path.
base::Expected<base::Bytes> readWhole(const std::filesystem::path &path, std::size_t limit);

/// Writes a file so that it is there whole or not at all: beside it first, synced, then renamed. An
/// error's `where` is the path.
base::Expected<void> writeWhole(const std::filesystem::path &path, base::ByteView bytes);

} // namespace net
