#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/base/ids.h"
#include "core/wire/geometry.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wire {

/// One file of a torrent, in the order of its bytes.
struct FileEntry {
    std::string path; ///< Below the save folder, '/' between safe elements; unique in its torrent.
    std::uint64_t length = 0; ///< bytes
    std::uint64_t offset = 0; ///< where it starts in the torrent, bytes
    bool padding = false; ///< BEP 47 attr "p": zeros, never written to disk
    bool operator==(const FileEntry &) const = default;
};

/// What a .torrent file says (BEP 3, BEP 12, BEP 27, BEP 47), checked: lengths add up, hashes match
/// the piece count, names are one safe element each inside the save root.
struct Metainfo {
    base::InfoHash infoHash;
    std::string name; ///< suggested name of the file or folder; one safe path element
    bool multiFile = false; ///< files lie in a folder called `name`
    std::vector<FileEntry> files; ///< paths include `name` as their first element
    Geometry geometry;
    std::vector<base::PieceHash> pieceHashes; ///< geometry.pieceCount() of them
    bool isPrivate = false; ///< BEP 27
    std::vector<std::vector<std::string>> announceTiers; ///< BEP 12; http, https and udp URLs only
    std::string comment;
    std::string createdBy;
    std::optional<std::int64_t> creationDate; ///< seconds since 1970
    base::Bytes infoBytes; ///< the info dictionary as it stood in the file

    /// Reads and checks a .torrent file. An error's `where` is the key at fault, e.g. "info.piece
    /// length".
    static base::Expected<Metainfo> parse(base::ByteView bytes);
};

/// What is needed to write a .torrent file.
struct TorrentDraft {
    std::string name;
    bool multiFile = false;
    std::vector<FileEntry> files; ///< paths relative to the content folder here, without `name`
    std::uint32_t pieceLength = 0; ///< bytes
    std::vector<base::PieceHash> pieceHashes;
    std::vector<std::vector<std::string>> announceTiers; ///< may be empty
    bool isPrivate = false;
    std::string comment; ///< left out when empty
    std::string createdBy; ///< left out when empty
    std::optional<std::int64_t> creationDate; ///< seconds since 1970; left out when absent
};

/// The bytes of the .torrent file of that draft; Metainfo::parse accepts them.
base::Bytes encodeTorrent(const TorrentDraft &draft);

/// The bytes of that torrent's .torrent file with these trackers instead (BEP 12); its info-hash
/// stays.
base::Bytes encodeTorrent(const Metainfo &metainfo,
                          const std::vector<std::vector<std::string>> &announceTiers);

/// A piece length for content of that many bytes: a power of two from 16 KiB to 16 MiB that gives
/// about a thousand pieces.
std::uint32_t suggestedPieceLength(std::uint64_t totalLength);

} // namespace wire
